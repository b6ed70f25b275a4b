import { partialText } from '#lib/domain/calendar.ts';
import type { PledgeInput, SourceInput, StepInput, TargetInput } from '#lib/domain/commands.ts';
import { multiplyDecimals } from '#lib/domain/quantity.ts';
import { periodText } from './dates.ts';
import { needs } from '#lib/domain/parts.ts';
import type { Typed } from './typed.ts';

type Fields = Record<string, string>;

/** A description as it would be typed into the form: what `readPledge` reads as the same. */
export function typedOfPledge(input: PledgeInput): Typed {
	const { indicator, baseline, reporterOrder } = input;
	const fields: Record<string, string | null | undefined> = {
		code: input.code,
		...occasionText(input),
		title: input.title,
		kind: input.kind,
		theme: input.theme,
		strength: input.strength,
		mode: input.mode,
		path: input.path,
		quote: input.quote,
		locator: input.locator,
		...sourceText(input.source, ''),
		reading: input.reading,
		owner: input.owner,
		check_interval_days: String(input.checkDays),
		activity_interval_days: String(input.activityDays),
		guideline: input.guideline,
		indicator_title: indicator?.title === input.title ? '' : indicator?.title,
		unit: indicator?.unit,
		aggregation: indicator?.aggregation,
		direction: indicator?.direction,
		natural_limit: indicator?.limit,
		basis: indicator?.basis,
		baseline_value: baseline?.value,
		baseline_unit: baseline?.unit === indicator?.unit ? '' : baseline?.unit,
		baseline_date: baseline && periodText(baseline.period),
		baseline_qualifier: baseline?.qualifier,
		baseline_proxy: baseline?.proxy ? 'yes' : '',
		baseline_reporter: baseline?.reporter,
		...sourceText(baseline?.source ?? null, 'baseline_'),
		...(input.target ? targetText(input, input.target) : {}),
		reporters: reporterOrder?.ranked.join('\n'),
		reporters_reason: reporterOrder?.reason
	};
	return {
		fields: Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, text ?? ''])),
		rows: {
			parties: input.parties.map(({ name, role }) => ({ name, role })),
			steps: input.steps.map(stepText),
			plan: (input.target?.plan ?? []).map(({ on, value }) => ({ on: on.replace(/-12-31$/, ''), value }))
		}
	};
}

function occasionText({ occasion }: PledgeInput): Fields {
	if ('id' in occasion) return { occasion: String(occasion.id) };
	return {
		occasion_title: occasion.title,
		occasion_place: occasion.place ?? '',
		occasion_date: occasion.heldOn
	};
}

/** A source as the fields of a form that begin with `prefix`. */
export function sourceText(source: SourceInput | null, prefix: string): Fields {
	if (source === null) return {};
	if ('id' in source) return { [`${prefix}source`]: String(source.id) };
	return {
		[`${prefix}source_title`]: source.title,
		[`${prefix}source_publisher`]: source.publisher ?? '',
		[`${prefix}source_url`]: source.url ?? '',
		[`${prefix}source_date`]: source.publishedOn ?? '',
		[`${prefix}source_language`]: source.language ?? ''
	};
}

function targetText(input: PledgeInput, target: TargetInput): Record<string, string | null> {
	const due = target.due && partialText(target.due, target.duePrecision);
	// No precision is kept for a first day: the year says the same.
	const start = target.start && target.start.replace(/-01-01$/, '');
	const value = needs(input.kind, 'number of events') ? 'events_required' : 'target_value';
	const dates: Record<string, string | null> = needs(input.kind, 'window')
		? { window_start: start, window_end: due }
		: { start, deadline: due };
	return {
		[value]: target.value,
		target_low: target.low,
		target_high: target.high,
		target_unit: target.unit === input.indicator?.unit ? '' : target.unit,
		target_qualifier: target.qualifier,
		...dates,
		deadline_assumed: target.assumedDue ? 'yes' : '',
		target_standing: target.standing,
		tolerance: target.tolerance === null ? '' : multiplyDecimals(String(target.tolerance), '100'),
		grace_days: target.graceDays === null ? '' : String(target.graceDays),
		...sourceText(target.source, 'target_')
	};
}

function stepText(step: StepInput): Fields {
	return {
		id: step.id === null ? '' : String(step.id),
		title: step.title,
		party: step.party ?? '',
		weight: step.weight ?? '',
		due: step.due === null ? '' : partialText(step.due, step.duePrecision),
		due_source: '',
		...sourceText(step.dueSource, 'due_')
	};
}
