import { describe, expect, test } from 'vitest';
import { toDayNumber } from '#lib/domain/calendar.ts';
import type { PlainDataset } from './spec.ts';
import { spelledOut } from './spelled.ts';
import { targetActualCsv } from './targetActualCsv.ts';
import { partWords } from './targetActualView.ts';
import { targetActualChart, type ActualPoint, type TargetActualView } from './targetActual.ts';

const point = (from: string, to: string, value: string, more: Partial<ActualPoint> = {}): ActualPoint => ({
	period: from.slice(0, 4),
	from,
	to,
	value,
	state: 'final',
	partial: false,
	qualifier: 'exactly',
	source: null,
	...more
});
const year = (number: number, value: string, more: Partial<ActualPoint> = {}) =>
	point(`${number}-01-01`, `${number}-12-31`, value, more);

const view = (more: Partial<TargetActualView> = {}, points: ActualPoint[] = []): TargetActualView => ({
	title: 'Trade stood at US$555 million in 2024',
	unit: 'USD',
	aggregation: 'annual_flow',
	series: points.length > 0 ? [{ reporter: 'Ministry', headline: true, points }] : [],
	target: null,
	ghostTargets: [],
	baseline: null,
	expectedPath: null,
	today: '2026-11-23',
	...more
});

const headline = (chart: ReturnType<typeof targetActualChart>): PlainDataset => {
	const [first] = chart.configuration.data.datasets;
	if (!first) throw new Error('nothing is drawn');
	return first;
};
const marks = (chart: ReturnType<typeof targetActualChart>) => chart.configuration.options.plugins.marks;

describe('the sort of drawing', () => {
	test('annual flows are bars, one above the middle of each year', () => {
		const chart = targetActualChart(view({}, [year(2023, '563'), year(2024, '555')]));
		expect(headline(chart)).toMatchObject({ type: 'bar', label: 'Ministry' });
		expect(headline(chart).data.map(({ x }) => x)).toEqual([
			toDayNumber('2023-07-02') + 0.5,
			toDayNumber('2024-07-02')
		]);
	});

	test('levels are a line through the days on which they stood', () => {
		const chart = targetActualChart(
			view({ aggregation: 'level' }, [
				point('2024-03-05', '2024-03-05', '4'),
				point('2024-09-01', '2024-09-01', '5')
			])
		);
		expect(headline(chart)).toMatchObject({ type: 'line', stepped: false });
		expect(headline(chart).data).toEqual([
			{ x: toDayNumber('2024-03-05'), y: 4 },
			{ x: toDayNumber('2024-09-01'), y: 5 }
		]);
	});

	test('a cumulative series is a line of steps up to its running total, summed exactly', () => {
		const chart = targetActualChart(
			view({ aggregation: 'cumulative', unit: 'km' }, [
				year(2022, '0.1'),
				year(2023, '0.2'),
				year(2024, '0.3')
			])
		);
		expect(headline(chart)).toMatchObject({ type: 'line', stepped: 'before' });
		expect(headline(chart).data.map(({ y }) => y)).toEqual([0.1, 0.3, 0.6]);
		expect(chart.unit).toBe('km, running total');
	});

	test('counts of equal periods are bars, counts of uneven ones a line', () => {
		const quarter = point('2024-01-01', '2024-03-31', '3');
		expect(headline(targetActualChart(view({ aggregation: 'count' }, [year(2023, '9')]))).type).toBe('bar');
		expect(headline(targetActualChart(view({ aggregation: 'count' }, [year(2023, '9'), quarter]))).type).toBe(
			'line'
		);
	});

	test('points are drawn in the order of time, however they are given', () => {
		const chart = targetActualChart(view({}, [year(2024, '2'), year(2011, '1')]));
		expect(headline(chart).data.map(({ y }) => y)).toEqual([1, 2]);
	});

	test('years in which nobody published a figure keep their place on the axis', () => {
		const chart = targetActualChart(view({ today: '2014-06-01' }, [year(2011, '1'), year(2014, '2')]));
		expect(chart.configuration.options.scales.x.marks.map(({ label }) => label)).toEqual([
			'2011',
			'2012',
			'2013',
			'2014'
		]);
	});
});

describe('the year that a figure is read in', () => {
	const named = (chart: ReturnType<typeof targetActualChart>, x: number | null | undefined) =>
		chart.configuration.options.scales.x.marks.find(({ value }) => value === x)?.label;
	const due = { value: '9', qualifier: 'at_least', due: '2028-12-31' } as const;

	test('yearly levels and the deadline stand above their own year, though the baseline is dated by a day', () => {
		const chart = targetActualChart(
			view(
				{
					aggregation: 'level',
					target: due,
					baseline: {
						value: '3',
						period: '15 Oct 2022',
						from: '2022-10-15',
						to: '2022-10-15',
						qualifier: 'exactly'
					}
				},
				[year(2023, '4'), year(2024, '5')]
			)
		);
		expect(headline(chart).data.map(({ x }) => named(chart, x))).toEqual(['2023', '2024']);
		expect(named(chart, marks(chart).lines[0]?.due)).toBe('2028');
		expect(named(chart, marks(chart).baseline?.x)).toBe('2022');
	});

	test.each(['level', 'cumulative'] as const)(
		'a %s of years and days stands at the end of its year',
		(aggregation) => {
			const chart = targetActualChart(
				view({ aggregation, target: due }, [year(2024, '4'), point('2026-03-05', '2026-03-05', '5')])
			);
			expect(named(chart, headline(chart).data[0]?.x)).toBe('end 2024');
			expect(named(chart, marks(chart).lines[0]?.due)).toBe('end 2028');
		}
	);
});

describe('what is certain and what is not', () => {
	test('a provisional, a derived and a part-year figure are hollow; a final and a revised one are solid', () => {
		const chart = targetActualChart(
			view({}, [
				year(2020, '1'),
				year(2021, '1', { state: 'revised' }),
				year(2022, '1', { state: 'provisional' }),
				year(2023, '1', { derived: true }),
				point('2024-01-01', '2024-09-30', '1', { partial: true })
			])
		);
		expect(headline(chart).backgroundColor).toEqual([
			'var(--series)',
			'var(--series)',
			'var(--paper)',
			'var(--paper)',
			'var(--paper)'
		]);
		expect(chart.key.map(({ text }) => text)).toEqual(['final', 'provisional', 'part of a period']);
	});

	test('a part of a year is outlined apart and its label says which part, on two lines where one has no room', () => {
		const nine = { period: 'Jan–Sep 2025', partial: true, qualifier: 'about' } as const;
		const chart = targetActualChart(
			view({}, [
				year(2024, '555000000', { qualifier: 'more_than' }),
				point('2025-01-01', '2025-09-30', '364000000', nine)
			])
		);
		expect(headline(chart).borderColor).toEqual(['var(--series)', 'transparent']);
		expect(marks(chart).parts).toEqual([{ dataset: 0, index: 1 }]);
		expect(marks(chart).labels.map(({ text, short }) => [text, short])).toEqual([
			['≈ 364m Jan–Sep', '≈ 364m\nJan–Sep'],
			['> 555m', '> 555m']
		]);
	});

	test.each([
		['Jan–Sep 2025', '2025-01-01', '2025-09-30', 'Jan–Sep'],
		['2025, Jan–Sep', '2025-01-01', '2025-09-30', 'Jan–Sep'],
		['Nov 2024 – Feb 2025', '2024-11-01', '2025-02-28', 'Nov 2024 – Feb 2025'],
		['2025', '2025-01-01', '2025-12-31', '']
	])('%s covers the part %s to %s: “%s”', (period, from, to, words) => {
		expect(partWords({ partial: true, period, from, to })).toBe(words);
		expect(partWords({ partial: false, period, from, to })).toBe('');
	});

	test('the points of a line are hollow in the same way', () => {
		const chart = targetActualChart(
			view({ aggregation: 'level' }, [year(2023, '1'), year(2024, '2', { state: 'provisional' })])
		);
		expect(headline(chart).pointBackgroundColor).toEqual(['var(--series)', 'var(--paper)']);
	});

	test('a part of a year is drawn only while the year has no complete figure, and then its longest part', () => {
		const first = point('2024-01-01', '2024-03-31', '105', { partial: true });
		const half = point('2024-01-01', '2024-06-30', '237', { partial: true });
		const drawn = (points: ActualPoint[]) =>
			headline(targetActualChart(view({}, points))).data.map(({ y }) => y);
		expect(drawn([first, half])).toEqual([237]);
		expect(drawn([first, half, year(2024, '555')])).toEqual([555]);
	});

	test('what is not drawn is still in the table and in the CSV', () => {
		const part = point('2024-01-01', '2024-03-31', '105', { partial: true });
		const given = view({}, [part, year(2024, '555')]);
		expect(targetActualChart(given).table.rows).toHaveLength(2);
		expect(targetActualCsv(given).rows.map((row) => row[3])).toEqual(['555', '105']);
	});
});

describe('target, baseline, path, today', () => {
	const target = { value: '1000000000', qualifier: 'at_least', due: null } as const;

	test('the target is drawn as a labelled line', () => {
		const chart = targetActualChart(view({ target }, [year(2024, '555000000')]));
		expect(marks(chart).lines).toMatchInlineSnapshot(`
			[
			  {
			    "due": null,
			    "ghost": false,
			    "short": "Target at least US$1 billion a year",
			    "text": "Target at least US$1 billion a year, no deadline stated",
			    "y": 1000000000,
			  },
			]
		`);
	});

	test('a deadline is marked on the line and named', () => {
		const [line] = marks(targetActualChart(view({ target: { ...target, due: '2027-12-31' } }))).lines;
		expect(line?.text).toBe('Target at least US$1 billion a year, by 31 Dec 2027');
		expect(line?.due).toBe(toDayNumber('2027-07-02') + 0.5);
	});

	test('no target, no line', () => {
		expect(marks(targetActualChart(view({}, [year(2024, '1')])))).toMatchObject({ lines: [], bands: [] });
	});

	test('a band is an area between its limits, open where a limit is missing', () => {
		const band = (low: string | null, high: string | null) =>
			marks(
				targetActualChart(
					view({ aggregation: 'level', unit: '%', target: { low, high, qualifier: 'exactly', due: null } })
				)
			).bands[0];
		expect(band('40', '60')).toMatchObject({
			low: 40,
			high: 60,
			text: 'Target 40 % to 60 %, no deadline stated'
		});
		expect(band('40', null)).toMatchObject({ low: 40, high: null });
	});

	describe('a former target', () => {
		const former = { ...target, value: '800000000', due: '2025-12-31', until: '2026-11-23' };
		const given = view({ target: { ...target, due: '2027-12-31' }, ghostTargets: [former] }, [
			year(2024, '555000000')
		]);
		const chart = targetActualChart(given);

		test('is a ghost beside the one that holds, with its deadline, and in the key', () => {
			expect(marks(chart).lines).toMatchInlineSnapshot(`
				[
				  {
				    "due": 21001.5,
				    "ghost": false,
				    "short": "Target at least US$1 billion a year",
				    "text": "Target at least US$1 billion a year, by 31 Dec 2027",
				    "y": 1000000000,
				  },
				  {
				    "due": 20271.5,
				    "ghost": true,
				    "short": "Former target at least US$800 million a year",
				    "text": "Former target at least US$800 million a year, until 23 Nov 2026",
				    "y": 800000000,
				  },
				]
			`);
			expect(chart.key.at(-1)).toEqual({ look: 'ghost', ink: 'ink-3', text: 'former target' });
		});

		test('is told apart in the table and the file too', () => {
			expect(chart.table.rows).toEqual([
				['2024', 'US$555 million', 'Ministry', 'final', ''],
				['by 31 Dec 2027', 'at least US$1 billion a year', '', 'target', ''],
				['by 31 Dec 2025', 'at least US$800 million a year', '', 'former target, until 23 Nov 2026', '']
			]);
			const rows = targetActualCsv(given).rows.slice(0, 2);
			expect(rows.map((row) => [...row.slice(0, 4), row[9]])).toEqual([
				['target', '', '2027-12-31', '1000000000', ''],
				['former target', '', '2025-12-31', '800000000', '2026-11-23']
			]);
		});

		test('has room on both axes', () => {
			const far = targetActualChart(
				view({ target, ghostTargets: [{ ...former, value: '3000000000', due: '2031-12-31' }] })
			);
			const { x, y } = far.configuration.options.scales;
			expect(y.max).toBeGreaterThan(3e9);
			expect(x.max).toBeGreaterThan(toDayNumber('2031-12-31'));
		});
	});

	test('the baseline is a mark that says its bound', () => {
		const baseline = {
			value: '250000000',
			period: '2021',
			from: '2021-01-01',
			to: '2021-12-31',
			qualifier: 'more_than'
		} as const;
		expect(marks(targetActualChart(view({ baseline }))).baseline).toEqual({
			x: toDayNumber('2021-07-02') + 0.5,
			y: 250000000,
			text: 'Baseline 2021, more than US$250 million'
		});
	});

	test('the expected path is a thin dashed line without points', () => {
		const expectedPath = [
			{ on: '2021-12-31', value: 250 },
			{ on: '2027-12-31', value: '1000' }
		];
		const path = targetActualChart(view({ expectedPath })).configuration.data.datasets[0];
		expect(path).toMatchObject({
			label: 'Expected path',
			pointRadius: 0,
			borderDash: [5, 4],
			borderWidth: 1.25
		});
		expect(path?.data.map(({ y }) => y)).toEqual([250, 1000]);
	});

	test('today is marked on the day itself', () => {
		expect(marks(targetActualChart(view())).today).toEqual({
			x: toDayNumber('2026-11-23'),
			text: '23 Nov 2026'
		});
	});

	test('everything that is drawn lies inside the axes', () => {
		const chart = targetActualChart(
			view({ target: { ...target, due: '2035-12-31' } }, [year(2011, '183000000')])
		);
		const { x, y } = chart.configuration.options.scales;
		expect(x.min).toBeLessThanOrEqual(toDayNumber('2011-01-01'));
		expect(x.max).toBeGreaterThanOrEqual(toDayNumber('2035-12-31'));
		expect(y.min).toBe(0);
		expect(y.max).toBeGreaterThan(1e9);
	});
});

describe('reporters', () => {
	const series = [
		{ reporter: 'Industry', headline: false, points: [year(2022, '460'), year(2023, '563')] },
		{ reporter: 'Foreign Ministry', headline: true, points: [year(2022, '440'), year(2023, '563')] }
	];

	test('the headline series comes first; another reporter’s figures are marks beside it', () => {
		const { datasets } = targetActualChart(view({ series })).configuration.data;
		expect(datasets.map(({ label }) => label)).toEqual(['Foreign Ministry', 'Industry']);
		expect(datasets[1]).toMatchObject({ type: 'line', showLine: false, borderWidth: 1.25 });
	});

	test('every figure of every reporter can be reached, in the order of time', () => {
		expect(targetActualChart(view({ series })).stops.map(({ text }) => text)).toEqual([
			'2022: US$440, Foreign Ministry, final',
			'2022: US$460, Industry, final',
			'2023: US$563, Foreign Ministry, final',
			'2023: US$563, Industry, final'
		]);
	});

	test('a headline series of several reporters names each figure’s own', () => {
		const chart = targetActualChart(
			view({}, [year(2024, '555', { reporter: 'Press', qualifier: 'more_than' })])
		);
		expect(chart.stops[0]?.text).toBe('2024: more than US$555, Press, final');
		expect(chart.table.rows[0]?.[2]).toBe('Press');
	});
});

describe('unusual values', () => {
	test('no figure at all: the target alone is drawn, on an axis around today', () => {
		const chart = targetActualChart(
			view({ target: { value: '1.5', qualifier: 'up_to', due: null }, unit: 'bcm' })
		);
		expect(chart.configuration.data.datasets).toEqual([]);
		expect(chart.stops).toEqual([]);
		expect(chart.table.rows).toEqual([]);
		expect(chart.configuration.options.scales.x.marks.map(({ label }) => label)).toEqual(['2026']);
		expect(marks(chart).lines[0]?.text).toBe('Target up to 1.5 bcm a year, no deadline stated');
	});

	test('nothing at all still has axes', () => {
		const { x, y } = targetActualChart(view()).configuration.options.scales;
		expect(x.max).toBeGreaterThan(x.min);
		expect(y).toMatchObject({ min: 0, max: 1 });
	});

	test('zeros have an axis that is not empty', () => {
		const { y } = targetActualChart(view({}, [year(2023, '0'), year(2024, '0')])).configuration.options
			.scales;
		expect(y.max).toBeGreaterThan(y.min);
	});

	test('negative values have room under zero, and zero stays in sight', () => {
		const { y } = targetActualChart(view({}, [year(2023, '-40'), year(2024, '-6')])).configuration.options
			.scales;
		expect(y.min).toBeLessThan(-40);
		expect(y.max).toBeGreaterThanOrEqual(0);
	});

	test('a line far from zero is looked at closely; bars always stand on zero', () => {
		const points = [year(2023, '98'), year(2024, '99')];
		const { y } = targetActualChart(view({ aggregation: 'level' }, points)).configuration.options.scales;
		expect(y.min).toBeGreaterThan(90);
		expect(targetActualChart(view({}, points)).configuration.options.scales.y.min).toBe(0);
	});

	test('hostile text stays text', () => {
		const source = { title: '=cmd()', publisher: null, publishedOn: null, url: null };
		const chart = targetActualChart(view({}, [year(2024, '1', { source, reporter: '<b>x</b>' })]));
		expect(chart.table.rows[0]).toEqual(['2024', 'US$1', '<b>x</b>', 'final', '=cmd()']);
	});

	test('of ten thousand points all are reached, kept in the table and in the CSV; few are drawn', () => {
		const points = Array.from({ length: 10_000 }, (_, at) => {
			const day = new Date(Date.UTC(1998, 0, 1 + at)).toISOString().slice(0, 10);
			return point(day, day, String(at));
		});
		const given = view({ aggregation: 'level' }, points);
		const chart = targetActualChart(given);
		expect(headline(chart).data.length).toBeLessThan(2_010);
		expect(headline(chart).data.at(-1)?.y).toBe(9_999);
		expect(chart.table.rows).toHaveLength(10_000);
		expect(targetActualCsv(given).rows.filter(([row]) => row === 'actual')).toHaveLength(10_000);
		expect(chart.stops).toHaveLength(10_000);
		const places = chart.stops.map(({ index, at }) => at ?? headline(chart).data[index]);
		expect(places.map((place) => place?.y)).toEqual(points.map(({ value }) => Number(value)));
	});
});

test('in a picture a sign is a word, over its figure where both do not fit beside one another', () => {
	const points = [
		year(2022, '439.8', { qualifier: 'about' }),
		point('2025-01-01', '2025-09-30', '363.6', { qualifier: 'about', partial: true, period: '2025, Jan–Sep' })
	];
	const chart = spelledOut(targetActualChart(view({}, points)));
	expect(marks(chart).labels.map(({ text, short }) => [text, short])).toEqual(
		expect.arrayContaining([
			['about 439.8', 'about\n439.8'],
			['about 363.6 Jan–Sep', 'about 363.6\nJan–Sep']
		])
	);
});
