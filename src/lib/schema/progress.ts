/** What is recorded beside figures: steps done, checks, scores, and the end of a pledge. */
import type { IsoDate } from '#lib/domain/calendar.ts';
import type {
	CheckInInput,
	LifecycleInput,
	ScoreInput,
	StepDoneInput,
	StepUndoneInput
} from '#lib/domain/commands.ts';
import { CHECK_OUTCOMES, LIFECYCLE_STATES } from '#lib/domain/commitment.ts';
import { LIMITS } from '#lib/domain/limits.ts';
import {
	block,
	choice,
	day,
	finish,
	line,
	optionalBlock,
	optionalDay,
	optionalId,
	optionalLine,
	readFields,
	type Errors,
	type Read
} from './read.ts';
import { readSource } from './source.ts';

type Fields = Record<string, string>;

/** What to say beside a day that has not come yet; the same here and where it is written. */
export const AHEAD = {
	step: 'This day lies ahead; record a step once it is done.',
	check: 'The day of the check lies ahead; it can be today at the latest.',
	score: 'The day of the score lies ahead; it can be today at the latest.',
	closing: 'This day lies ahead; record the closing once it has happened.',
	verdict: 'The day of the verdict lies ahead; it can be today at the latest.'
};
export const EVIDENCE_AFTER_CHECK = 'The evidence is dated after the check; correct one of the two days.';

const STEP = optionalId('Choose a step of this pledge.');

const STEP_DONE = {
	step: STEP,
	done_from: day('Write the day on which it was done or began.'),
	done_to: optionalDay,
	place: optionalLine(LIMITS.place),
	note: optionalBlock(LIMITS.note),
	reason: optionalLine(LIMITS.reason)
};

const STEP_EVIDENCE = 'Name the evidence: the source that says it was done. Without one it stays open.';
const WHY_CORRECTED = 'Say why it is corrected; the reason stays beside the former record.';

/** What a form about a step asks for: a record of it, or that it was not done after all. */
export type StepCommand = ({ undone: false } & StepDoneInput) | ({ undone: true } & StepUndoneInput);

/** A step that was done, with its evidence, or the correction of such a record, with its reason. */
export function readStep(fields: Fields, today: IsoDate): Read<StepCommand> {
	if (fields.correction === 'undone') return readStepUndone(fields, today);
	const read = readStepDone(fields, today);
	if (fields.correction !== 'done' || (fields.reason ?? '').trim() !== '') {
		return read.ok ? { ok: true, value: { undone: false, ...read.value } } : read;
	}
	return { ok: false, errors: { reason: WHY_CORRECTED, ...(read.ok ? {} : read.errors) } };
}

const UNDONE = { step: STEP, reason: line(LIMITS.reason, WHY_CORRECTED) };

function readStepUndone(fields: Fields, today: IsoDate): Read<StepCommand> {
	const errors: Errors = {};
	const { some, all } = readFields(UNDONE, fields, errors);
	// The evidence that it was done, with which the form began, says nothing of its not being done.
	const begun = fields.source !== undefined && fields.source === fields.source_suggested;
	const given = begun ? { ...fields, source: '' } : fields;
	const source = readSource(given, errors, { ask: null, today });
	if (some.step === null) errors.step ??= 'Choose a step of this pledge.';
	if (!all || all.step === null) return { ok: false, errors };
	return finish({ undone: true as const, step: all.step, reason: all.reason, source }, errors);
}

/** A stage reached or an event held. */
export function readStepDone(fields: Fields, today: IsoDate): Read<StepDoneInput> {
	const errors: Errors = {};
	const { some, all } = readFields(STEP_DONE, fields, errors);
	const source = readSource(fields, errors, { ask: STEP_EVIDENCE, today });
	if (some.step === null) errors.step ??= 'Choose a step of this pledge.';
	if (some.done_from && some.done_to && some.done_to < some.done_from) {
		errors.done_to ??= 'The last day lies before the first; correct one of the two.';
	}
	if (some.done_from && some.done_from > today) errors.done_from ??= AHEAD.step;
	else if (some.done_to && some.done_to > today) errors.done_to ??= AHEAD.step;
	if (!all || all.step === null) return { ok: false, errors };
	const { step, done_from: from, done_to: to, place, note, reason } = all;
	return finish({ step, from, to, place, source, note, reason }, errors);
}

const CHECK = {
	outcome: choice(CHECK_OUTCOMES, 'Say whether there was anything new.'),
	checked_on: day('Write the day of the check.'),
	evidence_on: optionalDay,
	text: optionalBlock(LIMITS.note)
};

/** What stands for a check that found nothing and about which nothing was written. */
export const NOTHING_NEW = 'Nothing new was found.';

/**
 * A look at a source, and whether there was anything to see. Of what was found a few words are needed; that nothing was
 * found says itself.
 */
export function readCheckIn(fields: Fields, today: IsoDate): Read<CheckInInput> {
	const errors: Errors = {};
	const { some, all } = readFields(CHECK, fields, errors);
	const source = readSource(fields, errors, { ask: 'Say which source was looked at.', today });
	if (some.outcome === 'activity' && some.evidence_on === null) {
		errors.evidence_on ??= 'Write the day of the evidence: when it happened or was published.';
	}
	if (some.outcome === 'no_change' && some.evidence_on) {
		errors.evidence_on ??=
			'Nothing new was found, so there is no day of evidence: clear it, or choose “something new”.';
	}
	if (some.outcome === 'activity' && some.text === null) {
		errors.text ??= 'Say in a few words what was found.';
	}
	if (some.checked_on && some.checked_on > today) errors.checked_on ??= AHEAD.check;
	if (some.checked_on && some.evidence_on && some.evidence_on > some.checked_on) {
		errors.evidence_on ??= EVIDENCE_AFTER_CHECK;
	}
	return finish(
		all && {
			checkedOn: all.checked_on,
			evidenceOn: all.evidence_on,
			outcome: all.outcome,
			source,
			text: all.text ?? NOTHING_NEW
		},
		errors
	);
}

const SCORES = ['-1', '0', '1'] as const;
const SCORE_VALUES = { '-1': -1, '0': 0, '1': 1 } as const;

const SCORE = {
	value: choice(SCORES, 'Choose a score.'),
	reader: line(LIMITS.name, 'Name the reader who gives the score.'),
	on: day('Write the day of the score.'),
	rationale: block(LIMITS.rationale, 'Say why, in the words of the guideline.')
};

/** A reader's score against the guideline. */
export function readScore(fields: Fields, today: IsoDate): Read<ScoreInput> {
	const errors: Errors = {};
	const { some, all } = readFields(SCORE, fields, errors);
	const source = readSource(fields, errors, { ask: null, today });
	if (some.on && some.on > today) errors.on ??= AHEAD.score;
	return finish(
		all && {
			reader: all.reader,
			value: SCORE_VALUES[all.value],
			on: all.on,
			source,
			rationale: all.rationale
		},
		errors
	);
}

const CLOSING = {
	state: choice(LIFECYCLE_STATES, 'Choose what happened to the pledge.'),
	on: day('Write the day on which it happened.'),
	reason: line(LIMITS.reason, 'Say why.')
};

/** The end of a pledge, or its reopening. */
export function readClosing(fields: Fields, today: IsoDate): Read<LifecycleInput> {
	const errors: Errors = {};
	const { some, all } = readFields(CLOSING, fields, errors);
	const source = readSource(fields, errors, { ask: null, today });
	if (some.on && some.on > today) errors.on ??= AHEAD.closing;
	return finish(all && { state: all.state, on: all.on, reason: all.reason, source }, errors);
}
