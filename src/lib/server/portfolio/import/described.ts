/** A pledge of a file in the shape in which its form describes it; sources by their number in the file. */
import { precisionOf, type PartialDate } from '#lib/domain/calendar.ts';
import type { PledgeInput, SourceInput, StepInput, TargetInput } from '#lib/domain/commands.ts';
import { isMeasured } from '#lib/domain/commitment.ts';
import { ACTIVITY_DAYS, CHECK_DAYS } from '#lib/domain/limits.ts';
import type {
	FileBaseline,
	FileEvent,
	FileMilestone,
	FilePledge,
	FileTarget
} from '#lib/schema/portfolio/file.ts';

/** The source that a name of the file stands for. */
export type SourceOf = (id: string | null) => SourceInput | null;

/** What a form would describe; what stands, without what it replaced. */
export function describedAs(pledge: FilePledge, sourceOf: SourceOf): PledgeInput {
	const { indicator, baseline } = pledge;
	const unit = isMeasured(pledge.kind) ? (indicator?.unit ?? null) : null;
	return {
		code: pledge.code,
		occasion: { id: 1 },
		title: pledge.title,
		kind: pledge.kind,
		theme: pledge.theme,
		strength: pledge.strength,
		mode: pledge.mode ?? 'reach',
		path: pledge.path,
		quote: pledge.quote,
		locator: pledge.locator,
		source: sourceOf(pledge.quote_source) ?? { id: 1 },
		reading: pledge.reading,
		// Accounts are looked up where the file is imported.
		owner: null,
		checkDays: pledge.check_interval_days ?? CHECK_DAYS,
		activityDays: pledge.activity_interval_days ?? ACTIVITY_DAYS,
		parties: Object.entries(pledge.parties).map(([name, role]) => ({ name, role })),
		indicator: indicator && {
			title: indicator.title,
			unit: indicator.unit,
			aggregation: indicator.aggregation,
			direction: indicator.direction,
			limit: indicator.limit,
			basis: indicator.basis
		},
		baseline: baseline && indicator ? baselineAs(baseline, indicator.unit, sourceOf) : null,
		target: standingTarget(pledge, unit, sourceOf),
		reporterOrder: pledge.reporter_order && {
			ranked: pledge.reporter_order,
			reason: pledge.reporter_order_reason ?? ''
		},
		steps: standingSteps(pledge).map(({ step, type }) => stepAs(step, type, sourceOf)),
		guideline: pledge.guideline?.text ?? null
	};
}

function baselineAs(baseline: FileBaseline, unit: string, sourceOf: SourceOf): PledgeInput['baseline'] {
	return {
		value: baseline.value,
		unit: baseline.unit ?? unit,
		period: baseline.period,
		precision: precisionOf(baseline.period) ?? 'day',
		qualifier: baseline.qualifier ?? 'exactly',
		proxy: baseline.proxy ?? false,
		reporter: baseline.reporter,
		source: sourceOf(baseline.source)
	};
}

/** The target of a file, with the two days of a window where they are written beside it. */
export function targetAs(
	target: FileTarget | null,
	window: FilePledge['window'],
	unit: string | null,
	sourceOf: SourceOf
): TargetInput {
	const due: PartialDate | null = window?.end ?? target?.deadline ?? null;
	return {
		value: target?.value ?? null,
		low: target?.low ?? null,
		high: target?.high ?? null,
		unit: target?.unit ?? unit,
		qualifier: target?.qualifier ?? 'exactly',
		per: target?.per ?? null,
		start: window?.start ?? target?.start ?? null,
		due: due?.end ?? null,
		duePrecision: due?.precision ?? 'day',
		standing: target?.interpretation ? 'interpretation' : target?.assumption ? 'assumption' : 'stated',
		assumedDue: target?.assumed_deadline ?? false,
		tolerance: target?.tolerance == null ? null : Number(target.tolerance),
		graceDays: target?.grace_days ?? null,
		source: sourceOf(target?.source ?? null),
		plan: target?.plan ?? []
	};
}

function standingTarget(pledge: FilePledge, unit: string | null, sourceOf: SourceOf): TargetInput | null {
	const target = targetAs(pledge.target, pledge.window, unit, sourceOf);
	return saysNothing(target) ? null : target;
}

/** Whether it is what an edit leaves behind that takes a target away. */
export function saysNothing({ value, low, high, start, due, plan }: TargetInput): boolean {
	return [value, low, high, start, due].every((part) => part === null) && plan.length === 0;
}

export interface PlacedStep {
	step: FileMilestone | FileEvent;
	type: 'stage' | 'event';
	/** where in the pledge it stands: `milestones[2]` */
	place: string;
}

/** Milestones and events in their order, those that were taken away included. */
export function stepsOf({ milestones, events }: Pick<FilePledge, 'milestones' | 'events'>): PlacedStep[] {
	return [
		...milestones.map((step, at) => ({ step, type: 'stage' as const, place: `milestones[${at}]` })),
		...events.map((step, at) => ({ step, type: 'event' as const, place: `events[${at}]` }))
	];
}

/** The steps of the plan as it stands. */
export function standingSteps(pledge: FilePledge): PlacedStep[] {
	return stepsOf(pledge).filter(({ step }) => !step.dropped);
}

function stepAs(step: PlacedStep['step'], type: StepInput['type'], sourceOf: SourceOf): StepInput {
	return {
		id: null,
		type,
		title: step.title,
		party: step.party,
		weight: step.weight,
		due: step.due_on?.end ?? null,
		duePrecision: step.due_on?.precision ?? 'day',
		dueSource: sourceOf(step.due_source)
	};
}
