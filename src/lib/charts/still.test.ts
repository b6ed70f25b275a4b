import { describe, expect, it } from 'vitest';
import { yearPeriod } from '#lib/domain/calendar.ts';
import { overlap } from './boxes.ts';
import { stillOf, type Still } from './still.ts';
import { targetActualChart, type ActualPoint, type TargetActualView } from './targetActual.ts';

const point = (year: number, value: string, over: Partial<ActualPoint> = {}): ActualPoint => {
	const { start, end } = yearPeriod(year);
	return {
		...{ period: String(year), from: start, to: end, value, state: 'final', partial: false },
		...{ qualifier: 'exactly', source: null },
		...over
	};
};

const view = (over: Partial<TargetActualView> = {}): TargetActualView => ({
	title: 'Freight stood at 120 kt',
	unit: 'kt',
	aggregation: 'level',
	series: [
		{
			reporter: 'Office',
			headline: true,
			points: [point(2022, '100'), point(2024, '120', { decides: true })]
		}
	],
	target: { value: '200', qualifier: 'at_least', due: '2030-12-31' },
	ghostTargets: [],
	baseline: { value: '80', period: '2020', from: '2020-01-01', to: '2020-12-31', qualifier: 'exactly' },
	expectedPath: null,
	today: '2026-11-23',
	...over
});
const drawn = (over: Partial<TargetActualView> = {}) => stillOf(targetActualChart(view(over)));

/** Where a text stands, as far as can be told without a font. */
const boxOf = ({ x, y, text }: Still['texts'][number]) => ({
	...{ left: x, right: x + text.length * 4.5, top: y - 8, bottom: y }
});

describe('a still picture of a chart', () => {
	it('keeps everything inside its frame, and its texts off each other', () => {
		for (const aggregation of ['level', 'annual_flow', 'cumulative', 'count'] as const) {
			const many = Array.from({ length: 30 }, (_, at) => point(1995 + at, String(((at * 37) % 90) - 20)));
			const points = { one: view().series[0]?.points ?? [], many };
			for (const some of Object.values(points)) {
				const still = drawn({ aggregation, series: [{ reporter: 'Office', headline: true, points: some }] });
				const { frame } = still;
				for (const bar of still.bars) {
					expect(bar.left).toBeGreaterThanOrEqual(frame.left - 1);
					expect(bar.right).toBeLessThanOrEqual(frame.right + 1);
					expect(bar.top).toBeLessThanOrEqual(bar.bottom);
				}
				for (const { x, y } of still.points) {
					expect([x >= frame.left, x <= frame.right, y >= frame.top, y <= frame.bottom]).not.toContain(false);
				}
				const boxes = still.texts.map(boxOf);
				for (const [at, box] of boxes.entries()) {
					expect(boxes.slice(at + 1).some((other) => overlap(box, other))).toBe(false);
				}
				const places = still.ticks.map(({ x }) => x);
				expect(places.length).toBeGreaterThan(1);
				expect(places).toEqual([...places].sort((one, other) => one - other));
			}
		}
	});

	it('names the figure that decides and the target, and draws the deadline and the baseline', () => {
		const still = drawn();
		const texts = still.texts.map(({ text }) => text);
		expect(texts).toContain('120');
		expect(texts).toContain('Target at least 200 kt, by 31 Dec 2030');
		expect(texts).toContain('Baseline 2020, 80 kt');
		const [line] = still.lines;
		expect(line?.due).toBeGreaterThan(still.today ?? Infinity);
		expect(line?.y).toBeLessThan(still.baseline?.y ?? 0);
	});

	it('draws more of it higher, provisional figures hollow and parts of a period dashed', () => {
		const points = [
			point(2022, '100'),
			point(2023, '150', { state: 'provisional' }),
			point(2024, '50', { partial: true, to: '2024-09-30', period: '2024, Jan–Sep' })
		];
		const still = drawn({
			aggregation: 'annual_flow',
			series: [{ reporter: 'Office', headline: true, points }]
		});
		expect(still.bars.map(({ fill, dashed }) => [fill, dashed])).toEqual([
			['var(--series)', false],
			['var(--paper)', false],
			['var(--paper)', true]
		]);
		const [first = 0, second = 0, third = 0] = still.bars.map(({ top }) => top);
		expect(second).toBeLessThan(first);
		expect(first).toBeLessThan(third);
	});
});
