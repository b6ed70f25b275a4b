/** Facts for tests: every builder gives a complete, plausible fact and takes what the test is about. */
import { parsePartialDate } from './calendar.ts';
import type { IsoDate } from './calendar.ts';
import type {
	Baseline,
	CheckIn,
	Fact,
	Indicator,
	LifecycleEvent,
	Observation,
	PledgeFacts,
	ReporterOrder,
	Score,
	Step,
	Target,
	TrajectoryPoint
} from './commitment.ts';

const DAY_ONE = '2000-01-01';
let ids = 0;

const fact = (over: Partial<Fact> = {}): Fact => {
	ids += 1;
	return { id: `f${ids}`, knownOn: DAY_ONE, recordedOn: DAY_ONE, seq: ids, supersedes: null, ...over };
};

/** A baseline in a year, quarter, month or day. */
export function baselineOf(value: string, on: string, over: Partial<Baseline> = {}): Baseline {
	const { precision, ...period } = parsePartialDate(on);
	return { ...fact(), value, period, precision, qualifier: 'exactly', proxy: false, ...over };
}

/** A target value with a deadline such as "2030", or none. */
export function targetOf(value: string | null, by: string | null, over: Partial<Target> = {}): Target {
	const due = by === null ? null : parsePartialDate(by);
	return {
		...fact(),
		value,
		low: null,
		high: null,
		qualifier: 'at_least',
		per: null,
		start: null,
		due: due?.end ?? null,
		duePrecision: due?.precision ?? 'day',
		standing: 'stated',
		assumedDue: false,
		tolerance: null,
		graceDays: null,
		...over
	};
}

/** A final figure of reporter A for a period such as "2024", "2024-Q1" or "2024-06-30". */
export function actualOf(value: string, on: string, over: Partial<Observation> = {}): Observation {
	const { start, end } = parsePartialDate(on);
	return {
		...fact(),
		reporter: 'A',
		period: { start, end },
		value,
		qualifier: 'exactly',
		state: 'final',
		partial: false,
		derived: null,
		approval: 'not needed',
		...over
	};
}

export function stepOf(
	title: string,
	over: Partial<Omit<Step, 'done'>> & { done?: IsoDate | [IsoDate, IsoDate] } = {}
): Step {
	const { done, ...rest } = over;
	const [from, to] = typeof done === 'string' ? [done, null] : (done ?? [null, null]);
	return {
		...fact(),
		type: 'stage',
		title,
		party: null,
		weight: null,
		due: null,
		duePrecision: 'day',
		...rest,
		done: from === null ? [] : [{ ...fact(), from, to, place: null, undone: false }]
	};
}

export function checkOf(checkedOn: IsoDate, over: Partial<CheckIn> = {}): CheckIn {
	return { ...fact(), checkedOn, evidenceOn: null, outcome: 'no_change', ...over };
}

export function scoreOf(reader: string, value: -1 | 0 | 1, on: IsoDate, over: Partial<Score> = {}): Score {
	return { ...fact(), reader, value, on, ...over };
}

export function lifecycleOf(
	state: LifecycleEvent['state'],
	on: IsoDate,
	reason = 'as the source says'
): LifecycleEvent {
	return { ...fact(), state, on, reason };
}

export function orderOf(ranked: string[], over: Partial<ReporterOrder> = {}): ReporterOrder {
	return { ...fact(), ranked, reason: 'the statistics office first', ...over };
}

export function planPoint(target: Target, on: IsoDate, value: string): TrajectoryPoint {
	return { ...fact(), target: target.id, on, value };
}

const INDICATOR: Indicator = {
	title: 'Goods trade turnover',
	unit: 't',
	aggregation: 'level',
	direction: 'increase',
	limit: null
};

/** A pledge to raise a level, agreed on the last day of 2019 and checked every 180 days. */
export function pledgeOf(
	over: Partial<Omit<PledgeFacts, 'indicator'>> & { indicator?: Partial<Indicator> | null } = {}
): PledgeFacts {
	const { indicator, ...rest } = over;
	return {
		code: 'TEST-01',
		title: 'A pledge',
		kind: 'level',
		strength: 'agreed',
		mode: 'reach',
		path: null,
		occasionOn: '2019-12-31',
		checkIntervalDays: 180,
		activityIntervalDays: 365,
		indicator: indicator === null ? null : { ...INDICATOR, ...indicator },
		reporterOrders: [],
		baselineReporter: null,
		baselines: [],
		targets: [],
		trajectory: [],
		observations: [],
		steps: [],
		checkIns: [],
		hasGuideline: false,
		scores: [],
		lifecycle: [],
		...rest
	};
}
