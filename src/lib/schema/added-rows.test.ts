import { describe, expect, it } from 'vitest';
import { addedTo, withRows } from './added-rows.ts';
import type { Typed } from './typed.ts';

type Rows = Typed['rows'][string];

const typed = (rows: Typed['rows'], fields: Record<string, string> = {}): Typed => ({ fields, rows });

describe('an "Add" button', () => {
	it('adds a blank row to a list that forms have, and to no other', () => {
		expect(addedTo(typed({}, { add: 'steps' }))).toBe('steps');
		expect(withRows(typed({ steps: [{ title: 'first' }] }), 'steps').rows.steps).toEqual([
			{ title: 'first' },
			{}
		]);
		expect(addedTo(typed({}, { add: '__proto__' }))).toBeNull();
		expect(addedTo(typed({}))).toBeNull();
	});
});

describe('the usual ladder', () => {
	const titles = (rows: Typed['rows']) =>
		withRows(typed(rows), 'ladder').rows.steps?.map(({ title }) => title);
	const LADDER = ['Planned', 'Designed', 'Funded', 'Started', 'Built', 'In service'];

	it('fills a blank list with its six rungs', () => {
		expect(titles({})).toEqual(LADDER);
		expect(titles({ steps: [{ id: '', title: ' ', due: '' }, {}] })).toEqual(LADDER);
	});

	it('adds the rungs that are missing and leaves what was typed as it is', () => {
		const steps: Rows = [
			{ title: 'Surveyed', due: '2025' },
			{ id: '7', title: 'built ', weight: '0.5' },
			{ title: '', due: '2030' }
		];
		const { rows, fields } = withRows(typed({ steps }, { title: 'Road' }), 'ladder');
		expect(rows.steps?.slice(0, 3)).toEqual(steps);
		expect(rows.steps?.slice(3).map(({ title }) => title)).toEqual(LADDER.filter((rung) => rung !== 'Built'));
		expect(fields).toEqual({ title: 'Road' });
		expect(withRows({ fields, rows }, 'ladder').rows.steps).toEqual(rows.steps);
	});
});

describe('one event per party', () => {
	const parties: Rows = [{ name: 'Kazakhstan' }, { name: ' ' }, { name: 'Turkmenistan ', role: 'joint' }];

	it('makes a row for each party that was typed, called like the pledge', () => {
		const { rows } = withRows(typed({ parties }, { title: 'Days of Culture' }), 'events');
		expect(rows.steps).toEqual([
			{ title: 'Days of Culture', party: 'Kazakhstan' },
			{ title: 'Days of Culture', party: 'Turkmenistan' }
		]);
	});

	it('leaves out a party that has its event, and calls the others like it', () => {
		const steps: Rows = [{ title: 'Festival', party: 'turkmenistan' }, {}];
		expect(withRows(typed({ parties, steps }, { title: 'x' }), 'events').rows.steps).toEqual([
			{ title: 'Festival', party: 'turkmenistan' },
			{ title: 'Festival', party: 'Kazakhstan' }
		]);
	});
});
