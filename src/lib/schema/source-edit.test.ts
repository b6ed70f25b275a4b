import { describe, expect, it } from 'vitest';
import { MOST_FILE } from '#lib/domain/document.ts';
import { readDocument, readSourceEdit, typedOfSource } from './source-edit.ts';

const SOURCE = {
	title: 'Joint statement',
	publisher: 'Presidency',
	publishedOn: '2022-10-15',
	language: 'en',
	url: 'https://example.org/statement',
	text: 'The Parties agreed.\n\nThey will build.'
};
const read = (fields: Record<string, string>) =>
	readSourceEdit({ ...typedOfSource(SOURCE).fields, ...fields }, '2026-11-23');
const errors = (fields: Record<string, string>) => {
	const result = read(fields);
	return result.ok ? {} : result.errors;
};
const textOf = (text: string) => {
	const result = read({ text });
	return result.ok ? result.value.text : result.errors;
};

describe('a source', () => {
	it('is read as it was typed, and nothing where nothing was', () => {
		expect(read({})).toEqual({ ok: true, value: SOURCE });
		const bare = { publisher: '', date: '', language: '', url: '', text: ' ' };
		expect(read(bare)).toEqual({
			ok: true,
			value: { ...SOURCE, publisher: null, publishedOn: null, language: null, url: null, text: null }
		});
	});

	it.each<[string, Record<string, string>, string]>([
		['title', { title: '' }, 'title'],
		['title', { title: 'x'.repeat(201) }, 'at most 200'],
		['publisher', { publisher: 'x'.repeat(201) }, 'at most 200'],
		['date', { date: '15 October' }, 'is not a day'],
		['date', { date: '2026-11-24' }, 'ahead'],
		['url', { url: 'javascript:alert(1)' }, 'https://'],
		['text', { text: 'x'.repeat(200_001) }, 'at most 200000'],
		['text', { text: 'a\u0000b' }, 'cannot be seen']
	])('has a sentence beside a bad %s: %o', (field, fields, sentence) => {
		expect(errors(fields)[field]).toContain(sentence);
	});

	it('keeps a text with one kind of line break, whatever it was copied from', () => {
		expect(textOf('one\r\ntwo\rthree\ffour\u2028five')).toBe('one\ntwo\nthree\nfour\nfive');
	});

	it('takes a text as long as the limit', () => {
		expect(textOf('слово '.repeat(33_000))).toHaveLength(33_000 * 6 - 1);
	});
});

describe('a file', () => {
	const file = (name: string, content: string) => ({
		name,
		content: Uint8Array.from(content, (sign) => sign.charCodeAt(0))
	});
	const sentence = (given: Parameters<typeof readDocument>[0]) => {
		const result = readDocument(given);
		return result.ok ? null : result.errors.file;
	};

	it('is what its bytes say, whatever its name says', () => {
		expect(readDocument(file('scan.txt', '%PDF-1.7'))).toMatchObject({
			value: { type: 'application/pdf', name: 'scan.txt.pdf' }
		});
		expect(sentence(file('scan.pdf', '<script>'))).toContain('not a PDF, PNG or JPEG');
		expect(sentence(file('scan.pdf', ''))).toContain('empty');
	});

	it('may be as large as the limit and no larger', () => {
		const pdf = new Uint8Array(MOST_FILE + 1);
		pdf.set(file('', '%PDF-1.7').content);
		expect(sentence({ name: 'a.pdf', content: pdf })).toContain('larger than 10 MB');
		expect(sentence({ name: 'a.pdf', content: pdf.slice(0, MOST_FILE) })).toBeNull();
	});
});
