import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { yearPeriod } from './calendar.ts';
import { ceilingStatus } from './ceiling.ts';
import { actualOf, baselineOf, pledgeOf, scoreOf, stepOf, targetOf } from './facts.fixture.ts';
import { assess } from './progress.ts';
import { bandGap, growthRate, ratioClass, ratioGeometric, ratioLinear } from './ratio.ts';
import type { Sign } from './ratio.ts';
import { meanScore, qualitativePercent } from './qualitative.ts';
import { conversionFactor, multiplyDecimals } from './quantity.ts';
import type { Status } from './status.ts';
import { directionOf, limitCoefficient } from './trend.ts';

/** Every field that some kind of vector has; each check reads those of its own kind. */
interface Input {
	baseline: number;
	baseline_year: number;
	actual: number;
	actual_year: number;
	target: number;
	target_year?: number;
	direction: Sign;
	limit: number | null;
	path?: 'geometric';
	period_end: string;
	target_per_year: number;
	period: [string, string];
	as_of: string;
	ytd: number;
	window: [string, string];
	events_required: number;
	done: number;
	last_done: string;
	lo: number;
	hi: number;
	scores: (-1 | 0 | 1)[];
	mean: number[];
	Nm3_bcm: number;
}

interface Expected {
	status: Status;
	ratio: number | null;
	cagr: number;
	limit_coefficient?: number;
	direction_word: string;
	achievement: number;
	ratio_geometric: number;
	ratio_linear: number;
	status_geometric: Status;
	status_linear: Status;
	path_sensitive: boolean;
	distance_done: number;
	years_left_geometric: number;
	years_left_linear: number;
	time_fraction?: number;
	utilisation: number;
	years_met: number;
	years_complete: number;
	status_latest: Status;
	gap_baseline: number;
	gap_now: number;
	mean: number;
	percent: number;
	Sm3_15C_bcm: number;
}

interface Vector {
	id: string;
	kind: string;
	for?: string;
	note: string;
	input: Input;
	expect: Expected;
}

interface StatCanCase {
	id: string;
	base_value: number | null;
	base_year: number | null;
	current_value: number | null;
	current_year: number | null;
	direction: Sign;
	limit: number | null;
	progress_value: number | null;
	status: string;
	target: number | null;
	target_year: number;
}

const read = (name: string): unknown =>
	JSON.parse(readFileSync(new URL(`../../../tests/vectors/${name}`, import.meta.url), 'utf8'));
const vectors = read('progress.json') as Vector[];
const statcan = read('statcan.json') as {
	status_words: Record<string, Record<string, string | null>>;
	cases: StatCanCase[];
};

/** Vectors that wait: forecasts come with a later issue; V58 states conversion constants of fuels, not a rule. */
const WAITING = ['V31', 'V32', 'V33', 'V34', 'V35', 'V36', 'V58'];

const close = (actual: number | null | undefined, wanted: number) => {
	expect(actual).not.toBe(null);
	expect(Math.abs((actual as number) - wanted)).toBeLessThanOrEqual(
		1e-9 * Math.max(Math.abs(wanted), 1e-300)
	);
};

/** A level in whole years, on the named path, seen on the last day of the figure's year. */
function levelIn(input: Input, path: 'geometric' | 'linear' | null = input.path ?? null) {
	const { baseline, baseline_year, actual, actual_year, target, target_year, direction = 1 } = input;
	const facts = pledgeOf({
		path,
		occasionOn: `${baseline_year}-12-31`,
		indicator: { direction: direction === -1 ? 'decrease' : 'increase' },
		baselines: [baselineOf(String(baseline), String(baseline_year))],
		targets:
			target === undefined
				? []
				: [targetOf(String(target), target_year === undefined ? null : String(target_year))],
		observations: [actualOf(String(actual), String(actual_year))]
	});
	return assess(facts, `${actual_year}-12-31`);
}

const checks: Record<string, (vector: Vector) => void> = {
	level_geometric_ratio: ({ input, expect: wanted }) => {
		const result = levelIn(input);
		expect(result.status).toBe(wanted.status);
		if (wanted.ratio === null) expect(result.ratio).toBe(null);
		else close(result.ratio, wanted.ratio);
	},
	not_assessable: ({ input, expect: wanted }) => {
		expect(levelIn({ ...input, target: 30, target_year: 2030 })).toMatchObject(wanted);
		expect(levelIn(input)).toMatchObject(wanted);
	},
	trend_no_target: ({ input, expect: wanted }) => {
		const { baseline, actual, baseline_year, actual_year, direction, limit } = input;
		const years = actual_year - baseline_year;
		const growth = growthRate(baseline, actual, years);
		expect(Math.abs((growth ?? NaN) - wanted.cagr)).toBeLessThan(1e-12);
		if (wanted.limit_coefficient) close(limitCoefficient(baseline, limit), wanted.limit_coefficient);
		expect(directionOf(baseline, actual, years, direction, limit)).toBe(wanted.direction_word);
	},
	level_end_of_period: ({ input, expect: wanted }) => {
		const facts = pledgeOf({
			occasionOn: '2013-12-31',
			baselines: [baselineOf(String(input.baseline), '2013-12-31')],
			targets: [targetOf(String(input.target), String(input.period_end))],
			observations: [actualOf(String(input.actual), String(input.period_end))]
		});
		const result = assess(facts, '2016-01-15');
		expect(result.status).toBe(wanted.status);
		close(result.progress, wanted.achievement);
	},
	level_both_paths: ({ input, expect: wanted }) => {
		for (const path of ['geometric', 'linear'] as const) {
			const result = levelIn(input, path);
			close(result.ratios.geometric, wanted.ratio_geometric);
			close(result.ratios.linear, wanted.ratio_linear);
			expect(result.status).toBe(wanted[`status_${path}`]);
			const flags = result.flags.map(({ flag }) => flag);
			expect(flags.includes('path_sensitive')).toBe(wanted.path_sensitive);
		}
	},
	no_deadline: ({ input, expect: wanted }) => {
		const result = levelIn(input);
		expect(result.status).toBe(wanted.status);
		close(result.progress, wanted.distance_done);
		close(growthRate(input.baseline, input.actual, input.actual_year - input.baseline_year), wanted.cagr);
		close(result.yearsLeft?.geometric, wanted.years_left_geometric);
		close(result.yearsLeft?.linear, wanted.years_left_linear);
	},
	zero_baseline: ({ input, expect: wanted }) => {
		const result = levelIn(input);
		expect(result).toMatchObject({ path: 'linear', status: wanted.status, ratios: { geometric: null } });
		close(result.ratio, wanted.ratio_linear);
	},
	annual_rate_ytd: ({ input, expect: wanted }) => {
		const [start, end] = input.period;
		const facts = pledgeOf({
			kind: 'annual_rate',
			occasionOn: start,
			indicator: { aggregation: 'annual_flow' },
			targets: [targetOf(String(input.target_per_year), null, { per: 'year' })],
			observations: [actualOf(String(input.ytd), end, { period: { start, end: input.as_of }, partial: true })]
		});
		const result = assess(facts, input.as_of);
		expect(result.status).toBe(wanted.status);
		close(result.timeUsed, wanted.time_fraction ?? NaN);
		close(result.attainment, wanted.utilisation);
	},
	annual_rate_years: ({ input, expect: wanted }) => {
		const years = Object.entries(input.actual as unknown as Record<string, number>);
		const facts = (qualifier: 'at_least' | 'up_to') =>
			pledgeOf({
				kind: 'annual_rate',
				occasionOn: '2022-10-15',
				indicator: { aggregation: 'annual_flow' },
				targets: [targetOf(String(input.target_per_year), null, { per: 'year', qualifier })],
				observations: years.map(([year, value]) => actualOf(String(value), year))
			});
		const floor = assess(facts('at_least'), '2026-06-30');
		expect(floor.tally).toEqual({ done: wanted.years_met, of: wanted.years_complete });
		expect(floor.status).toBe(wanted.status_latest);
		expect(assess(facts('up_to'), '2025-06-30').status).toBe('EXCEEDED');
		expect(ceilingStatus('1.6', '1.5', 0.005)).toBe('EXCEEDED');
	},
	window_no_interim: ({ input, expect: wanted }) => {
		const [start, due] = input.window;
		const steps = Array.from({ length: input.events_required }, (_, at) =>
			stepOf(`Event ${at}`, { type: 'event', ...(at < input.done ? { done: input.last_done } : {}) })
		);
		const facts = pledgeOf({
			kind: 'events_in_window',
			indicator: null,
			occasionOn: '2022-10-15',
			targets: [targetOf(null, due, { start, duePrecision: 'year' })],
			steps
		});
		const result = assess(facts, input.as_of);
		expect(result).toMatchObject({ status: wanted.status, ratio: null });
		if (wanted.time_fraction) close(result.timeUsed, wanted.time_fraction);
	},
	range: ({ input, expect: wanted }) => {
		const { lo, hi, baseline, actual } = input;
		expect(Number(bandGap(baseline, lo, hi))).toBe(wanted.gap_baseline);
		expect(Number(bandGap(actual, lo, hi))).toBe(wanted.gap_now);
		const facts = pledgeOf({
			kind: 'band',
			occasionOn: `${input.baseline_year}-12-31`,
			baselines: [baselineOf(String(baseline), String(input.baseline_year))],
			targets: [targetOf(null, String(input.target_year), { low: String(lo), high: String(hi) })],
			observations: [actualOf(String(actual), String(input.actual_year))]
		});
		const result = assess(facts, `${input.actual_year}-12-31`);
		expect(result.status).toBe(wanted.status);
		close(result.ratio, wanted.ratio_linear);
	},
	qualitative: ({ input, expect: wanted }) => {
		const scores = input.scores;
		expect(meanScore(scores)).toBe(wanted.mean);
		expect(qualitativePercent(wanted.mean) * 100).toBe(wanted.percent);
		const facts = pledgeOf({
			kind: 'qualitative',
			indicator: null,
			hasGuideline: true,
			targets: [targetOf(null, '2024')],
			scores: scores.map((score, at) => scoreOf(`Reader ${at}`, score, '2024-12-31'))
		});
		expect(assess(facts, '2025-01-01').detail).toMatchObject({ mean: wanted.mean, percent: wanted.percent });
	},
	qualitative_percent: ({ input, expect: wanted }) => {
		const percents = wanted.percent as unknown as number[];
		input.mean.forEach((mean, at) => close(qualitativePercent(mean) * 100, percents[at] ?? NaN));
	},
	unit: ({ input, expect: wanted }) => {
		const factor = conversionFactor('bcm (0 °C)', 'bcm (15 °C)');
		const value = Number(multiplyDecimals(String(input.Nm3_bcm), factor));
		expect(value).toBeCloseTo(wanted.Sm3_15C_bcm, 9);
	}
};

describe('hand-derived and published cases', () => {
	for (const vector of vectors.filter(({ id }) => !WAITING.includes(id))) {
		it(`${vector.id} ${vector.kind}: ${vector.note}`, () => {
			const check = checks[vector.kind];
			if (!check) throw new Error(`No check for vectors of kind ${vector.kind}.`);
			check(vector);
		});
	}

	it('leaves only forecasts and fuel constants for later', () => {
		const later = vectors.filter(({ id }) => WAITING.includes(id));
		expect(later.map(({ id }) => id)).toEqual(WAITING);
		expect(later.every((vector) => vector.for === 'forecast' || vector.kind === 'unit')).toBe(true);
	});
});

describe('published series of Statistics Canada', () => {
	const word = (group: string, status: string) => statcan.status_words[group]?.[status];

	for (const one of statcan.cases) {
		it(`${one.id} reads ${one.status}`, () => {
			const { base_value, base_year, current_value, current_year, target, target_year, direction, limit } =
				one;
			const facts = pledgeOf({
				path: 'geometric',
				occasionOn: `${base_year ?? 2015}-12-31`,
				indicator: {
					direction: direction === -1 ? 'decrease' : 'increase',
					limit: limit === null ? null : String(limit)
				},
				baselines: base_value === null ? [] : [baselineOf(String(base_value), String(base_year))],
				targets: target === null ? [] : [targetOf(String(target), String(target_year))],
				observations: current_value === null ? [] : [actualOf(String(current_value), String(current_year))]
			});
			const result = assess(facts, yearPeriod(current_year ?? base_year ?? 2015).end);
			if (target === null) {
				expect(result.status).toBe('NOT_ASSESSABLE');
				expect(result.direction).toBe(word('without_target (direction word)', one.status));
				return;
			}
			expect(result.status).toBe(word('with_target', one.status));
			if (one.progress_value === null) return expect(result.ratio).toBe(null);
			close(result.ratio, one.progress_value);
			const years = {
				elapsed: (current_year ?? 0) - (base_year ?? 0),
				total: target_year - (base_year ?? 0)
			};
			const pure = { baseline: base_value ?? 0, actual: current_value ?? 0, target, direction, ...years };
			close(ratioGeometric(pure), one.progress_value);
			close(ratioLinear(pure), result.ratios.linear ?? NaN);
			if (result.status !== 'MET') expect(ratioClass(one.progress_value)).toBe(result.status);
		});
	}
});
