import { describe, expect, test } from 'vitest';
import { mergeTyped, openedWith } from './merge.ts';
import type { Typed } from './typed.ts';

const form = (fields: Record<string, string>, rows: Typed['rows'] = {}): Typed => ({ fields, rows });
const OPENED = form({ title: 'A', theme: 'trade', target_value: '5', target_unit: 'bcm' });

describe('what two people changed in one form', () => {
	test('what only the other changed is taken over, what only this one changed is kept', () => {
		const mine = form({ ...OPENED.fields, title: 'Mine' });
		const theirs = form({ ...OPENED.fields, theme: 'energy' });
		const { typed, conflicts, taken } = mergeTyped(mine, OPENED, mine, theirs);
		expect(typed.fields).toMatchObject({ title: 'Mine', theme: 'energy' });
		expect(conflicts).toEqual([]);
		expect(taken).toEqual([{ name: 'theme', theirs: 'energy', mine: 'trade' }]);
	});

	test('what both changed keeps what was typed and is named; the same change is no conflict', () => {
		const mine = form({ ...OPENED.fields, title: 'Mine', theme: 'energy' });
		const theirs = form({ ...OPENED.fields, title: 'Theirs', theme: 'energy' });
		const { typed, conflicts, taken } = mergeTyped(mine, OPENED, mine, theirs);
		expect(typed.fields.title).toBe('Mine');
		expect(conflicts).toEqual([{ name: 'title', theirs: 'Theirs', mine: 'Mine' }]);
		expect(taken).toEqual([]);
	});

	test('a figure is not taken apart from its unit', () => {
		const mine = form({ ...OPENED.fields, target_value: '7' });
		const theirs = form({ ...OPENED.fields, target_unit: 'mcm' });
		const { typed, conflicts } = mergeTyped(mine, OPENED, mine, theirs);
		expect(typed.fields).toMatchObject({ target_value: '7', target_unit: 'bcm' });
		expect(conflicts).toEqual([{ name: 'target_unit', theirs: 'mcm', mine: 'bcm' }]);
	});

	test('what a form adds by itself, a default for instance, is no change', () => {
		const typed = form({ ...OPENED.fields, target_standing: 'stated', title: 'A\r\n' });
		const theirs = form({ ...OPENED.fields, title: 'Theirs' });
		const merged = mergeTyped(typed, OPENED, form({ ...OPENED.fields, title: 'A' }), theirs);
		expect(merged.conflicts).toEqual([]);
		expect(merged.typed.fields).toMatchObject({ title: 'Theirs', target_standing: 'stated' });
	});

	test('lists of rows are compared as wholes', () => {
		const opened = form({}, { steps: [{ id: '1', title: 'One' }], parties: [{ name: 'A' }] });
		const mine = form({}, { steps: [{ id: '1', title: 'Eins' }], parties: [{ name: 'A' }] });
		const theirs = form({}, { steps: [{ id: '1', title: 'Un' }], parties: [{ name: 'A' }, { name: 'B' }] });
		const { typed, conflicts, taken } = mergeTyped(mine, opened, mine, theirs);
		expect(conflicts).toEqual([{ name: 'steps', theirs: 'Un', mine: 'Eins' }]);
		expect(taken).toEqual([{ name: 'parties', theirs: 'A\nB', mine: 'A' }]);
		expect(typed.rows).toEqual({ ...theirs.rows, steps: mine.rows.steps });
	});

	test('without knowing what the form was opened with, everything that differs is a conflict', () => {
		const mine = form({ ...OPENED.fields, title: 'Mine' });
		const theirs = form({ ...OPENED.fields, theme: 'energy' });
		const { typed, conflicts } = mergeTyped(mine, null, mine, theirs);
		expect(conflicts.map(({ name }) => name)).toEqual(['title', 'theme']);
		expect(typed.fields).toEqual(mine.fields);
	});
});

describe('what a form says that it was opened with', () => {
	test('is read when it is whole', () => {
		expect(openedWith(form({ opened: JSON.stringify(OPENED) }))).toEqual(OPENED);
	});

	test.each([
		'',
		'x',
		'null',
		'[]',
		'{"fields":{"title":1},"rows":{}}',
		'{"fields":{},"rows":{"steps":[1]}}'
	])('is not known from %j', (opened) => {
		expect(openedWith(form({ opened }))).toBeNull();
	});
});
