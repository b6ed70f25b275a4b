/** Facts for tests: every builder gives a complete, plausible fact and takes what the test is about. */
import { parsePartialDate } from './calendar.ts';
import type { IsoDate } from './calendar.ts';
import type {
	Baseline,
	CheckIn,
	Description,
	Fact,
	Indicator,
	LifecycleEvent,
	Observation,
	PledgeFacts,
	ReporterOrder,
	Score,
	Step,
	StepPlan,
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
	return { ...fact(), value, period, precision, qualifier: 'exactly', proxy: false, reporter: null, ...over };
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
		review: 'not needed',
		...over
	};
}

/** A step with one description; give it further ones with `stepPlanOf`. */
export function stepOf(
	title: string,
	over: Partial<Fact & StepPlan & Pick<Step, 'type'>> & { done?: IsoDate | [IsoDate, IsoDate] } = {}
): Step {
	const { done, type = 'stage', ...plan } = over;
	const [from, to] = typeof done === 'string' ? [done, null] : (done ?? [null, null]);
	const first = stepPlanOf(title, plan);
	return {
		id: `step ${first.id}`,
		type,
		plans: [first],
		done: from === null ? [] : [{ ...fact(), from, to, place: null, undone: false }]
	};
}

/** How a step is described. */
export function stepPlanOf(title: string, over: Partial<Fact & StepPlan> = {}): Fact & StepPlan {
	return {
		...fact(),
		position: 0,
		title,
		weight: null,
		due: null,
		duePrecision: 'day',
		dropped: false,
		...over
	};
}

export function checkOf(checkedOn: IsoDate, over: Partial<CheckIn> = {}): CheckIn {
	return {
		...fact(),
		checkedOn,
		evidenceOn: null,
		outcome: 'no_change',
		made: null,
		review: 'not needed',
		...over
	};
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

const DESCRIPTION: Description = {
	title: 'A pledge',
	kind: 'level',
	strength: 'agreed',
	mode: 'reach',
	path: null,
	checkIntervalDays: 180,
	activityIntervalDays: 365
};

/** How a pledge is described. */
export function descriptionOf(over: Partial<Fact & Description> = {}): Fact & Description {
	return { ...fact(), ...DESCRIPTION, ...over };
}

/** What is measured. */
export function indicatorOf(over: Partial<Fact & Indicator> = {}): Fact & Indicator {
	return { ...fact(), ...INDICATOR, ...over };
}

/** A saved scoring guideline. */
export function guidelineOf(over: Partial<Fact> = {}): Fact {
	return fact(over);
}

/** What a pledge may be given in short: one description, one indicator, one occasion. */
interface Short extends Partial<Description> {
	occasionOn?: IsoDate;
	indicator?: Partial<Indicator> | null;
	hasGuideline?: boolean;
}

/** A pledge to raise a level, agreed on the last day of 2019 and checked every 180 days. */
export function pledgeOf(over: Partial<PledgeFacts> & Short = {}): PledgeFacts {
	const { occasionOn = '2019-12-31', indicator, hasGuideline = false, ...rest } = over;
	const { title, kind, strength, mode, path, checkIntervalDays, activityIntervalDays, ...facts } = {
		...DESCRIPTION,
		...rest
	};
	return {
		code: 'TEST-01',
		descriptions: [
			descriptionOf({ title, kind, strength, mode, path, checkIntervalDays, activityIntervalDays })
		],
		occasions: [{ ...fact(), heldOn: occasionOn }],
		indicators: indicator === null ? [] : [indicatorOf(indicator)],
		reporterOrders: [],
		baselines: [],
		targets: [],
		trajectory: [],
		observations: [],
		steps: [],
		checkIns: [],
		guidelines: hasGuideline ? [guidelineOf()] : [],
		scores: [],
		lifecycle: [],
		...facts
	};
}
