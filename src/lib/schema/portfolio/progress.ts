/** What happened to a pledge: steps, checks, scores, its end, and what people say of it. */
import * as v from 'valibot';
import { CHECK_OUTCOMES, LIFECYCLE_STATES } from '#lib/domain/commitment.ts';
import { LIMITS } from '#lib/domain/limits.ts';
import { VERDICTS } from '#lib/domain/status.ts';
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
	text,
	whole
} from './fields.ts';

const STEP_FIELDS = {
	title: text(LIMITS.title, 'What has to be done or held.'),
	party: maybe(text(LIMITS.name, 'The party that does it or holds it.')),
	weight: maybe(number('Share of the whole; all steps have one, adding up to 1, or none has.')),
	due_on: maybe(partialDate('When it is due.')),
	due_source: maybe(source('Where this day stands.')),
	dropped: flag('It was taken away from the plan.'),
	reason,
	...FACT
};

export const CHECK_IN = v.strictObject({
	checked_on: maybe(date('When somebody looked. Left out: the day of the evidence.')),
	evidence_on: maybe(date('The day of the evidence that was seen; null where nothing was found.')),
	outcome: oneOf(CHECK_OUTCOMES, 'Whether there was anything new.'),
	source: maybe(source('What was looked at.')),
	text: maybe(lines(LIMITS.note, 'What was found.')),
	...FACT
});

/** The check that a record was made with; one that stands by itself is among the checks of its pledge. */
export const OWN_CHECK = maybe(
	v.pipe(CHECK_IN, v.description('The check that it was recorded with, which stands and falls with it.'))
);

const RECORD_FIELDS = {
	place: maybe(text(LIMITS.place, 'Where it was.')),
	source: maybe(source('The evidence.')),
	note: maybe(lines(LIMITS.note, 'A remark.'))
};

/** What a record of the past says beside its days. */
const FORMER_RECORD_FIELDS = {
	...RECORD_FIELDS,
	undone: flag('The correction says that it was not done after all.'),
	reason,
	check: OWN_CHECK,
	...FACT
};

/** The record of a step that stands, beside the description of the step itself. */
const STANDING_RECORD_FIELDS = {
	...RECORD_FIELDS,
	done_reason: reason,
	done_known_on: FACT.known_on,
	done_recorded_on: FACT.recorded_on,
	done_recorded_by: FACT.recorded_by,
	done_check: OWN_CHECK
};

const FORMER_STEPS = many(v.strictObject(STEP_FIELDS), 'Earlier versions of the step, the first one first.');
const FORMER_DONE =
	'Records that were replaced, the first one first; where the last one says “undone”, the step is open again.';

const DONE_ON = date('The day on which it was done, or began.');
const DONE_TO = maybe(date('Its last day, where it took several.'));
export const MILESTONE = v.strictObject({
	...STEP_FIELDS,
	done_on: maybe(DONE_ON),
	done_to: DONE_TO,
	...STANDING_RECORD_FIELDS,
	former: FORMER_STEPS,
	former_done: many(
		v.strictObject({ done_on: DONE_ON, done_to: DONE_TO, ...FORMER_RECORD_FIELDS }),
		FORMER_DONE
	)
});

const HELD_FROM = date('The day on which it was held, or its first.');
const HELD_TO = maybe(date('Its last day, where it took several.'));
export const EVENT = v.strictObject({
	...STEP_FIELDS,
	held_from: maybe(HELD_FROM),
	held_to: HELD_TO,
	...STANDING_RECORD_FIELDS,
	former: FORMER_STEPS,
	former_done: many(
		v.strictObject({ held_from: HELD_FROM, held_to: HELD_TO, ...FORMER_RECORD_FIELDS }),
		FORMER_DONE
	)
});

export const RESTATEMENT = v.strictObject({
	source: source('Where it was said again.'),
	said_on: maybe(date('When it was said.')),
	text: lines(LIMITS.quote, 'The words, such as a horizon.'),
	note: maybe(lines(LIMITS.note, 'A remark.')),
	...FACT
});

export const CLOSING = v.strictObject({
	state: oneOf(LIFECYCLE_STATES, 'How the pledge ended, or that it was reopened.'),
	on: date('When it happened.'),
	reason: text(LIMITS.reason, 'Why.'),
	source: maybe(source('Where it stands.')),
	...FACT
});

export const GUIDELINE = v.strictObject({
	text: lines(LIMITS.guideline, 'What earns which score, written before scoring.'),
	reason,
	...RECORDED
});

const SCORE_FIELDS = {
	value: whole(-1, 1, 'Score: −1, 0 or 1.'),
	on: date('The day of the score.'),
	source: maybe(source('The evidence.')),
	rationale: lines(LIMITS.rationale, 'Why, in the words of the guideline.'),
	guideline: maybe(
		whole(
			1,
			10_000,
			'Number of the guideline that was scored by, former ones first. Left out: the one that stands.'
		)
	),
	...FACT
};

export const SCORE = v.strictObject({
	reader: text(LIMITS.name, 'Who gives the score.'),
	...SCORE_FIELDS,
	former: many(v.strictObject(SCORE_FIELDS), 'The reader’s scores that were replaced, the first one first.')
});

export const VERDICT = v.strictObject({
	given_on: date('The day of the verdict.'),
	value: oneOf(VERDICTS, 'What the manager makes of the pledge.'),
	rationale: lines(LIMITS.rationale, 'Why.'),
	source: maybe(source('The evidence; a verdict has some.')),
	...RECORDED
});

export const COMMENT = v.strictObject({ text: lines(LIMITS.comment, 'The comment.'), ...RECORDED });
