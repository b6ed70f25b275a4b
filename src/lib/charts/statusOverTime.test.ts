import { describe, expect, test } from 'vitest';
import { tally } from '#lib/domain/portfolio.ts';
import type { Group } from '#lib/domain/status.ts';
import { burnUpChart } from './burnUp.ts';
import { stackedCountsChart } from './stackedCounts.ts';
import { statusOverTimeChart, statusOverTimeCsv, type DayTally } from './statusOverTime.ts';

const tallyOf = (counts: Partial<Record<Group, number>>, unverified = 0) =>
	tally(
		Object.entries(counts).flatMap(([group, count]) => {
			const row = { theme: 'trade', group: group as Group, counted: true };
			const silent = group === 'in_progress' ? unverified : 0;
			return [
				{ ...row, unverified: false, count: count - silent },
				{ ...row, unverified: true, count: silent }
			];
		})
	);
const day = (on: string, counts: Partial<Record<Group, number>>, unverified = 0): DayTally => ({
	on,
	tally: tallyOf(counts, unverified),
	rows: (group) => `/pledges?on=${on}&group=${group}`
});
const YEAR = [
	day('2023-10-31', { in_progress: 4 }),
	day('2023-11-30', { in_progress: 4 }, 1),
	day('2024-10-31', { met: 2, behind: 1, in_progress: 2 }, 2),
	day('2024-11-23', { met: 1, behind: 2, in_progress: 2 }, 1)
];

describe('status over time', () => {
	const chart = statusOverTimeChart(YEAR);

	test('the title says what has changed within a year', () => {
		expect(chart.title).toBe(
			'1 of 5 pledges is met, 0 at the end of Oct 2023; 2 behind, none then; 1 unverified, none then'
		);
		const worse = [
			day('2023-10-31', { met: 1, missed: 1 }),
			day('2024-11-23', { met: 1, missed: 3, stalled: 7 })
		];
		expect(statusOverTimeChart(worse).title).toBe(
			'1 of 11 pledges is met, as many as at the end of Oct 2023; 3 missed, 1 then; 7 stalled, none then'
		);
		expect(statusOverTimeChart([...worse].reverse()).title).not.toContain('missed');
		expect(statusOverTimeChart(YEAR.slice(0, 1)).title).toBe('0 of 4 pledges are met');
	});

	test('the bars of a month come to all of its pledges, and only groups that occur are drawn', () => {
		const { datasets } = chart.configuration.data;
		expect(datasets.map(({ label }) => label)).toEqual([
			'Met',
			'Behind',
			'In progress, no verdict',
			'Unverified'
		]);
		const bars = datasets.filter(({ stack }) => stack === 'groups');
		const heights = YEAR.map((_, at) => bars.reduce((sum, { data }) => sum + (data[at]?.y ?? 0), 0));
		expect(heights).toEqual(YEAR.map(({ tally: { total } }) => total));
	});

	test('every figure that is reached opens its own rows of that day', () => {
		const last = chart.stops.filter(({ column }) => column === 3);
		expect(last.map(({ text, href }) => `${text} → ${href}`)).toMatchInlineSnapshot(`
			[
			  "23 Nov 2024: 1 of 5 met → /pledges?on=2024-11-23&group=met",
			  "23 Nov 2024: 2 of 5 behind → /pledges?on=2024-11-23&group=behind",
			  "23 Nov 2024: 2 of 5 in progress, no verdict, 1 of them unverified → /pledges?on=2024-11-23&group=in_progress",
			  "23 Nov 2024: 1 of 5 unverified → /pledges?on=2024-11-23&group=unverified",
			]
		`);
	});

	test('the table is latest first and opens the same rows; the CSV has every group', () => {
		expect(chart.table.rows[0]).toEqual(['23 Nov 2024', '1', '2', '2', '1', '5']);
		expect(chart.table.links?.[0]?.at(1)).toBe('/pledges?on=2024-11-23&group=met');
		expect(chart.table.links?.at(-1)).toEqual([
			null,
			null,
			null,
			'/pledges?on=2023-10-31&group=in_progress',
			null,
			'/pledges?on=2023-10-31&group=null'
		]);
		const csv = statusOverTimeCsv(YEAR);
		expect(csv.columns.map(([name]) => name).join()).toBe(
			'day,met,on_track,behind,missed,in_progress,stalled,not_assessable,closed,unverified,all'
		);
		expect(csv.rows[0]?.join()).toBe('2024-11-23,1,0,2,0,2,0,0,0,1,5');
		expect(csv.days?.[0]).toBe('2024-11-23');
	});
});

describe('burn-up', () => {
	test('the title says how far it came, and that something was lost', () => {
		expect(burnUpChart(YEAR).title).toBe(
			'5 pledges have been made and 1 is met, the first by the end of Oct 2024, after 2 at the most'
		);
		expect(burnUpChart([...YEAR.slice(0, 2), ...YEAR.slice(3)]).title).toBe(
			'5 pledges have been made and 1 is met, the first by 23 Nov 2024'
		);
		expect(burnUpChart(YEAR.slice(0, 2)).title).toBe('4 pledges have been made, none has been met');
		const lost = [...YEAR, day('2024-12-31', { behind: 5 })];
		expect(burnUpChart(lost).title).toBe('5 pledges have been made; what was once met is not met now');
	});

	test('both lines are reached at every month end', () => {
		const chart = burnUpChart(YEAR);
		expect(chart.stops).toHaveLength(8);
		expect(chart.stops.at(-2)).toMatchObject({ text: '23 Nov 2024: 1 of 5 met' });
	});
});

describe('counts by theme', () => {
	const bar = (name: string, counts: Partial<Record<Group, number>>, unverified = 0) => ({
		name,
		tally: tallyOf(counts, unverified),
		rows: (group: string | null) => `/pledges?theme=${name}&group=${group}`
	});
	const bars = [bar('Culture', { met: 1 }), bar('Trade', { behind: 2, in_progress: 2 }, 1)];

	test('the longest bar is on top, and what nobody has checked stands beside it', () => {
		const { datasets } = stackedCountsChart('theme', bars).configuration.data;
		expect(stackedCountsChart('theme', bars).table.rows.map(([name]) => name)).toEqual(['Trade', 'Culture']);
		expect(datasets.at(-1)).toMatchObject({ stack: 'beside', pattern: 'hatch', data: [{ x: 1 }, { x: 0 }] });
	});

	test('the title names where most has gone wrong, or what holds most', () => {
		const title = (some: typeof bars) => stackedCountsChart('theme', some).title;
		expect(title(bars)).toBe('Trade has the most behind or missed: 2 of 4 pledges');
		expect(title([...bars, bar('Energy', { missed: 2 })])).toBe(
			'Trade and Energy have the most behind or missed: 2 each'
		);
		expect(title(bars.slice(0, 1))).toBe(
			'Culture has the most pledges, 1; nothing is stalled, behind or missed'
		);
		expect(title([bars[0]!, bar('Energy', { stalled: 2, met: 2 }), bar('Trade', { stalled: 1 })])).toBe(
			'Energy has the most stalled: 2 of 4 pledges; none is behind or missed'
		);
		expect(title([])).toBe('No pledge to count');
	});
});
