import { describe, expect, it } from 'vitest';
import type { Errors } from './read.ts';
import { readSource } from './source.ts';

function read(fields: Record<string, string>, ask: string | null = null) {
	const errors: Errors = {};
	return { source: readSource(fields, errors, { ask, today: '2026-11-23' }), errors };
}

describe('a source', () => {
	it('is a known one', () => {
		expect(read({ source: '12' })).toEqual({ source: { id: 12 }, errors: {} });
	});

	it('or a new one with a title and whatever else is known', () => {
		const { source } = read({ source_title: 'Trade figures', source_url: 'https://example.org/a?b=1' });
		expect(source).toEqual({
			title: 'Trade figures',
			publisher: null,
			publishedOn: null,
			language: null,
			url: 'https://example.org/a?b=1'
		});
	});

	it('is asked for only where it is needed', () => {
		expect(read({})).toEqual({ source: null, errors: {} });
		expect(read({}, 'Say where.').errors).toEqual({ source: 'Say where.' });
	});

	it('is not two at once', () => {
		expect(read({ source: '12', source_title: 'Another' }).errors.source).toContain('not both');
	});

	it('that the form began with gives way to a new one, not to another known one', () => {
		const begun = { source: '12', source_suggested: '12' };
		expect(read(begun).source).toEqual({ id: 12 });
		expect(read({ ...begun, source_title: 'New' })).toMatchObject({ source: { title: 'New' }, errors: {} });
		expect(read({ ...begun, source: '13', source_title: 'New' }).errors.source).toContain('not both');
	});

	it('needs a title', () => {
		expect(read({ source_url: 'https://example.org' }).errors.source_title).toContain('title');
	});

	it('says everything that is wrong at once', () => {
		const { errors } = read({ source_url: 'example.org', source_date: '2024' });
		expect(Object.keys(errors).sort()).toEqual(['source_date', 'source_title', 'source_url']);
	});

	it.each([
		'javascript:alert(1)',
		'data:text/html,x',
		'ftp://example.org',
		'example.org',
		'https://',
		'https://a b'
	])('has a web address, not %s', (url) => {
		expect(read({ source_title: 'T', source_url: url }).errors.source_url).toContain('https://');
	});

	it.each(['2026-11-24', '27 May 2024', '2024'])('was published on a day that has been, not %s', (day) => {
		expect(read({ source_title: 'T', source_date: day }).errors.source_date).toBeTruthy();
	});
});
