import * as v from 'valibot';
import { KINDS, MODES, PARTY_ROLES, PATHS, STRENGTHS } from '#lib/domain/commitment.ts';
import { ACTIVITY_DAYS, CHECK_DAYS, LIMITS } from '#lib/domain/limits.ts';
import { FACT, lines, many, maybe, oneOf, reason, source, text, whole } from './fields.ts';
import { ACTUAL, MEASURE, MEASURE_FIELDS, TARGET, WINDOW } from './measure.ts';
import {
	CHECK_IN,
	CLOSING,
	COMMENT,
	EVENT,
	GUIDELINE,
	MILESTONE,
	RESTATEMENT,
	SCORE,
	VERDICT
} from './progress.ts';

const DESCRIPTION_FIELDS = {
	title: text(LIMITS.title, 'Who does what.'),
	kind: oneOf(KINDS, 'What shape the pledge has; decides by which rule it is judged.'),
	theme: text(LIMITS.theme, 'Theme, such as trade.'),
	strength: oneOf(STRENGTHS, 'How firmly it was said; only the first two count in headline totals.'),
	quote: lines(LIMITS.quote, 'The words of the source.'),
	quote_source: source('Where these words stand.'),
	locator: maybe(text(LIMITS.locator, 'Where in the source.')),
	reading: lines(LIMITS.reading, 'What is measured and what counts as done, in the analyst’s words.'),
	parties: v.pipe(
		v.record(text(LIMITS.name, 'Name of a party.'), v.picklist(PARTY_ROLES)),
		v.description('Each party by its name, with its role in the pledge.')
	),
	mode: maybe(oneOf(MODES, 'Whether reaching the target once is enough. Left out: reach.')),
	path: maybe(oneOf(PATHS, 'The way there, where the analyst fixed it.')),
	check_interval_days: maybe(
		whole(
			1,
			LIMITS.days,
			`Days after which a pledge that nobody checked reads unverified. Left out: ${CHECK_DAYS}.`
		)
	),
	activity_interval_days: maybe(
		whole(1, LIMITS.days, `Days within which a continuing pledge needs evidence. Left out: ${ACTIVITY_DAYS}.`)
	),
	owner: v.optional(
		v.nullable(
			text(
				LIMITS.name,
				'E-mail of the analyst who looks after it; kept by this name where it has no account. Null: nobody. Left out: the one who imports the file.'
			)
		)
	),
	reason,
	...FACT
};

export const DESCRIPTION = v.strictObject(DESCRIPTION_FIELDS);

export const PLEDGE = v.strictObject({
	code: text(LIMITS.code, 'Public code, such as KZ-TM-2022-01; no other pledge has it.'),
	occasion: maybe(text(LIMITS.name, 'The id of one of “occasions”; left out in a file with one “occasion”.')),
	...DESCRIPTION_FIELDS,
	former_descriptions: many(DESCRIPTION, 'Earlier versions of the description, the first one first.'),
	...MEASURE_FIELDS,
	target: maybe(TARGET),
	window: maybe(
		v.pipe(
			WINDOW,
			v.description('The window in which events have to be held; instead of the days of the target.')
		)
	),
	former_targets: many(TARGET, 'The ledger of targets: those that were replaced, the first one first.'),
	supporting: many(MEASURE, 'Indicators that say something about the pledge but never enter its assessment.'),
	related: many(
		ACTUAL,
		'Short for supporting indicators with one figure each; an export writes “supporting”.'
	),
	milestones: many(MILESTONE, 'Stages of a project, in their order.'),
	events: many(EVENT, 'Events to be held by a party, in their order.'),
	guideline: maybe(v.pipe(GUIDELINE, v.description('The scoring guideline that stands.'))),
	former_guidelines: many(GUIDELINE, 'Guidelines that were replaced, the first one first.'),
	scores: many(SCORE, 'Each reader’s score that stands.'),
	check_ins: many(CHECK_IN, 'Every look at the sources.'),
	restatements: many(RESTATEMENT, 'Times at which the pledge was said again.'),
	closings: many(CLOSING, 'How it ended and was reopened, the first one first.'),
	verdicts: many(VERDICT, 'What managers made of it, the first one first; the last one stands.'),
	comments: many(COMMENT, 'Comments, the first one first.')
});
