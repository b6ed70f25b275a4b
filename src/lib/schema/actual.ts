import * as v from 'valibot';
import { daysIn, period, type IsoDate, type Period } from '#lib/domain/calendar.ts';
import type { ActualInput } from '#lib/domain/commands.ts';
import { OBSERVATION_STATES, type Aggregation } from '#lib/domain/commitment.ts';
import { isDomainError } from '#lib/domain/errors.ts';
import { unitsFor } from '#lib/domain/units.ts';
import { LIMITS } from '#lib/domain/limits.ts';
import { FIGURE_QUALIFIERS } from '#lib/domain/parts.ts';
import { formatPeriod } from '#lib/domain/words.ts';
import {
	choiceOr,
	decimal,
	finish,
	line,
	optionalBlock,
	optionalChoice,
	optionalDay,
	optionalId,
	optionalLine,
	optionalPeriod,
	readFields,
	ticked,
	type Errors,
	type Read
} from './read.ts';
import { unquoted } from '#lib/domain/quotation-marks.ts';
import { whyImpossible, type Measured } from './sign.ts';
import { readSource } from './source.ts';

const ACTUAL = {
	value: decimal('Write the figure, such as 1250.5.'),
	unit: optionalLine(LIMITS.unit),
	qualifier: choiceOr(FIGURE_QUALIFIERS, 'exactly', 'Choose how the figure was said.'),
	reporter: line(LIMITS.name, 'Name who states the figure, such as a statistics office.'),
	state: choiceOr(OBSERVATION_STATES, 'final', 'Choose provisional, final or revised.'),
	partial: optionalChoice(['yes', 'no'], 'Choose whether the period is whole.'),
	derived: optionalLine(LIMITS.derived),
	locator: optionalLine(LIMITS.locator),
	quote: v.pipe(
		optionalBlock(LIMITS.quote),
		v.transform((text) => (text && unquoted(text)) || null)
	),
	note: optionalBlock(LIMITS.note),
	reason: optionalLine(LIMITS.reason),
	revises: optionalId('Reload the page; the figure to correct is not known.'),
	confirmed: ticked
};

const PERIOD = { period: optionalPeriod, period_start: optionalDay, period_end: optionalDay };

/** A figure to record, and whether an unusually large correction was confirmed. */
export interface ActualRead {
	actual: ActualInput;
	confirmed: boolean;
}

/**
 * Reads an actual for an indicator. Its period is one text (`period`) or two days (`period_start`, `period_end`).
 * A figure that was derived is provisional, whatever was chosen; a part of a year of a yearly flow is `partial`
 * unless the form says otherwise. A figure needs a source.
 * @param indicator id null: the headline indicator
 * @param options.old figures of a table may be older than that rule
 */
export function readActual(
	fields: Record<string, string>,
	indicator: Measured & { id: number | null },
	today: IsoDate,
	options: { old: boolean } = { old: false }
): Read<ActualRead> {
	const errors: Errors = {};
	const { some, all } = readFields(ACTUAL, fields, errors);
	const span = readSpan(fields, errors);
	const source = readSource(fields, errors, {
		ask: options.old ? null : 'Say where this figure stands.',
		today
	});
	if (span && indicator.aggregation === 'annual_flow' && daysIn(span) > 366) {
		errors.period ??=
			'A figure of a yearly flow covers one year or a part of one. Record each year by itself.';
	}
	if (span && span.end > today) errors.period ??= periodAhead(span);
	const impossible = some.value && whyImpossible(some.value, indicator);
	if (impossible) errors.value ??= impossible;
	if (some.unit && !unitsFor(indicator.unit).some(({ code }) => code === some.unit)) {
		errors.unit ??= `Choose a unit that can be kept in ${indicator.unit}.`;
	}
	if (some.revises && some.reason === null) errors.reason ??= 'Say why the figure is corrected.';
	if (!all || !span) return { ok: false, errors };
	const actual: ActualInput = {
		indicator: indicator.id,
		reporter: all.reporter,
		period: span,
		value: all.value,
		unit: all.unit ?? indicator.unit,
		qualifier: all.qualifier,
		state: all.derived === null ? all.state : 'provisional',
		partial: all.partial === null ? isPartOfYear(indicator.aggregation, span) : all.partial === 'yes',
		derived: all.derived,
		source,
		locator: all.locator,
		quote: all.quote,
		note: all.note,
		revises: all.revises,
		reason: all.revises === null ? null : all.reason
	};
	return finish({ actual, confirmed: all.confirmed }, errors);
}

/** What to say of a period that still runs. */
export function periodAhead(span: Period): string {
	return `${formatPeriod(span)} has not ended yet. Record the part that has passed, as a part of the period.`;
}

/** Whether a period is only a part of the year that a yearly flow is counted over. */
export function isPartOfYear(aggregation: Aggregation, span: Period): boolean {
	return aggregation === 'annual_flow' && daysIn(span) < 365;
}

function readSpan(fields: Record<string, string>, errors: Errors): Period | null {
	const { all } = readFields(PERIOD, fields, errors);
	if (!all) return null;
	if (all.period) return all.period;
	const { period_start: start, period_end: end } = all;
	if (!start && !end) {
		errors.period ??= 'Say which period the figure is for, such as 2025 or 2025-Q3.';
		return null;
	}
	if (!start) errors.period_start ??= 'Write the first day of the period.';
	if (!end) errors.period_end ??= 'Write the last day of the period.';
	if (!start || !end) return null;
	try {
		return period(start, end);
	} catch (error) {
		if (!isDomainError(error)) throw error;
		errors.period_end ??= error.message;
		return null;
	}
}
