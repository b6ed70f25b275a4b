import type { IsoDate } from '#lib/domain/calendar.ts';
import type { BaselineInput, IndicatorInput, TargetInput } from '#lib/domain/commands.ts';
import { QUALIFIERS, TARGET_STANDINGS, type Kind, type Path } from '#lib/domain/commitment.ts';
import { compareDecimals, shareOf, type Decimal } from '#lib/domain/quantity.ts';
import { LIMITS } from '#lib/domain/limits.ts';
import { needs, type Part } from '#lib/domain/parts.ts';
import { isBlank, prefixed } from './pledge-rows.ts';
import {
	choiceOr,
	optionalDecimal,
	optionalLine,
	optionalPartial,
	readFields,
	ticked,
	whole,
	type Errors
} from './read.ts';
import { whyImpossible } from './sign.ts';
import { readSource } from './source.ts';
import type { Typed } from './typed.ts';

const TARGET = {
	target_value: optionalDecimal,
	events_required: whole(1, 999, null, 'Write a whole number of events, such as 2.'),
	target_low: optionalDecimal,
	target_high: optionalDecimal,
	target_unit: optionalLine(LIMITS.unit),
	target_qualifier: choiceOr(QUALIFIERS, 'exactly', 'Choose how the target was said.'),
	start: optionalPartial,
	deadline: optionalPartial,
	window_start: optionalPartial,
	window_end: optionalPartial,
	deadline_assumed: ticked,
	target_standing: choiceOr(TARGET_STANDINGS, 'stated', 'Choose where the target comes from.'),
	tolerance: optionalDecimal,
	grace_days: whole(0, LIMITS.days, null, `Write a whole number of days from 0 to ${LIMITS.days}.`)
};

/** Which part of the description each field belongs to; a field of a part that the kind lacks is not read. */
const PART_OF: Partial<Record<keyof typeof TARGET, Part>> = {
	target_value: 'value',
	events_required: 'number of events',
	target_low: 'band',
	target_high: 'band',
	target_unit: 'measure',
	target_qualifier: 'value',
	start: 'start',
	deadline: 'deadline',
	deadline_assumed: 'deadline',
	window_start: 'window',
	window_end: 'window',
	tolerance: 'measure',
	grace_days: 'measure'
};

interface Beside {
	indicator: IndicatorInput | null;
	baseline: BaselineInput | null;
	path: Path | null;
	today: IsoDate;
}

/** The target: a value, a band, or only dates. Null where the source names none of them. */
export function readTarget(kind: Kind, typed: Typed, errors: Errors, beside: Beside): TargetInput | null {
	if (!needs(kind, 'value', 'band', 'deadline', 'window')) return null;
	const fields = onlyNeeded(kind, typed.fields);
	const { some, all } = readFields(TARGET, fields, errors);
	const source = readSource(typed.fields, errors, { prefix: 'target_', ask: null, today: beside.today });
	const inWindow = needs(kind, 'window');
	const [startField, dueField] = inWindow
		? (['window_start', 'window_end'] as const)
		: (['start', 'deadline'] as const);
	const start = some[startField]?.start ?? null;
	const due = some[dueField] ?? null;
	if (start && due && due.end < start) {
		errors[dueField] ??= 'This lies before the start; correct one of the two.';
	}
	const { target_value: value, target_low: low, target_high: high } = some;
	checkSigns({ target_value: value, target_low: low, target_high: high }, beside.indicator, errors);
	if (low && high && compareDecimals(low, high) > 0) {
		errors.target_high ??= 'The upper end is below the lower one; swap them.';
	}
	if (some.deadline_assumed && !due) {
		errors[dueField] ??= 'Write the deadline that you assume, or clear the tick.';
	}
	if (
		some.tolerance &&
		(compareDecimals(some.tolerance, '0') < 0 || compareDecimals(some.tolerance, '50') > 0)
	) {
		errors.tolerance ??= 'Write a tolerance from 0 to 50 per cent.';
	}
	checkPath(beside.path, beside.baseline?.value, value, errors);
	const plan = needs(kind, 'plan')
		? readPlan(typed.rows.plan ?? [], errors, { ...beside, due: due?.end ?? null })
		: [];
	if (!all) return null;
	const events = all.events_required === null ? null : String(all.events_required);
	const said = [value, events, low, high, start, due].some((part) => part != null) || plan.length > 0;
	if (!said) {
		if (source) errors.target_source ??= 'Write the target that this source names, or clear the source.';
		return null;
	}
	return {
		value: all.target_value ?? events,
		low: all.target_low,
		high: all.target_high,
		unit: beside.indicator && (all.target_unit ?? beside.indicator.unit),
		qualifier: all.target_qualifier,
		per: kind === 'annual_rate' ? 'year' : null,
		start,
		due: due?.end ?? null,
		duePrecision: due?.precision ?? 'day',
		standing: all.target_standing,
		assumedDue: all.deadline_assumed,
		tolerance: all.tolerance === null ? null : shareOf(all.tolerance, '100'),
		graceDays: all.grace_days,
		source,
		plan
	};
}

function onlyNeeded(kind: Kind, fields: Record<string, string>): Record<string, string> {
	const wanted = Object.keys(TARGET).filter((name) => {
		const part = PART_OF[name as keyof typeof TARGET];
		return part === undefined || needs(kind, part);
	});
	return Object.fromEntries(wanted.map((name) => [name, fields[name] ?? '']));
}

function checkSigns(
	values: Record<string, Decimal | null | undefined>,
	indicator: IndicatorInput | null,
	errors: Errors
): void {
	for (const [name, value] of Object.entries(values)) {
		const impossible = value && indicator && whyImpossible(value, indicator);
		if (impossible) errors[name] ??= impossible;
	}
}

/** Constant growth exists only between values of one sign (progress.md, "Edge cases"). */
function checkPath(
	path: Path | null,
	baseline: Decimal | null | undefined,
	target: Decimal | null | undefined,
	errors: Errors
): void {
	if (path !== 'geometric') return;
	const signs = [baseline, target]
		.filter((value) => value != null)
		.map((value) => compareDecimals(value, '0'));
	if (signs.includes(0) || new Set(signs).size > 1) {
		errors.path ??=
			'Constant growth exists only when baseline and target are both above zero or both below. Choose the straight path.';
	}
}

const POINT = { on: optionalPartial, value: optionalDecimal };

/** Planned interim values in the order of their days. */
function readPlan(
	rows: readonly Record<string, string>[],
	errors: Errors,
	beside: Beside & { due: IsoDate | null }
): TargetInput['plan'] {
	const plan: TargetInput['plan'] = [];
	for (const [at, row] of rows.entries()) {
		if (isBlank(row, ['on', 'value'])) continue;
		const prefix = `plan.${at}.`;
		const { all } = readFields(POINT, prefixed(row, prefix), errors, prefix);
		if (!all) continue;
		if (all.on === null) errors[`${prefix}on`] ??= 'Say by when this value is planned.';
		if (all.value === null) errors[`${prefix}value`] ??= 'Write the value planned for this day.';
		if (all.on === null || all.value === null) continue;
		const on = all.on.end;
		if (beside.due && on > beside.due)
			errors[`${prefix}on`] ??= 'This lies after the deadline; correct one of the two.';
		if (beside.baseline && on <= beside.baseline.period.end) {
			errors[`${prefix}on`] ??= 'This does not lie after the baseline; correct one of the two.';
		}
		if (plan.some((point) => point.on === on)) {
			errors[`${prefix}on`] ??= 'There are two planned values for this day; clear one of the two rows.';
		}
		checkSigns({ [`${prefix}value`]: all.value }, beside.indicator, errors);
		plan.push({ on, value: all.value });
	}
	if (plan.length > LIMITS.plan) errors.plan = `Use at most ${LIMITS.plan} planned values.`;
	return plan.sort((one, other) => (one.on < other.on ? -1 : 1));
}
