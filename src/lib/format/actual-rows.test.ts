import { describe, expect, it } from 'vitest';
import { yearPeriod } from '#lib/domain/calendar.ts';
import { actualRows } from './actual-rows.ts';

const FIGURE: Parameters<typeof actualRows>[0][number] = {
	id: 1,
	reporter: 'Statistics A',
	period: yearPeriod(2024),
	value: '555000000',
	enteredValue: '555',
	enteredUnit: 'million USD',
	qualifier: 'more_than',
	state: 'provisional',
	partial: false,
	derived: null,
	note: 'Table 3.',
	source: null,
	recordedOn: '2026-11-23',
	recordedBy: 'Ann Alyst',
	review: null,
	reviewNote: null,
	corrected: false,
	former: []
};

describe('actuals as rows', () => {
	it('say the figure as it was said and as it was typed, and whether it decides', () => {
		const { rows, recorded } = actualRows([FIGURE], 'USD', ['1'], {});
		expect(rows[0]).toMatchObject({
			...{ period: '2024', value: '> US$555 million', typed: 'typed 555 million USD', decides: true },
			...{ open: false, state: 'provisional', notes: ['Table 3.'], remarks: [], review: null, free: true }
		});
		expect(recorded).toBe('23 Nov 2026, Ann Alyst');
	});

	it('name each one’s record where they differ, and a second figure of a period as such', () => {
		const other = { ...FIGURE, id: 2, reporter: 'Statistics B', recordedOn: '2026-11-24' };
		const { rows, recorded } = actualRows([FIGURE, other], 'USD', [], {});
		expect(recorded).toBe(null);
		expect(rows.map(({ repeated, remarks }) => [repeated, remarks])).toEqual([
			[false, ['recorded 23 Nov 2026, Ann Alyst']],
			[true, ['recorded 24 Nov 2026, Ann Alyst']]
		]);
	});

	it('show what does not count as open, with the manager’s note, and what it is to replace', () => {
		const former = { value: '1', recordedOn: '2026-11-20', recordedBy: null, reason: null, review: null };
		const returned = { ...FIGURE, review: 'returned' as const, reviewNote: 'Which table?', former: [former] };
		const [row] = actualRows([{ ...returned, corrected: true }], 'USD', [], {}).rows;
		expect(row).toMatchObject({
			open: true,
			free: false,
			remarks: ['counts until its correction is approved'],
			former: [{ value: 'US$1', said: '(20 Nov 2026)' }]
		});
		expect(row?.review).toContain('Which table?');
	});

	it('lead a quote to its place, and warn where the stored text is not the one it was quoted from', () => {
		const standing = { state: 'lost', changedOn: '2026-11-24' } as const;
		const quote = {
			locator: 'p. 2',
			quote: '“up to $1 billion”',
			words: { standing, sourceId: 7, place: 'q' }
		};
		const [row] = actualRows([FIGURE], 'USD', [], { 1: quote }).rows;
		expect(row).toMatchObject({ locator: 'p. 2', quote: { text: 'up to $1 billion' } });
		expect(row?.quote?.place).toEqual({ sourceId: 7, name: 'q' });
		expect(row?.quote?.warning).toContain('changed on 24 Nov 2026');
	});
});
