/** What is measured: indicators, baselines, targets, whose figure counts, actuals. */
import * as v from 'valibot';
import { AGGREGATIONS, DIRECTIONS, OBSERVATION_STATES, QUALIFIERS } from '#lib/domain/commitment.ts';
import { LIMITS } from '#lib/domain/limits.ts';
import { FIGURE_QUALIFIERS } from '#lib/domain/parts.ts';
import {
	date,
	FACT,
	flag,
	lines,
	many,
	maybe,
	number,
	oneOf,
	partialDate,
	reason,
	RECORDED,
	source,
	span,
	text,
	whole
} from './fields.ts';
import { OWN_CHECK } from './progress.ts';

const unit = maybe(
	text(LIMITS.unit, 'Unit in which the value is written, such as “million USD”. Left out: the indicator’s.')
);
const qualifier = maybe(oneOf(FIGURE_QUALIFIERS, 'How the figure was said. Left out: exactly.'));

export const INDICATOR = v.strictObject({
	title: text(LIMITS.title, 'What is measured.'),
	unit: text(LIMITS.unit, 'Unit in which figures are kept, such as USD, bcm or items.'),
	aggregation: oneOf(AGGREGATIONS, 'How the figures of several periods combine.'),
	direction: oneOf(DIRECTIONS, 'Whether more or less is better.'),
	limit: maybe(number('Natural limit of the measure in its unit, such as 100 for a share in per cent.')),
	basis: maybe(text(LIMITS.basis, 'What exactly the figures count, such as constant prices.')),
	reason,
	...RECORDED
});

export const BASELINE = v.strictObject({
	value: number('The value before the pledge, in “unit”.'),
	unit,
	period: span('The period it was measured over.'),
	qualifier,
	proxy: flag('A first figure that stands in for a missing baseline.'),
	reporter: maybe(text(LIMITS.name, 'Who states it.')),
	source: maybe(source('Where it stands.')),
	reason,
	...FACT
});

const POINT = v.strictObject({
	on: date('Planned for the end of this day.'),
	value: number('Planned value, in the unit of the target.')
});

export const TARGET = v.strictObject({
	value: maybe(number('The value to reach, in “unit”; of events, how many have to be held.')),
	low: maybe(number('Lower end of a band, in “unit”.')),
	high: maybe(number('Upper end of a band, in “unit”.')),
	unit,
	qualifier: maybe(oneOf(QUALIFIERS, 'How it was said. Left out: exactly.')),
	per: maybe(oneOf(['year'], 'The value is for each year.')),
	start: maybe(date('First day on which it can be fulfilled.')),
	deadline: maybe(partialDate('Last day, inclusive; null where none was stated.')),
	interpretation: flag('The analyst read it into the words; the source does not state it.'),
	assumption: flag('It is an assumption of the analyst.'),
	assumed_deadline: flag('Only the deadline is assumed.'),
	tolerance: maybe(number('Tolerance as a share of the target, such as 0.05 for five per cent.')),
	grace_days: maybe(whole(0, LIMITS.days, 'Days after the deadline to wait for its final figure.')),
	plan: many(POINT, 'Planned interim values.'),
	source: maybe(source('Where it stands.')),
	reason,
	...FACT
});

/** First and last day of a pledge whose events lie in a window. */
export const WINDOW = v.strictObject({
	start: maybe(date('First day, inclusive.')),
	end: maybe(partialDate('Last day, inclusive.'))
});

const ranked = v.pipe(
	v.array(text(LIMITS.name, 'Name of a reporter.')),
	v.minLength(1, 'Name at least one reporter.')
);
const RANKING = v.strictObject({
	ranked: v.pipe(ranked, v.description('Reporters, the one that is believed first at the head.')),
	reason: text(LIMITS.reason, 'Why in this order.'),
	...RECORDED
});

const REVIEW = v.strictObject({
	state: oneOf(
		['waiting', 'approved', 'returned'],
		'Whether a manager has decided. Only an approved figure counts; one without a review needs none.'
	),
	note: maybe(lines(LIMITS.note, 'What the manager wrote.')),
	...RECORDED
});

const WITHDRAWN = v.strictObject({
	reason: text(LIMITS.reason, 'Why.'),
	...RECORDED
});

const FIGURE_FIELDS = {
	period_start: date('First day of the period.'),
	period_end: date('Last day of the period.'),
	value: number('The figure as it was entered, in “unit”.'),
	unit,
	qualifier,
	state: oneOf(OBSERVATION_STATES, 'Provisional, final or revised; a derived figure is provisional.'),
	partial: flag(
		'Covers only a part of the period that the indicator is counted over. Left out: worked out from the days.'
	),
	derived: maybe(text(LIMITS.derived, 'How it was derived from another published figure.')),
	source: maybe(source('Where it stands.')),
	locator: maybe(text(LIMITS.locator, 'Where in the source, such as “table 2, page 14”.')),
	quote: maybe(lines(LIMITS.quote, 'The words of the source.')),
	note: maybe(lines(LIMITS.note, 'A remark.')),
	reason,
	review: maybe(v.pipe(REVIEW, v.description('Review of this figure.'))),
	withdrawn: maybe(
		v.pipe(
			WITHDRAWN,
			v.description('That its author took it back, before it counted or after it was returned.')
		)
	),
	check: OWN_CHECK,
	...FACT
};

const FIGURE = v.strictObject(FIGURE_FIELDS);
export const ACTUAL = v.strictObject({
	...FIGURE_FIELDS,
	reporter: text(LIMITS.name, 'Who states the figure.'),
	former: many(FIGURE, 'The figures that it replaced, the first one first; of the same reporter.')
});

/** What belongs to one indicator; the headline one’s stands beside the pledge itself. */
export const MEASURE_FIELDS = {
	indicator: maybe(INDICATOR),
	former_indicators: many(INDICATOR, 'Earlier versions of the indicator, the first one first.'),
	baseline: maybe(BASELINE),
	former_baselines: many(BASELINE, 'Baselines that were replaced, the first one first.'),
	reporter_order: maybe(
		v.pipe(ranked, v.description('Ranking of reporters, the one that is believed first at the head.'))
	),
	reporter_order_reason: maybe(text(LIMITS.reason, 'Why they are ranked in this order.')),
	reporter_order_recorded_on: RECORDED.recorded_on,
	reporter_order_recorded_by: RECORDED.recorded_by,
	former_rankings: many(RANKING, 'Rankings that were replaced, the first one first.'),
	actuals: many(ACTUAL, 'Figures that stand, each with those that it replaced.')
};

export const MEASURE = v.strictObject({ ...MEASURE_FIELDS, indicator: INDICATOR });
