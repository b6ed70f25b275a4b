import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parsePartialDate } from './calendar.ts';
import type { Description, Indicator, PledgeFacts } from './commitment.ts';
import { actualOf, baselineOf, checkOf, orderOf, pledgeOf, stepOf, targetOf } from './facts.fixture.ts';
import { assess } from './progress.ts';

/** The first portfolio as facts: everything recorded on the day it was collected, known on its source's date. */
interface SamplePledge {
	code: string;
	title: string;
	kind: Description['kind'];
	strength: Description['strength'];
	mode: Description['mode'];
	check_interval_days: number;
	activity_interval_days?: number;
	indicator?: Indicator | null;
	baseline?: { value: string; period: string; qualifier: 'more_than'; source: string } | null;
	target?: { value: string; qualifier: 'at_least'; per?: 'year'; interpretation?: boolean };
	reporter_order?: string[];
	reporter_order_reason?: string;
	actuals?: {
		period_start: string;
		period_end: string;
		value: string;
		reporter: string;
		state: 'final';
		qualifier: 'exactly';
		partial?: boolean;
		derived?: string;
	}[];
	milestones?: { title: string; due_on?: string; done_on?: string | null }[];
	window?: { start: string; end: string };
	events?: { title: string; held_from: string; held_to: string }[];
	check_ins?: { outcome: 'activity' | 'no_change'; evidence_on: string }[];
}

const file = new URL('../../cli/sample/kazakhstan-turkmenistan-2022.json', import.meta.url);
const sample = JSON.parse(readFileSync(file, 'utf8')) as {
	collected_on: string;
	occasion: { date: string };
	pledges: SamplePledge[];
};
const TODAY = sample.collected_on;
const at = { recordedOn: TODAY };

function factsOf(pledge: SamplePledge): PledgeFacts {
	const { target, window, baseline, indicator } = pledge;
	const steps = [
		...(pledge.milestones ?? []).map(({ title, due_on, done_on }) =>
			stepOf(title, { ...at, due: due_on ?? null, ...(done_on ? { done: done_on } : {}) })
		),
		...(pledge.events ?? []).map(({ title, held_from, held_to }) =>
			stepOf(title, { ...at, type: 'event', done: [held_from, held_to] })
		)
	];
	const targets = target
		? [
				targetOf(target.value, null, {
					...at,
					qualifier: target.qualifier,
					per: target.per ?? null,
					standing: target.interpretation ? 'interpretation' : 'stated'
				})
			]
		: window
			? [targetOf(null, null, { ...at, start: window.start, due: window.end, duePrecision: 'year' })]
			: [];
	return pledgeOf({
		code: pledge.code,
		title: pledge.title,
		kind: pledge.kind,
		strength: pledge.strength,
		mode: pledge.mode,
		occasionOn: sample.occasion.date,
		checkIntervalDays: pledge.check_interval_days,
		activityIntervalDays: pledge.activity_interval_days ?? 365,
		indicator: indicator ? { ...indicator, limit: null } : null,
		reporterOrders: pledge.reporter_order
			? [orderOf(pledge.reporter_order, { ...at, reason: pledge.reporter_order_reason ?? '' })]
			: [],
		baselines: baseline
			? [baselineOf(baseline.value, baseline.period, { ...at, qualifier: baseline.qualifier })]
			: [],
		targets,
		observations: (pledge.actuals ?? []).map((actual) =>
			actualOf(actual.value, parsePartialDate(actual.period_end).end, {
				...at,
				period: { start: actual.period_start, end: actual.period_end },
				reporter: actual.reporter,
				state: actual.state,
				qualifier: actual.qualifier,
				partial: actual.partial ?? false,
				derived: actual.derived ?? null
			})
		),
		steps,
		checkIns: [
			...(pledge.check_ins ?? []).map((check) =>
				checkOf(check.evidence_on, { ...at, evidenceOn: check.evidence_on, outcome: check.outcome })
			),
			checkOf(TODAY, at)
		]
	});
}

const pledges = new Map(sample.pledges.map((pledge) => [pledge.code.slice(-2), factsOf(pledge)]));
const assessed = (number: string) => assess(pledges.get(number) as PledgeFacts, TODAY);

describe('the pledges of the 15 October 2022 visit, on the day they were collected', () => {
	it('have the statuses that the sources support', () => {
		const statuses = Object.fromEntries(
			[...pledges.keys()].map((number) => [number, assessed(number).status])
		);
		expect(statuses).toEqual({
			'01': 'NO_DEADLINE',
			'02': 'NOT_ASSESSABLE',
			'03': 'IN_PROGRESS',
			'04': 'NOT_ASSESSABLE',
			'05': 'STALLED',
			'06': 'STALLED',
			'07': 'ONGOING',
			'08': 'IN_PROGRESS',
			'09': 'NO_DEADLINE',
			'10': 'STALLED',
			'11': 'IN_PROGRESS',
			'12': 'ONGOING',
			'13': 'MET',
			'14': 'STALLED',
			'15': 'ONGOING',
			'16': 'IN_PROGRESS',
			'17': 'IN_PROGRESS',
			'18': 'MET'
		});
	});

	it('trade has no deadline, a bound for a baseline and several ranked reporters', () => {
		const trade = assessed('01');
		expect(trade).toMatchObject({
			statusText: 'No deadline, toward',
			figure: { reporter: 'Press', value: '555000000', qualifier: 'more_than' },
			counted: true,
			ratio: null,
			nextChangeOn: '2027-04-22'
		});
		expect(trade.progress).toBeCloseTo(305 / 750, 12);
		expect(trade.flags.map(({ flag }) => flag)).toEqual(['single_source', 'baseline_bound']);
		expect(trade.yearsLeft?.linear).toBeCloseTo(445 / (305 / 3), 12);
		expect(trade.sentence).toBe(
			'Goods trade turnover came to more than US$555 million in 2024, 40 % of the way from more than US$250 million in 2021 to at least US$1 billion, moving toward it; no deadline was stated; at the pace so far that leaves 2.3 to 4.4 years, counted from the end of 2024.'
		);
		expect(trade.arithmetic[0]).toMatchObject({ formula: '(555 − 250) ÷ (1,000 − 250)', result: '40 %' });
	});

	it('trade has two figures for 2022 and says so where they decide', () => {
		const facts = pledges.get('01') as PledgeFacts;
		const early = {
			...facts,
			observations: facts.observations.filter(({ period }) => period.end < '2023-01-01')
		};
		const in2022 = assess(early, TODAY);
		expect(in2022.figure).toMatchObject({ reporter: 'Kazakhstan, Foreign Ministry', value: '439800000' });
		expect(in2022.others).toMatchObject([
			{ figure: { reporter: 'Kazakhstan, Ministry of Industry and Construction', value: '459600000' } }
		]);
		const flags = in2022.flags.map(({ flag }) => flag);
		expect(flags).toContain('provisional');
		expect(flags).not.toContain('reporters_disagree');
		expect(flags).not.toContain('single_source');
	});

	it('an assumed horizon is kept apart: it gives a class, and leaves the headline totals', () => {
		const facts = pledges.get('01') as PledgeFacts;
		const assumed = facts.targets.map((target) => ({
			...target,
			due: '2027-12-31',
			duePrecision: 'year' as const,
			assumedDue: true
		}));
		const result = assess({ ...facts, targets: assumed }, TODAY);
		expect(result).toMatchObject({ status: 'BEHIND', counted: false, path: 'linear' });
		expect(result.flags.map(({ flag }) => flag)).toContain('assumed_deadline');
	});

	it('gas is a ceiling without a figure, and the items were never counted', () => {
		expect(assessed('04').statusText).toBe('Not assessable: no figure');
		expect(assessed('02')).toMatchObject({ statusText: 'Not assessable: no figure', counted: false });
	});

	it('the railway has no number in the source and says so', () => {
		const railway = assessed('09');
		expect(railway.flags.map(({ flag }) => flag)).toContain('interpreted_target');
		expect(railway.sentence).toContain('at least 10 Mt (the analyst’s reading)');
		expect(railway).toMatchObject({
			figure: { value: '1.6', reporter: 'Kazakhstan Temir Zholy' },
			direction: 'toward'
		});
	});

	it('Days of Culture were held in both countries within the window', () => {
		expect(assessed('18')).toMatchObject({
			status: 'MET',
			statusText: 'Met, 2 of 2 held',
			sentence: 'Both events were held within 2023–2024, the last on 9 Oct 2024.',
			nextChangeOn: null
		});
		const before = { ...(pledges.get('18') as PledgeFacts) };
		expect(assess({ ...before, steps: [] }, TODAY).status).toBe('NOT_ASSESSABLE');
	});

	it('stages done before the visit do not count', () => {
		expect(assessed('08').statusText).toBe('0 of 3 stages');
		expect(assessed('11')).toMatchObject({ statusText: '2 of 4 stages', nextChangeOn: '2027-01-01' });
		expect(assessed('03').statusText).toBe('2 of 3 stages');
	});

	it('were unknown here before they were recorded, and had been public long before', () => {
		const facts = pledges.get('01') as PledgeFacts;
		expect(assess(facts, '2026-11-22').status).toBe('NOT_ASSESSABLE');
		expect(assess(facts, '2026-11-22', { basis: 'public' }).status).toBe('NO_DEADLINE');
	});

	it('were all checked on one day and are current', () => {
		const states = [...pledges.keys()].map((number) => assessed(number).freshness.state);
		expect(new Set(states)).toEqual(new Set(['current', 'none']));
	});
});
