import { describe, expect, test } from 'vitest';
import type { Assessment, Figure } from '#lib/domain/assessment.ts';
import { pledgeChart } from './pledgeChart.ts';

type Pledge = Parameters<typeof pledgeChart>[0];
type Actual = Pledge['actuals'][number];
type Indicator = Parameters<typeof pledgeChart>[1];

const trade: Indicator = { id: 1, title: 'Trade', unit: 'USD', aggregation: 'annual_flow' };
const road: Indicator = { id: 1, title: 'New road', unit: 'km', aggregation: 'cumulative' };

const assessment: Assessment = {
	ruleVersion: '1',
	asOf: '2026-11-23',
	status: 'CLOSED',
	group: 'closed',
	statusText: 'Closed, withdrawn on 1 Mar 2025',
	counted: true,
	direction: null,
	ratio: null,
	path: null,
	ratios: { geometric: null, linear: null },
	progress: null,
	attainment: null,
	timeUsed: null,
	expectedToday: null,
	requiredPace: null,
	yearsLeft: null,
	tally: null,
	figure: null,
	others: [],
	flags: [],
	reasons: [],
	observationIds: [],
	arithmetic: [],
	sentence: '',
	freshness: { state: 'none', lastCheckedOn: null, dueOn: null },
	nextChangeOn: null
};

let ids = 0;
const actual = (start: string, end: string, value: string, more: Partial<Actual> = {}): Actual => ({
	id: ++ids,
	indicator: 1,
	reporter: 'Ministry',
	period: { start, end },
	value,
	qualifier: 'exactly',
	state: 'final',
	partial: false,
	derived: null,
	review: null,
	source: null,
	recordedOn: '2026-11-23',
	former: [],
	...more
});
const year = (number: number, value: string, more: Partial<Actual> = {}) =>
	actual(`${number}-01-01`, `${number}-12-31`, value, more);
const figure = (value: string, start: string, end: string, id: number | null = null): Figure => ({
	id: id === null ? null : String(id),
	value,
	period: { start, end },
	reporter: 'Ministry',
	qualifier: 'exactly',
	state: 'final'
});
const target = (value: string): Pledge['description']['target'] => ({
	value,
	low: null,
	high: null,
	unit: null,
	qualifier: 'at_least',
	per: null,
	start: null,
	due: '2027-12-31',
	duePrecision: 'year',
	standing: 'stated',
	assumedDue: false,
	tolerance: null,
	graceDays: null,
	source: null,
	plan: []
});

function drawn(
	actuals: Actual[],
	{
		indicator = trade,
		headline = actuals.map(({ id }) => id),
		description = {},
		targets = [],
		...more
	}: {
		indicator?: Indicator;
		headline?: number[];
		description?: Partial<Pledge['description']>;
		targets?: Pledge['targets'];
	} & Partial<Assessment> = {}
) {
	const spec = pledgeChart(
		{
			code: 'P-1',
			description: { kind: 'level', target: null, baseline: null, ...description },
			assessment: { ...assessment, ...more },
			path: null,
			actuals,
			headline,
			targets,
			source: null,
			baselineSource: null,
			targetSource: null
		},
		indicator,
		'2026-11-23'
	);
	if (!spec) throw new Error('nothing is drawn');
	return spec;
}

describe('a target that no source states', () => {
	test.each([
		['interpretation', ' (the analyst’s reading)'],
		['assumption', ' (assumed)'],
		['stated', '']
	] as const)('%s: is said so in the title and at its line', (standing, words) => {
		const one = year(2024, '555');
		const wanted = target('1000');
		const spec = drawn([one], {
			...{ description: { target: wanted && { ...wanted, standing } }, attainment: 0.555 },
			figure: figure('555', '2024-01-01', '2024-12-31', one.id)
		});
		expect(spec.title).toBe(`Trade stood at US$555 in 2024, 55 % of the target${words}`);
		const [line] = spec.configuration.options.plugins.marks?.lines ?? [];
		expect([line?.short, line?.text]).toEqual([
			`Target at least US$1,000 a year${words}`,
			`Target at least US$1,000 a year${words}, by 31 Dec 2027`
		]);
	});
});

describe('the title', () => {
	test('names the latest complete figure, without a share, where none decides', () => {
		const part = actual('2025-01-01', '2025-09-30', '400', { partial: true });
		const spec = drawn([year(2023, '563'), year(2024, '555', { qualifier: 'more_than' }), part]);
		expect(spec.title).toBe('Trade stood at more than US$555 in 2024');
	});

	test('a part of a year is no complete figure, and a flow over half a year is none either', () => {
		const none = 'Trade: no figure for a complete period yet';
		expect(drawn([actual('2025-01-01', '2025-09-30', '400', { partial: true })]).title).toBe(none);
		expect(drawn([actual('2025-01-01', '2025-06-30', '400')]).title).toBe(none);
	});

	test('names the reporter where several have that period and none was chosen', () => {
		const one = year(2024, '555');
		const other = year(2024, '500', { reporter: 'Press' });
		expect(drawn([one, other], { headline: [one.id] }).title).toBe(
			'Trade stood at US$555 in 2024, as Ministry reports'
		);
	});

	test('speaks of a baseline only where there is one', () => {
		const progress = {
			figure: figure('32', '2024-01-01', '2024-12-31'),
			progress: 0.4,
			description: { target: target('80') }
		};
		expect(
			drawn([year(2024, '32')], { ...progress, indicator: { ...road, aggregation: 'count' } }).title
		).toBe('New road stood at 32 km in 2024, 40 % of the target');
		const baseline: Pledge['description']['baseline'] = {
			value: '10',
			unit: 'km',
			period: { start: '2020-01-01', end: '2020-12-31' },
			precision: 'year',
			qualifier: 'exactly',
			proxy: false,
			reporter: null,
			source: null
		};
		expect(
			drawn([year(2024, '32')], {
				...progress,
				description: { ...progress.description, baseline },
				indicator: { ...road, aggregation: 'level' }
			}).title
		).toBe('New road stood at 32 km in 2024, 40 % of the way from the baseline to the target');
	});
});

describe('a target that was replaced', () => {
	const stood = (
		value: string,
		more: Partial<Pledge['targets'][number]> = {}
	): Pledge['targets'][number] => ({
		...{ value, low: null, high: null, unit: 'USD', qualifier: 'at_least', due: '2027-12-31', until: null },
		...more
	});
	const lines = (targets: Pledge['targets']) =>
		drawn([year(2024, '555')], {
			description: { target: target('1000') },
			targets
		}).configuration.options.plugins.marks.lines.map(({ y, text, ghost }) => [y, text, ghost]);

	test('is a ghost line that says until when it stood; the original last', () => {
		const targets = [
			stood('1000'),
			stood('800', { until: '2026-11-23' }),
			stood('750', { until: '2025-05-03', due: null })
		];
		expect(lines(targets)).toEqual([
			[1000, 'Target at least US$1,000 a year, by 31 Dec 2027', false],
			[800, 'Former target at least US$800 a year, until 23 Nov 2026', true],
			[750, 'Former target at least US$750 a year, until 3 May 2025', true]
		]);
	});

	test('is drawn in the indicator’s unit, and not at all where its own does not convert', () => {
		const until = '2026-11-23';
		const ghosts = (targets: Pledge['targets']) => lines([stood('1000'), ...targets]).slice(1);
		expect(ghosts([stood('2', { unit: 'thousand USD', until })]).map(([y]) => y)).toEqual([2000]);
		expect(ghosts([stood('2', { unit: 'km', until }), stood('2', { unit: null, until })])).toEqual([]);
	});

	test('is no line of its own where only its words changed; where its deadline moved, it is', () => {
		const until = '2026-11-23';
		expect(lines([stood('1000'), stood('1000', { until })])).toHaveLength(1);
		expect(lines([stood('1000'), stood('1000', { until, due: '2025-12-31' })])).toHaveLength(2);
	});
});

describe('a running total', () => {
	const line = (spec: ReturnType<typeof drawn>) => spec.configuration.data.datasets[0];

	test('is not drawn where periods overlap; the figures stand alone and the title says why', () => {
		const spec = drawn([year(2023, '4'), actual('2023-07-01', '2024-06-30', '5')], {
			indicator: road,
			status: 'NOT_ASSESSABLE'
		});
		expect(line(spec)?.data.map(({ y }) => y)).toEqual([4, 5]);
		expect(line(spec)).toMatchObject({ showLine: false, stepped: false });
		expect(spec.title).toBe(
			'New road: 5 km in Jul 2023 – Jun 2024; the periods overlap, so they are not added up'
		);
		expect(spec.unit).toBe('km');
		expect(spec.table.columns.map(({ label }) => label)).not.toContain('Running total');
		expect(spec.stops.map(({ text }) => text).join()).not.toContain('in all');
	});

	test('leaves out what the assessment leaves out: figures before its first day, parts of a whole, a rival’s period', () => {
		const before = year(2021, '100');
		const [one, two] = [year(2023, '4'), year(2024, '5')];
		const part = actual('2024-01-01', '2024-06-30', '2', { partial: true });
		const rival = actual('2023-07-01', '2024-06-30', '7', { reporter: 'Press' });
		const spec = drawn([before, one, two, part, rival], {
			indicator: road,
			figure: figure('9', '2022-01-01', '2024-12-31'),
			observationIds: [String(one.id), String(two.id)]
		});
		expect(line(spec)?.data.map(({ y }) => y)).toEqual([4, 9]);
		expect(spec.table.rows).toHaveLength(5);
		expect(spec.table.rows.find((row) => row[0] === '2021')?.[2]).toBe('not added');
	});
});

describe('the figure that decides', () => {
	test('is the first to be named beside its mark, whatever is later or larger', () => {
		const [one, two, three] = [year(2023, '563'), year(2024, '555'), year(2025, '700')];
		const spec = drawn([one, two, three], { figure: figure('555', '2024-01-01', '2024-12-31', two.id) });
		const [first, ...rest] = spec.configuration.options.plugins.marks.labels;
		expect(first).toMatchObject({ y: 555, must: true });
		expect(rest.every(({ must }) => !must)).toBe(true);
	});

	test('is the latest where none is named', () => {
		const spec = drawn([year(2023, '563'), year(2024, '555')]);
		expect(spec.configuration.options.plugins.marks.labels[0]).toMatchObject({ y: 555, must: true });
	});
});

describe('a figure that waits for review', () => {
	const datasets = (spec: ReturnType<typeof drawn>) => spec.configuration.data.datasets;

	test('is drawn hollow and alone, says so everywhere, and leaves the series as it is', () => {
		const one = year(2024, '555');
		const correction = year(2024, '700', { review: 'waiting' });
		const later = year(2025, '800', { review: 'waiting' });
		const spec = drawn([one, correction, later], {
			headline: [one.id],
			figure: figure('555', '2024-01-01', '2024-12-31', one.id)
		});
		const [series, waiting, ...rest] = datasets(spec);
		expect(rest).toEqual([]);
		expect(series?.data.map(({ y }) => y)).toEqual([555]);
		expect(waiting).toMatchObject({ showLine: false, label: 'Waiting for review' });
		expect(waiting?.data.map(({ y }) => y)).toEqual([700, 800]);
		expect(waiting?.pointBackgroundColor).toEqual(['var(--paper)', 'var(--paper)']);
		expect(spec.title).toContain('US$555 in 2024');
		expect(spec.key.at(-1)).toMatchObject({ look: 'waiting', text: 'waiting for review' });
		const said = spec.stops.map(({ text }) => text);
		expect(said.filter((text) => text.endsWith('waiting for review'))).toHaveLength(2);
		const states = spec.table.rows.map((row) => [row[1], row[3]]);
		expect(states).toEqual([
			['US$800', 'final, waiting for review'],
			['US$555', 'final'],
			['US$700', 'final, waiting for review']
		]);
	});

	test('that was returned is not drawn at all', () => {
		const one = year(2024, '555');
		const spec = drawn([one, year(2025, '800', { review: 'returned' })], { headline: [one.id] });
		expect(datasets(spec)).toHaveLength(1);
		expect(spec.table.rows).toHaveLength(1);
	});

	test('is drawn where no figure counts yet, under a title that claims none', () => {
		const spec = drawn([year(2024, '555', { review: 'waiting' })], { headline: [] });
		expect(datasets(spec).map(({ label }) => label)).toEqual(['Waiting for review']);
		expect(spec.title).toBe('Trade: no figure counts yet, what is drawn waits for review');
	});

	test('stands in a running total where the total would stand, and is not added to it', () => {
		const [one, two] = [year(2023, '4'), year(2024, '5')];
		const correction = year(2024, '7', { review: 'waiting' });
		const next = year(2025, '1', { review: 'waiting' });
		const spec = drawn([one, two, correction, next], {
			indicator: road,
			headline: [one.id, two.id],
			figure: figure('9', '2022-01-01', '2024-12-31'),
			observationIds: [String(one.id), String(two.id)]
		});
		expect(datasets(spec).map(({ data }) => data.map(({ y }) => y))).toEqual([
			[4, 9],
			[11, 10]
		]);
		expect(spec.table.rows.map((row) => row[2])).toEqual(['not added', '9 km', 'not added', '4 km']);
	});
});
