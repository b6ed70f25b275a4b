import { describe, expect, it } from 'vitest';
import { readSourceCell, sourceFields, type KnownSource } from './grid-source.ts';

const KNOWN: KnownSource[] = [
	{ id: 3, title: 'Yearbook', url: 'https://example.org/3' },
	{ id: 2, title: 'Yearbook', url: null },
	{ id: 1, title: 'Joint statement', url: 'https://example.org/1' }
];

/** What a cell comes to. */
function read(text: string) {
	const cell = readSourceCell(text);
	return cell && sourceFields(cell, KNOWN);
}

describe('the cell of a source', () => {
	it.each([
		['', null],
		['   ', null],
		['12', { fields: { source: '12' } }],
		['#12', { fields: { source: '12' } }],
		['#12 Yearbook · Office · 3 May 2024', { fields: { source: '12' } }],
		['https://example.org/1', { fields: { source: '1' } }],
		['Called otherwise https://example.org/1', { fields: { source: '1' } }],
		['joint STATEMENT', { fields: { source: '1' } }],
		[
			'Trade in 2024, https://example.org/new',
			{ fields: { source_title: 'Trade in 2024', source_url: 'https://example.org/new' } }
		],
		[
			'Trade <https://example.org/a?b=1>',
			{ fields: { source_title: 'Trade', source_url: 'https://example.org/a?b=1' } }
		]
	])('“%s” names a known source, a new one, or none', (text, wanted) => {
		expect(read(text)).toEqual(wanted);
	});

	it.each([
		['https://example.org/unknown', 'No known source has this address'],
		['A title alone', 'No known source has this title'],
		['2024 yearbook', 'No known source has this title'],
		['#12th report', 'No known source has this title'],
		['yearbook', 'Several sources have this title: #3, #2'],
		['javascript:alert(1)', 'No known source has this title']
	])('“%s” is asked about', (text, sentence) => {
		expect(read(text)).toEqual({ error: expect.stringContaining(sentence) });
	});
});
