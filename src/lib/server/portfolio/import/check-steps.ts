import { compareDecimals } from '#lib/domain/quantity.ts';
import type { FilePledge } from '#lib/schema/portfolio/file.ts';
import { readStep, readStepDone } from '#lib/schema/progress.ts';
import type { Errors } from '#lib/schema/read.ts';
import { checkCheckIn } from './check-check-in.ts';
import { refuse, refuseAs, type Checking } from './checking.ts';
import { stepsOf, type PlacedStep } from './described.ts';
import { recordsOf, type DoneRecord } from './records.ts';

/** Checks the steps of a pledge and every record of their being done. What stands of the plan is checked with the description. */
export function checkSteps(check: Checking, pledge: FilePledge, at: string): void {
	if (!check.ok(`${at}.milestones`) || !check.ok(`${at}.events`)) return;
	for (const placed of stepsOf(pledge)) {
		checkWeights(check, placed, at);
		checkOpen(check, placed.step, `${at}.${placed.place}`);
		let before: DoneRecord | undefined;
		for (const record of recordsOf(placed.step)) {
			checkRecord(check, record, before, placed, `${at}.${placed.place}`);
			before = record;
		}
	}
}

/** The weights that do not stand any more: of those that do, a form asks that they add up. */
function checkWeights({ errors }: Checking, { step, place }: PlacedStep, at: string): void {
	for (const [n, { weight }] of [...step.former, step].entries()) {
		if (weight === null || compareDecimals(weight, '0') > 0) continue;
		const within = n < step.former.length ? `${place}.former[${n}]` : place;
		const sentence = 'A weight is more than 0; leave all weights out for equal ones.';
		refuse(errors, `${at}.${within}.weight`, sentence);
	}
}

/** What is said of the record of a step that has none would be lost without a word. */
function checkOpen({ errors }: Checking, step: PlacedStep['step'], at: string): void {
	const [from, to] = 'done_on' in step ? [step.done_on, 'done_to'] : [step.held_from, 'held_to'];
	if (from !== null) return;
	const said = step as unknown as Record<string, unknown>;
	for (const name of [
		to,
		'place',
		'source',
		'note',
		'done_reason',
		'done_known_on',
		'done_recorded_on',
		'done_check'
	]) {
		if (said[name] === null) continue;
		const sentence = 'The step is open; write the day on which it was done, or leave this out.';
		refuse(errors, `${at}.${name}`, sentence);
	}
}

function checkRecord(
	check: Checking,
	record: DoneRecord,
	before: DoneRecord | undefined,
	{ type }: PlacedStep,
	at: string
): void {
	const { errors, today } = check;
	const place = record.at === null ? at : `${at}.former_done[${record.at}]`;
	if (record.check)
		checkCheckIn(check, record.check, `${place}.${record.at === null ? 'done_check' : 'check'}`);
	const corrects = before !== undefined && !before.undone;
	if (record.undone && !corrects) {
		refuse(errors, `${place}.undone`, 'The step was not recorded as done, so there is nothing to undo.');
	}
	const fields = {
		...{ step: '1', done_from: record.from, done_to: record.to ?? '', place: record.place ?? '' },
		// A record may be older than the rule that asks for its evidence.
		...{ note: record.note ?? '', reason: record.reason ?? '', source: '1' },
		correction: record.undone ? 'undone' : corrects ? 'done' : ''
	};
	const found: Errors = {};
	for (const read of [readStep(fields, today), readStepDone(fields, today)]) {
		if (!read.ok) Object.assign(found, read.errors);
	}
	const names: Record<string, string> = {
		...(type === 'stage' ? { done_from: 'done_on' } : { done_from: 'held_from', done_to: 'held_to' }),
		...(record.at === null && { reason: 'done_reason' })
	};
	refuseAs(errors, found, (field) => `${place}.${names[field] ?? field}`);
}
