import { expect, test } from 'vitest';
import { DomainError } from '#lib/domain/errors.ts';
import { describeFailure } from './failures.ts';

const withCode = (code: string, message = 'x') => Object.assign(new Error(message), { code });

test.each([
	withCode('ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:5432'),
	withCode('57P01', 'terminating connection due to administrator command'),
	withCode('57P03', 'the database system is starting up'),
	withCode('08006'),
	withCode('53300', 'sorry, too many clients already'),
	new Error('timeout exceeded when trying to connect'),
	new Error('Connection terminated unexpectedly'),
	new Error('Client has encountered a connection error and is not queryable'),
	new AggregateError([withCode('ECONNREFUSED'), withCode('ECONNREFUSED')], ''),
	new Error('query failed', { cause: withCode('ECONNRESET') })
])('a database that is away is 503 with a time to try again: %s', (error) => {
	expect(describeFailure(error, 500)).toMatchObject({ status: 503, code: 'database_down', retryAfter: 10 });
});

test.each([
	withCode('57014', 'canceling statement'),
	withCode('23505', 'duplicate key'),
	new Error('bug'),
	'text',
	null
])('anything else nobody foresaw is 500 and tells nothing of itself: %s', (error) => {
	const failure = describeFailure(error, 500);
	expect(failure).toMatchObject({ status: 500, code: 'unexpected', unexpected: true, retryAfter: null });
	expect(failure.message).not.toMatch(/duplicate|cancel|bug|text/);
});

test('a rule of the domain is answered with its own sentence: 404 for what is not there, 400 otherwise', () => {
	const unknown = new DomainError('unknown_pledge', 'There is no such pledge.');
	const broken = new DomainError('end_before_start', 'The end is before the start.', 'end');
	expect(describeFailure(unknown, 500)).toMatchObject({
		status: 404,
		message: unknown.message,
		unexpected: false
	});
	expect(describeFailure(broken, 500)).toMatchObject({
		status: 400,
		message: broken.message,
		unexpected: false
	});
});

test('a body that is not the form it claims to be is the sender’s fault', async () => {
	const headers = { 'content-type': 'multipart/form-data' };
	const request = new Request('http://x.example', { method: 'POST', body: 'a=b', headers });
	const error: unknown = await request.formData().catch((thrown: unknown) => thrown);
	expect(describeFailure(error, 500)).toMatchObject({ status: 400, unexpected: false });
});
