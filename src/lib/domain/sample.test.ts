import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parsePartialDate } from './calendar.ts';
import type { PledgeFacts } from './commitment.ts';
import { actualOf, baselineOf, checkOf, orderOf, pledgeOf, stepOf, targetOf } from './facts.fixture.ts';
import { assess } from './progress.ts';

/** The first portfolio as facts: everything recorded on the day it was collected, known on its source's date. */
interface SamplePledge {
	code: string;
	title: string;
	kind: PledgeFacts['kind'];
	strength: PledgeFacts['strength'];
	mode: PledgeFacts['mode'];
	check_interval_days: number;
	activity_interval_days?: number;
	indicator?: PledgeFacts['indicator'];
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
	milestones?: { title: string; party?: string; due_on?: string; done_on?: string | null }[];
	window?: { start: string; end: string };
	events?: { title: string; party: string; held_from: string; held_to: string }[];
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
		...(pledge.events ?? []).map(({ title, party, held_from, held_to }) =>
			stepOf(title, { ...at, type: 'event', party, done: [held_from, held_to] })
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
	it('prints', () => {
		for (const [k, facts] of pledges) {
			const a = assess(facts, TODAY);
			console.log(
				k,
				a.status,
				'|',
				a.statusText,
				'|',
				a.sentence,
				'|',
				a.flags.map((f) => f.flag + ': ' + f.note),
				a.nextChangeOn,
				JSON.stringify(a.freshness),
				a.reasons,
				a.arithmetic,
				a.yearsLeft,
				JSON.stringify(a.detail)
			);
		}
		expect(assessed('01').status).toBe('NO_DEADLINE');
	});
});
