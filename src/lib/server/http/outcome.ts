import type { Handle, HandleServerError } from '@sveltejs/kit';
import { describeFailure } from '../failures.ts';
import { logFailure } from './log.ts';

/** Turns whatever was thrown into a sentence for the person, and logs what nobody foresaw, once, under the same id. */
export const answerFailure: HandleServerError = ({ error, event, status }) => {
	const failure = describeFailure(error, status);
	const { code, message } = failure;
	event.locals.failure = { status: failure.status, retryAfter: failure.retryAfter };
	if (!failure.unexpected) return { message, code, status: failure.status };
	const id = event.locals.requestId;
	logFailure(error, { id, status: failure.status, method: event.request.method, route: event.route.id });
	return { message, code, id, status: failure.status };
};

/** The framework's page of last resort, which a file that cannot be made is answered with, bears its number twice. */
const renumbered = (html: string, from: number, to: number) =>
	html
		.replace(`${from} – Pledgeboard`, `${to} – Pledgeboard`)
		.replace(`<p class="answer">Answer ${from}</p>`, `<p class="answer">Answer ${to}</p>`);

/** Gives the answer to a failure its real status: the framework knows 500 only. */
export const setStatus: Handle = async ({ event, resolve }) => {
	const response = await resolve(event);
	const { failure } = event.locals;
	if (!failure || response.status < 500) return response;
	const { status, retryAfter } = failure;
	const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false;
	const body = isPage ? renumbered(await response.text(), response.status, status) : response.body;
	const answer = new Response(body, { status, headers: response.headers });
	if (retryAfter !== null) answer.headers.set('retry-after', String(retryAfter));
	return answer;
};
