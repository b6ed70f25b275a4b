import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, fromDayNumber, toDayNumber } from './calendar.ts';
import type { Assessment } from './assessment.ts';
import { isMeasured, KINDS } from './commitment.ts';
import type { Observation, PledgeFacts, Qualifier } from './commitment.ts';
import { knownBy } from './eligible.ts';
import {
	actualOf,
	baselineOf,
	checkOf,
	lifecycleOf,
	orderOf,
	pledgeOf,
	planPoint,
	scoreOf,
	stepOf,
	targetOf
} from './facts.fixture.ts';
import { seenDays } from './freshness.ts';
import { assess } from './progress.ts';
import { exact, multiplyDecimals } from './quantity.ts';
import { submittedWords } from './review.ts';
import type { Review, ReviewAct } from './review.ts';
import { CLASS_ORDER, progressShare, ratioClass, ratioGeometric, ratioLinear } from './ratio.ts';
import type { RatioClass, Sign } from './ratio.ts';
import { GROUPS, STATUSES } from './status.ts';
import { trendWord } from './trend.ts';
import { formatPercentDown, formatRatioDown } from './wording.ts';

const RUNS = { numRuns: 100 };

/** An assessment without its sentences, which also say what waits and does not count. */
const unspoken = ({ statusText: _, sentence: __, reasons: ___, ...rest }: Assessment) => rest;

const decimal = fc
	.tuple(fc.integer({ min: -100000, max: 100000 }), fc.integer({ min: 0, max: 4 }))
	.map(([digits, places]) => exact(digits).div(exact(10).pow(places)).toFixed())
	.map((text) => (text === '-0' ? '0' : text));
const positive = fc.integer({ min: 1, max: 1000000 }).map((digits) => exact(digits).div(100).toFixed());
const direction = fc.constantFrom<Sign>(1, -1);
const dayIn = (first: string, last: string) =>
	fc.integer({ min: toDayNumber(first), max: toDayNumber(last) }).map(fromDayNumber);
const qualifier = fc.constantFrom<Qualifier>(
	'exactly',
	'about',
	'more_than',
	'at_least',
	'up_to',
	'less_than'
);

const level = (
	baseline: string,
	actual: string,
	target: string,
	sign: Sign,
	over: Parameters<typeof pledgeOf>[0] = {}
): PledgeFacts =>
	pledgeOf({
		occasionOn: '2020-12-31',
		indicator: { direction: sign === 1 ? 'increase' : 'decrease' },
		baselines: [baselineOf(baseline, '2020')],
		targets: [targetOf(target, '2030')],
		observations: [actualOf(actual, '2025')],
		...over
	});
const NOW = '2026-01-31';

describe('progress', () => {
	it('is 0 at the baseline and 1 at a target in the wanted direction', () => {
		fc.assert(
			fc.property(decimal, positive, direction, (baseline, distance, sign) => {
				const target = exact(baseline).plus(exact(distance).times(sign)).toFixed();
				expect(assess(level(baseline, baseline, target, sign), NOW).progress).toBe(0);
				expect(assess(level(baseline, target, target, sign), NOW)).toMatchObject({
					progress: 1,
					status: 'MET'
				});
			}),
			RUNS
		);
	});

	it('rises with the actual in the wanted direction, and so does the class', () => {
		const rank = (facts: PledgeFacts) => {
			const { status, progress } = assess(facts, NOW);
			return { progress, rank: status === 'MET' ? 9 : CLASS_ORDER.indexOf(status as RatioClass) };
		};
		fc.assert(
			fc.property(
				decimal,
				positive,
				decimal,
				positive,
				direction,
				(baseline, distance, actual, more, sign) => {
					const target = exact(baseline).plus(exact(distance).times(sign)).toFixed();
					const better = exact(actual).plus(exact(more).times(sign)).toFixed();
					const [low, high] = [
						rank(level(baseline, actual, target, sign)),
						rank(level(baseline, better, target, sign))
					];
					expect(high.progress ?? NaN).toBeGreaterThan(low.progress ?? NaN);
					expect(high.rank).toBeGreaterThanOrEqual(low.rank);
				}
			),
			RUNS
		);
	});

	it('does not change with the unit', () => {
		fc.assert(
			fc.property(
				decimal,
				decimal,
				decimal,
				direction,
				fc.constantFrom('1000', '0.001', '1000000'),
				(b, x, t, sign, factor) => {
					const times = (value: string) => multiplyDecimals(value, factor);
					const [one, other] = [
						assess(level(b, x, t, sign), NOW),
						assess(level(times(b), times(x), times(t), sign), NOW)
					];
					expect(other.status).toBe(one.status);
					expect(other.progress).toBe(one.progress);
					expect(other.ratio).toBe(one.ratio);
					expect(other.flags.map(({ flag }) => flag)).toEqual(one.flags.map(({ flag }) => flag));
				}
			),
			RUNS
		);
	});

	it('is mirrored by flipping signs and direction', () => {
		fc.assert(
			fc.property(decimal, decimal, decimal, direction, (b, x, t, sign) => {
				const flip = (value: string) => multiplyDecimals(value, '-1');
				const one = assess(level(b, x, t, sign), NOW);
				const other = assess(level(flip(b), flip(x), flip(t), sign === 1 ? -1 : 1), NOW);
				expect(other.status).toBe(one.status);
				expect(other.ratio).toBe(one.ratio);
				expect(other.progress).toBe(one.progress);
			}),
			RUNS
		);
	});

	it('and its ratios are numbers or nothing, never NaN', () => {
		const wild = fc.oneof(
			decimal,
			fc.constantFrom('0', '1e-30', '-1e30', '1e30').map((text) => exact(text).toFixed())
		);
		const years = fc.double({ min: -5, max: 50, noNaN: true });
		fc.assert(
			fc.property(
				wild,
				wild,
				wild,
				years,
				years,
				direction,
				(baseline, actual, target, elapsed, total, sign) => {
					const input = { baseline, actual, target, elapsed, total, direction: sign };
					for (const value of [
						ratioGeometric(input),
						ratioLinear(input),
						progressShare(baseline, actual, target, sign)
					]) {
						expect(value === null || Number.isFinite(value)).toBe(true);
					}
				}
			),
			RUNS
		);
	});
});

describe('classes', () => {
	it('of the rounded-down figure equal the class of the exact one', () => {
		fc.assert(
			fc.property(decimal, positive, decimal, direction, (baseline, distance, actual, sign) => {
				const target = exact(baseline).plus(exact(distance).times(sign)).toFixed();
				const { ratio, status } = assess(level(baseline, actual, target, sign), NOW);
				if (ratio === null || status === 'MET') return;
				const shown = Number(formatPercentDown(ratio).replace('−', '-').replace(/[ %,]/g, '')) / 100;
				expect(ratioClass(shown)).toBe(ratioClass(ratio));
				expect(ratioClass(Number(formatRatioDown(ratio).replace('−', '-')))).toBe(ratioClass(ratio));
			}),
			RUNS
		);
	});

	it('never improve with a later day while the eligible facts are the same', () => {
		fc.assert(
			fc.property(
				decimal,
				decimal,
				decimal,
				direction,
				fc.nat(4000),
				fc.nat(4000),
				(b, x, t, sign, first, more) => {
					const facts = level(b, x, t, sign);
					const day = addDays(NOW, first);
					const [early, late] = [assess(facts, day), assess(facts, addDays(day, more))];
					const rank = (status: string) => CLASS_ORDER.indexOf(status as RatioClass);
					if (rank(early.status) < 0 || rank(late.status) < 0) return;
					expect(rank(late.status)).toBeLessThanOrEqual(rank(early.status));
				}
			),
			RUNS
		);
	});

	it('of a trend follow its pace', () => {
		const words = ['away', 'flat', 'slowly toward', 'toward'];
		const pace = fc.double({ min: -0.1, max: 0.1, noNaN: true });
		fc.assert(
			fc.property(pace, pace, fc.double({ min: 0.1, max: 1, noNaN: true }), (one, other, coefficient) => {
				const [low, high] = [Math.min(one, other), Math.max(one, other)];
				expect(words.indexOf(trendWord(high, coefficient))).toBeGreaterThanOrEqual(
					words.indexOf(trendWord(low, coefficient))
				);
			})
		);
	});
});

const fact = fc.record({
	recordedOn: dayIn('2020-01-01', '2026-12-31'),
	knownOn: dayIn('2020-01-01', '2026-12-31')
});
const span = fc.oneof(
	fc.integer({ min: 2019, max: 2028 }).map(String),
	fc
		.tuple(fc.integer({ min: 2019, max: 2028 }), fc.integer({ min: 1, max: 4 }))
		.map(([year, quarter]) => `${year}-Q${quarter}`),
	dayIn('2019-01-01', '2028-12-31')
);
const reviewAct = (state: ReviewAct['state']) =>
	fc.record({
		state: fc.constant(state),
		seq: fc.nat(3_000_000),
		recordedOn: dayIn('2020-01-01', '2026-12-31')
	});
const review: fc.Arbitrary<Review> = fc.oneof(
	fc.constantFrom<Review>('not needed', []),
	fc.tuple(fc.constantFrom(...(['approved', 'returned', 'withdrawn'] as const)).chain(reviewAct))
);
const observation: fc.Arbitrary<Observation> = fc
	.record({
		value: decimal,
		on: span,
		reporter: fc.constantFrom('A', 'B'),
		state: fc.constantFrom<Observation['state']>('provisional', 'final', 'revised'),
		qualifier,
		partial: fc.boolean(),
		review,
		stamp: fact
	})
	.map(({ value, on, stamp, ...rest }) => actualOf(value, on, { ...rest, ...stamp }));

/** Any pledge that the input schemas could let in, sensible or not. */
const anyPledge: fc.Arbitrary<PledgeFacts> = fc
	.record({
		kind: fc.constantFrom(...KINDS),
		mode: fc.constantFrom<'reach' | 'keep'>('reach', 'keep'),
		path: fc.constantFrom<'geometric' | 'linear' | null>('geometric', 'linear', null),
		aggregation: fc.constantFrom<'level' | 'annual_flow' | 'cumulative' | 'count'>(
			'level',
			'annual_flow',
			'cumulative',
			'count'
		),
		decrease: fc.boolean(),
		limit: fc.option(positive),
		occasionOn: dayIn('2020-01-01', '2023-12-31'),
		checkIntervalDays: fc.integer({ min: 7, max: 400 }),
		activityIntervalDays: fc.integer({ min: 7, max: 800 }),
		ranked: fc.boolean(),
		baseline: fc.option(fc.record({ value: decimal, on: span, qualifier, stamp: fact })),
		target: fc.option(
			fc.record({
				value: fc.option(decimal),
				band: fc.option(fc.tuple(decimal, positive)),
				by: fc.option(span),
				start: fc.option(dayIn('2020-01-01', '2024-12-31')),
				qualifier,
				tolerance: fc.option(fc.constantFrom(0, 0.1)),
				graceDays: fc.option(fc.integer({ min: 0, max: 500 })),
				stamp: fact
			})
		),
		plan: fc.array(fc.tuple(dayIn('2020-01-01', '2028-12-31'), decimal), { maxLength: 2 }),
		observations: fc.array(observation, { maxLength: 6 }),
		steps: fc.array(
			fc.record({
				type: fc.constantFrom<'stage' | 'event'>('stage', 'event'),
				weight: fc.option(positive),
				due: fc.option(dayIn('2021-01-01', '2028-12-31')),
				done: fc.option(dayIn('2019-01-01', '2028-12-31')),
				days: fc.nat(5),
				stamp: fact
			}),
			{ maxLength: 4 }
		),
		checks: fc.array(
			fc.record({
				on: dayIn('2020-01-01', '2027-12-31'),
				evidenceOn: fc.option(dayIn('2020-01-01', '2027-12-31')),
				outcome: fc.constantFrom<'activity' | 'no_change'>('activity', 'no_change')
			}),
			{ maxLength: 4 }
		),
		scores: fc.array(
			fc.record({ value: fc.constantFrom<-1 | 0 | 1>(-1, 0, 1), on: dayIn('2020-01-01', '2028-12-31') }),
			{ maxLength: 3 }
		),
		hasGuideline: fc.boolean(),
		lifecycle: fc.array(
			fc.tuple(
				fc.constantFrom<'concluded' | 'withdrawn' | 'superseded' | 'reopened'>(
					'concluded',
					'withdrawn',
					'superseded',
					'reopened'
				),
				dayIn('2021-01-01', '2028-12-31')
			),
			{ maxLength: 2 }
		)
	})
	.map((made) => {
		const { target, baseline, band } = { ...made, band: made.target?.band ?? null };
		const aim = target
			? targetOf(target.value, target.by, {
					...target.stamp,
					low: band ? band[0] : null,
					high: band ? exact(band[0]).plus(band[1]).toFixed() : null,
					start: target.start,
					qualifier: target.qualifier,
					tolerance: target.tolerance,
					graceDays: target.graceDays
				})
			: null;
		return pledgeOf({
			kind: made.kind,
			mode: made.mode,
			path: made.path,
			indicator: {
				aggregation: made.aggregation,
				direction: made.decrease ? 'decrease' : 'increase',
				limit: made.limit
			},
			occasionOn: made.occasionOn,
			checkIntervalDays: made.checkIntervalDays,
			activityIntervalDays: made.activityIntervalDays,
			reporterOrders: made.ranked ? [orderOf(['A', 'B'])] : [],
			baselines: baseline
				? [baselineOf(baseline.value, baseline.on, { qualifier: baseline.qualifier, ...baseline.stamp })]
				: [],
			targets: aim ? [aim] : [],
			trajectory: aim ? made.plan.map(([on, value]) => planPoint(aim, on, value)) : [],
			observations: made.observations,
			steps: made.steps.map(({ done, days, stamp, ...rest }, at) =>
				stepOf(`Step ${at}`, {
					...rest,
					...stamp,
					...(done ? { done: [done, addDays(done, days)] as [string, string] } : {})
				})
			),
			checkIns: made.checks.map(({ on, evidenceOn, outcome }) => checkOf(on, { evidenceOn, outcome })),
			scores: made.scores.map(({ value, on }, at) => scoreOf(`Reader ${at % 2}`, value, on)),
			hasGuideline: made.hasGuideline,
			lifecycle: made.lifecycle.map(([state, on]) => lifecycleOf(state, on))
		});
	});
const anyDay = dayIn('2021-01-01', '2029-12-31');
const MANY = { numRuns: 200 };

describe('any pledge on any day', () => {
	it('gets a whole assessment: no throw, no NaN, a sentence, a reason for every status', () => {
		fc.assert(
			fc.property(
				anyPledge,
				anyDay,
				fc.constantFrom<'recorded' | 'public'>('recorded', 'public'),
				(facts, asOf, basis) => {
					const result = assess(facts, asOf, { basis });
					const text = JSON.stringify(result, (_, value: unknown) =>
						typeof value === 'number' && !Number.isFinite(value) ? 'not a finite number' : value
					);
					expect(text).not.toContain('not a finite number');
					expect(text).not.toMatch(/NaN|undefined|Infinity/);
					expect(Object.keys(STATUSES)).toContain(result.status);
					expect(Object.keys(GROUPS)).toContain(result.group);
					expect(result.sentence).toMatch(/^.*\S.*\.$/);
					expect(result.sentence).not.toMatch(/ {2}|\.\.| [,;.]/);
					expect(result.statusText).not.toBe('');
					expect(result.nextChangeOn === null || result.nextChangeOn > asOf).toBe(true);
				}
			),
			MANY
		);
	});

	it('looks the same on every day until its next change, and different on that day', () => {
		const look = (facts: PledgeFacts, on: string) => {
			const { status, statusText, freshness, tally, flags } = assess(facts, on);
			return JSON.stringify([status, statusText, freshness, tally, flags.map(({ flag }) => flag)]);
		};
		const recorded = (facts: PledgeFacts): PledgeFacts => {
			const early = <F extends object>(all: F[]) => all.map((one) => ({ ...one, recordedOn: '2020-01-01' }));
			return {
				...facts,
				baselines: early(facts.baselines),
				targets: early(facts.targets),
				observations: early(facts.observations).map((one) => ({
					...one,
					review: one.review === 'not needed' ? one.review : early([...one.review])
				})),
				steps: facts.steps.map((step) => ({ ...step, plans: early(step.plans) as typeof step.plans }))
			};
		};
		fc.assert(
			fc.property(
				anyPledge,
				dayIn('2021-01-01', '2027-12-31'),
				fc.infiniteStream(fc.nat(1500)),
				(pledge, asOf, offsets) => {
					const facts = recorded(pledge);
					const { nextChangeOn } = assess(facts, asOf);
					const today = look(facts, asOf);
					for (const offset of offsets.take(12)) {
						const day = addDays(asOf, offset);
						if (nextChangeOn === null || day < nextChangeOn) expect(look(facts, day)).toBe(today);
					}
					if (nextChangeOn !== null) expect(look(facts, addDays(nextChangeOn, -1))).toBe(today);
				}
			),
			MANY
		);
	});

	it('is not changed by adding a figure that is already superseded', () => {
		fc.assert(
			fc.property(anyPledge, observation, anyDay, (facts, extra, asOf) => {
				const [first, ...rest] = facts.observations;
				if (!first) return;
				const old = { ...extra, id: 'old', recordedOn: '2020-01-01', knownOn: '2020-01-01' };
				const standing = { ...first, recordedOn: '2020-01-01', review: 'not needed' as const };
				const without = { ...facts, observations: [standing, ...rest] };
				const withOld = { ...facts, observations: [old, { ...standing, supersedes: 'old' }, ...rest] };
				expect(assess(withOld, asOf)).toEqual(assess(without, asOf));
			}),
			RUNS
		);
	});

	it('is not changed by a figure before its approval, nor ever by one that nobody approved', () => {
		fc.assert(
			fc.property(anyPledge, observation, anyDay, anyDay, (facts, extra, asOf, approvedOn) => {
				const [first] = facts.observations;
				const correction = { ...extra, id: 'new', supersedes: first?.id ?? null };
				const assessed = (review: Review | null, options = {}) =>
					unspoken(
						assess(
							review === null
								? facts
								: { ...facts, observations: [...facts.observations, { ...correction, review }] },
							asOf,
							options
						)
					);
				const act = { state: 'approved', seq: 9_000_000, recordedOn: approvedOn } as const;
				expect(assessed([])).toEqual(assessed(null));
				expect(assessed([{ ...act, state: 'returned' }])).toEqual(assessed(null));
				expect(assessed([act])).toEqual(assessed(approvedOn <= asOf ? 'not needed' : null));
				const at = { at: 8_999_999 };
				expect(assessed([{ ...act, recordedOn: '2000-01-01' }], at)).toEqual(assessed(null, at));
			}),
			RUNS
		);
	});

	it('says how many figures wait for review or were returned, and never that none was recorded', () => {
		fc.assert(
			fc.property(anyPledge, anyDay, (facts, asOf) => {
				const words = submittedWords(knownBy(facts, asOf).submitted);
				const { status, sentence, statusText, reasons } = assess(facts, asOf);
				if (words === null || status === 'CLOSED' || !isMeasured(facts.descriptions[0].kind)) return;
				const said = [statusText, sentence, ...reasons].join('\n').toLowerCase();
				expect(said).toContain(words);
				expect(said).not.toMatch(/figure[^.]* (has|have) been recorded/);
			}),
			MANY
		);
	});

	it('on the public basis is as fresh as its public evidence, whoever checked it here', () => {
		fc.assert(
			fc.property(anyPledge, anyDay, anyDay, (facts, asOf, checkedOn) => {
				const public_ = { basis: 'public' } as const;
				const checkIns = [...facts.checkIns, checkOf(checkedOn, { knownOn: '2020-01-01' })];
				const { freshness } = assess(facts, asOf, public_);
				expect(assess({ ...facts, checkIns }, asOf, public_).freshness).toEqual(freshness);
				const seen = seenDays(knownBy(facts, asOf, public_));
				expect(freshness.lastCheckedOn).toBe(seen.sort().at(-1) ?? null);
				expect(seen.every((day) => day <= asOf)).toBe(true);
			}),
			RUNS
		);
	});

	it('does not depend on the order in which its facts are listed', () => {
		fc.assert(
			fc.property(anyPledge, anyDay, (facts, asOf) => {
				const turned = {
					...facts,
					observations: [...facts.observations].reverse(),
					checkIns: [...facts.checkIns].reverse()
				};
				expect(assess(turned, asOf)).toEqual(assess(facts, asOf));
			}),
			RUNS
		);
	});

	it('is left as it was: facts are read and never changed', () => {
		fc.assert(
			fc.property(anyPledge, anyDay, (facts, asOf) => {
				const before = JSON.stringify(facts);
				assess(facts, asOf);
				expect(JSON.stringify(facts)).toBe(before);
			}),
			RUNS
		);
	});
});
