import { describe, expect, test } from 'vitest';
import { choicesIn, mergeTyped, withTheirs } from './merge.ts';
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
		expect(taken).toEqual([{ name: 'theme', fields: ['theme'] }]);
	});

	test('what both changed keeps what was typed and is named; the same change is no conflict', () => {
		const mine = form({ ...OPENED.fields, title: 'Mine', theme: 'energy' });
		const theirs = form({ ...OPENED.fields, title: 'Theirs', theme: 'energy' });
		const { typed, conflicts, taken } = mergeTyped(mine, OPENED, mine, theirs);
		expect(typed.fields.title).toBe('Mine');
		expect(conflicts).toEqual([{ name: 'title', fields: ['title'] }]);
		expect(taken).toEqual([]);
	});

	test('a figure is not taken apart from its unit', () => {
		const mine = form({ ...OPENED.fields, target_value: '7' });
		const theirs = form({ ...OPENED.fields, target_unit: 'mcm' });
		const { typed, conflicts } = mergeTyped(mine, OPENED, mine, theirs);
		expect(typed.fields).toMatchObject({ target_value: '7', target_unit: 'bcm' });
		expect(conflicts).toEqual([{ name: 'target', fields: ['target_value', 'target_unit'] }]);
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
		expect(conflicts).toEqual([{ name: 'steps', fields: ['steps'] }]);
		expect(taken).toEqual([{ name: 'parties', fields: ['parties'] }]);
		expect(typed.rows).toEqual({ ...theirs.rows, steps: mine.rows.steps });
	});

	test('a unit that changed under a figure that was typed is a conflict, not taken over', () => {
		const opened = form({ unit: 'bcm', target_value: '5', target_unit: '' });
		const mine = form({ ...opened.fields, target_value: '7' });
		const { conflicts } = mergeTyped(mine, opened, mine, form({ ...opened.fields, unit: 'mcm' }));
		expect(conflicts).toEqual([{ name: 'target', fields: ['unit', 'target_value'] }]);
	});

	test('without knowing what the form was opened with, everything that differs is a conflict', () => {
		const mine = form({ ...OPENED.fields, title: 'Mine' });
		const theirs = form({ ...OPENED.fields, theme: 'energy' });
		const { typed, conflicts } = mergeTyped(mine, null, mine, theirs);
		expect(conflicts.map(({ name }) => name)).toEqual(['title', 'theme']);
		expect(typed.fields).toEqual(mine.fields);
	});
});

describe('what is chosen where both changed something', () => {
	test('is read from the form: mine, theirs, or nothing yet', () => {
		const conflict = [
			{ name: 'title', keep: 'theirs' },
			{ name: 'target', keep: 'mine' },
			{ name: 'steps', keep: '' },
			{ name: 'theme', keep: 'both' }
		];
		expect(choicesIn(form({}, { conflict }))).toEqual([
			{ name: 'title', keep: 'theirs' },
			{ name: 'target', keep: 'mine' },
			{ name: 'steps', keep: null },
			{ name: 'theme', keep: null }
		]);
		expect(choicesIn(OPENED)).toEqual([]);
	});

	test('theirs replaces all that says the same thing, and nothing else', () => {
		const mine = form(
			{ ...OPENED.fields, title: 'Mine', target_value: '7', target_low: '1', reason: 'Why' },
			{ steps: [{ title: 'Eins' }], parties: [{ name: 'A' }] }
		);
		const theirs = form(
			{ ...OPENED.fields, title: 'Theirs', target_unit: 'mcm' },
			{ steps: [{ title: 'Un' }] }
		);
		expect(withTheirs(mine, theirs, ['target', 'steps'])).toEqual({
			fields: { ...mine.fields, target_value: '5', target_unit: 'mcm', target_low: '' },
			rows: { steps: [{ title: 'Un' }], parties: [{ name: 'A' }] }
		});
	});
});
