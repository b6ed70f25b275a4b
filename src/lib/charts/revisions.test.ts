import { describe, expect, test } from 'vitest';
import { revised } from './spec.ts';
import { targetActualCsv } from './targetActualCsv.ts';
import { targetActualChart, type ActualPoint, type TargetActualView } from './targetActual.ts';

const year = (number: number, value: string, former: ActualPoint['former'] = []): ActualPoint => ({
	...{ period: String(number), from: `${number}-01-01`, to: `${number}-12-31`, value, former },
	...{ state: 'final', partial: false, qualifier: 'exactly', source: null }
});
const view = (more: Partial<TargetActualView>, points: ActualPoint[]): TargetActualView => ({
	title: 'Trade stood at 560 t in 2024',
	unit: 't',
	aggregation: 'annual_flow',
	series: [{ reporter: 'Ministry', headline: true, points }],
	...{ target: null, ghostTargets: [], baseline: null, expectedPath: null, today: '2026-11-23' },
	...more
});
const twice = [
	{ value: '555', until: '2026-03-01' },
	{ value: '9000', until: '2025-06-01' }
];

describe('figures that were replaced', () => {
	test('are drawn when they are asked for, and then the axis has room for them', () => {
		const chart = targetActualChart(view({}, [year(2023, '500'), year(2024, '560', twice)]));
		expect(chart.configuration.data.datasets).toHaveLength(1);
		expect(chart.configuration.options.scales.y.max).toBeLessThan(1_000);
		expect(chart.revisions?.label).toBe('Show 2 former figures');

		const asked = revised(chart);
		expect(asked.configuration.data.datasets[1]?.data.map(({ y }) => y)).toEqual([555, 9000]);
		expect(asked.configuration.options.scales.y.max).toBeGreaterThan(9_000);
		expect(asked.stops.map(({ text }) => text)).toEqual([
			'2023: 500 t, Ministry, final',
			'2024: 560 t, Ministry, final',
			'2024: 555 t until 1 Mar 2026, Ministry; now 560 t',
			'2024: 9,000 t until 1 Jun 2025, Ministry; now 560 t'
		]);
	});

	test('stand in the table and in the CSV, with the day until which they stood', () => {
		const given = view({}, [year(2024, '560', twice)]);
		const { table } = targetActualChart(given);
		expect(table.rows.map((row) => row.join(' | '))).toEqual([
			'2024 | 560 t | Ministry | final | ',
			'2024 | 555 t | Ministry | former figure, until 1 Mar 2026 | ',
			'2024 | 9,000 t | Ministry | former figure, until 1 Jun 2025 | '
		]);
		const { columns, rows } = targetActualCsv(given);
		const until = columns.findIndex(([name]) => name === 'until');
		expect(rows.map((cells) => [cells[0], cells[3], cells[until]].join(' '))).toEqual([
			'actual 560 ',
			'former actual 555 2026-03-01',
			'former actual 9000 2025-06-01'
		]);
	});

	test('have no place in a running total, and none is offered where nothing was replaced', () => {
		const total = targetActualChart(view({ aggregation: 'cumulative' }, [year(2024, '560', twice)]));
		expect(total.revisions).toBeUndefined();
		expect(targetActualChart(view({}, [year(2024, '560')])).revisions).toBeUndefined();
	});
});
