import * as v from 'valibot';
import { precisionOf, type IsoDate } from '#lib/domain/calendar.ts';
import type { BaselineInput, IndicatorInput, PledgeInput } from '#lib/domain/commands.ts';
import { AGGREGATIONS, DIRECTIONS, type Kind } from '#lib/domain/commitment.ts';
import { compareDecimals } from '#lib/domain/quantity.ts';
import { LIMITS } from '#lib/domain/limits.ts';
import { FIGURE_QUALIFIERS, AGGREGATION_OF, LEVEL_AGGREGATIONS, needs } from '#lib/domain/parts.ts';
import {
	choiceOr,
	line,
	optionalDecimal,
	optionalLine,
	optionalPeriod,
	readFields,
	ticked,
	tidy,
	type Errors
} from './read.ts';
import { whyImpossible } from './sign.ts';
import { readSource } from './source.ts';

const INDICATOR = {
	indicator_title: optionalLine(LIMITS.title),
	unit: line(LIMITS.unit, 'Write the unit, such as USD, bcm or items.'),
	aggregation: choiceOr(AGGREGATIONS, 'level', 'Choose how the figures are taken.'),
	direction: choiceOr(DIRECTIONS, 'increase', 'Choose “increase” or “decrease”.'),
	natural_limit: v.pipe(
		optionalDecimal,
		v.check(
			(limit) => limit === null || compareDecimals(limit, '0') > 0,
			'A natural limit is more than 0, such as 100 for a share in per cent.'
		)
	),
	basis: optionalLine(LIMITS.basis)
};

/** What is measured; null for kinds that are not. Without a title of its own it is called what the pledge is called. */
export function readIndicator(
	kind: Kind,
	fields: Record<string, string>,
	errors: Errors,
	pledgeTitle: string
): IndicatorInput | null {
	if (!needs(kind, 'measure')) return null;
	const fixed = AGGREGATION_OF[kind];
	const { all } = readFields(INDICATOR, fixed ? { ...fields, aggregation: fixed } : fields, errors);
	if (!all) return null;
	if (!fixed && !(LEVEL_AGGREGATIONS as readonly string[]).includes(all.aggregation)) {
		errors.aggregation =
			'Choose a state at a moment or a flow over a year; other sums are kinds of their own.';
	}
	return {
		title: all.indicator_title ?? pledgeTitle,
		unit: all.unit,
		aggregation: all.aggregation,
		direction: all.direction,
		limit: all.natural_limit,
		basis: all.basis
	};
}

/** A supporting indicator, which no kind asks for: a title, a unit, and how its figures are taken. */
export function readSupportingIndicator(
	fields: Record<string, string>,
	errors: Errors
): IndicatorInput | null {
	const { all } = readFields(INDICATOR, fields, errors);
	if (!all) return null;
	if (all.indicator_title === null) {
		errors.indicator_title ??= 'Say what the supporting figure measures.';
		return null;
	}
	return {
		title: all.indicator_title,
		unit: all.unit,
		aggregation: all.aggregation,
		direction: all.direction,
		limit: all.natural_limit,
		basis: all.basis
	};
}

const BASELINE = {
	baseline_value: optionalDecimal,
	baseline_unit: optionalLine(LIMITS.unit),
	baseline_date: optionalPeriod,
	baseline_qualifier: choiceOr(FIGURE_QUALIFIERS, 'exactly', 'Choose how the figure was said.'),
	baseline_proxy: ticked,
	baseline_reporter: optionalLine(LIMITS.name)
};

/** The value before the pledge; null where none is known, or while it cannot be said what is measured. */
export function readBaseline(
	fields: Record<string, string>,
	errors: Errors,
	indicator: IndicatorInput | null,
	today: IsoDate
): BaselineInput | null {
	const { some, all } = readFields(BASELINE, fields, errors);
	const source = readSource(fields, errors, { prefix: 'baseline_', ask: null, today });
	const { baseline_value: value, baseline_date: span } = some;
	if (span && span.end > today) {
		errors.baseline_date ??= 'This lies ahead; a baseline is a figure from before the pledge.';
	}
	if (value) {
		const impossible = indicator && whyImpossible(value, indicator);
		if (impossible) errors.baseline_value ??= impossible;
		if (span === null) errors.baseline_date ??= 'Say which period this figure is for, such as 2021.';
	}
	if (!all || !value || !span || !indicator) {
		const begun = span || source || all?.baseline_reporter || all?.baseline_proxy;
		if (value === null && begun) {
			errors.baseline_value ??= 'Write the figure, or clear the other baseline fields: it may stay unknown.';
		}
		return null;
	}
	return {
		value,
		unit: all.baseline_unit ?? indicator.unit,
		period: span,
		precision: precisionOf(span) ?? 'day',
		qualifier: all.baseline_qualifier,
		proxy: all.baseline_proxy,
		reporter: all.baseline_reporter,
		source
	};
}

/** Who is believed first: one name a line. Null where nobody is ranked. */
export function readReporterOrder(
	fields: Record<string, string>,
	errors: Errors
): PledgeInput['reporterOrder'] {
	const ranked = (fields.reporters ?? '')
		.split(/\r\n?|\n/)
		.map(tidy)
		.filter(Boolean);
	const { all } = readFields({ reporters_reason: optionalLine(LIMITS.reason) }, fields, errors);
	if (ranked.length === 0) {
		if (all?.reporters_reason) errors.reporters ??= 'Name the reporters, one a line, or clear the reason.';
		return null;
	}
	if (ranked.length > LIMITS.reporters) errors.reporters ??= `Use at most ${LIMITS.reporters} reporters.`;
	for (const name of ranked) {
		const result = v.safeParse(line(LIMITS.name, ''), name);
		if (!result.success) errors.reporters ??= `“${name.slice(0, 40)}”: ${result.issues[0].message}`;
	}
	const names = ranked.map((name) => name.normalize('NFC'));
	const twice = names.find(
		(name, at) => names.findIndex((other) => other.toLowerCase() === name.toLowerCase()) < at
	);
	if (twice) errors.reporters ??= `${twice} is listed twice; take one line away.`;
	if (all && all.reporters_reason === null) {
		errors.reporters_reason ??= 'Say why they are believed in this order.';
	}
	return { ranked: names, reason: all?.reporters_reason ?? '' };
}
