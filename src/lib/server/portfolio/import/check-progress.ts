import type { IsoDate } from '#lib/domain/calendar.ts';
import type { LifecycleInput } from '#lib/domain/commands.ts';
import { compareDecimals } from '#lib/domain/quantity.ts';
import { readClosing, readScore, readStepDone, AHEAD, EVIDENCE_AFTER_CHECK } from '#lib/schema/progress.ts';
import type { FilePledge } from '#lib/schema/portfolio/file.ts';
import { beforeOccasion } from '../../pledges/before-occasion.ts';
import { CLOSED_EARLY, refuseClosing } from '../../pledges/close-pledge.ts';
import { keeps, refuse, refuseAs, type Checking } from './checking.ts';
import { stepsOf, type PlacedStep } from './described.ts';
import { recordsOf } from './records.ts';

/** Checks what happened to a pledge as its forms would, and in its order. `at`: the pledge's path. */
export function checkProgress(check: Checking, pledge: FilePledge, at: string): void {
	checkSteps(check, pledge, at);
	checkCheckIns(check, pledge, at);
	checkScores(check, pledge, at);
	checkClosings(check, pledge, at);
	for (const [n, verdict] of readable(check, pledge.verdicts, `${at}.verdicts`)) {
		refuseAhead(check, verdict.given_on, `${at}.verdicts[${n}].given_on`, 'This day lies ahead.');
	}
}

/** The items of a list that could be read, with their places in it. */
function* readable<T>(check: Checking, items: T[], at: string): Generator<[number, T]> {
	if (!Array.isArray(items)) return;
	for (const [n, item] of items.entries()) if (check.ok(`${at}[${n}]`)) yield [n, item];
}

function refuseAhead({ errors, today }: Checking, day: IsoDate | null, at: string, sentence: string): void {
	if (day !== null && day > today) refuse(errors, at, sentence);
}

function refuseEarly(check: Checking, pledge: FilePledge, day: IsoDate, at: string): void {
	const made = check.madeOn.get(pledge);
	const early = made && beforeOccasion(made, day, { code: 'checked_before_occasion', field: 'on' });
	if (early) refuse(check.errors, at, early.message);
}

function checkSteps(check: Checking, pledge: FilePledge, at: string): void {
	if (!check.ok(`${at}.milestones`) || !check.ok(`${at}.events`)) return;
	for (const { step, type, place } of stepsOf(pledge)) {
		for (const [n, version] of [...step.former, step].entries()) {
			if (version.weight === null || compareDecimals(version.weight, '0') > 0) continue;
			const within = n < step.former.length ? `${place}.former[${n}]` : place;
			refuse(
				check.errors,
				`${at}.${within}.weight`,
				'A weight is more than 0; leave all weights out for equal ones.'
			);
		}
		refuseUndone(check, step, `${at}.${place}`);
		for (const record of recordsOf(step)) {
			const fields = {
				...{ step: '1', done_from: record.from, done_to: record.to ?? '' },
				...{ place: record.place ?? '', note: record.note ?? '' }
			};
			const read = readStepDone(fields, check.today);
			const names = type === 'stage' ? ['done_on', 'done_to'] : ['held_from', 'held_to'];
			const within = `${at}.${place}${record.at === null ? '' : `.former_done[${record.at}]`}`;
			if (!read.ok) {
				refuseAs(check.errors, read.errors, (field) => {
					return `${within}.${{ done_from: names[0], done_to: names[1] }[field] ?? field}`;
				});
			}
		}
	}
}

/** What is said of a record of a step that has none would be lost without a word. */
function refuseUndone({ errors }: Checking, step: PlacedStep['step'], at: string): void {
	const [from, to] = 'done_on' in step ? [step.done_on, 'done_to'] : [step.held_from, 'held_to'];
	if (from !== null) return;
	const said = step as unknown as Record<string, unknown>;
	for (const name of [to, 'place', 'source', 'note', 'done_reason', 'done_known_on', 'done_recorded_on']) {
		if (said[name] === null) continue;
		refuse(
			errors,
			`${at}.${name}`,
			'The step is open; write the day on which it was done, or leave this out.'
		);
	}
}

function checkCheckIns(check: Checking, pledge: FilePledge, at: string): void {
	for (const [n, { checked_on, evidence_on, outcome, text }] of readable(
		check,
		pledge.check_ins,
		`${at}.check_ins`
	)) {
		const place = `${at}.check_ins[${n}]`;
		const on = checked_on ?? evidence_on;
		if (on === null) {
			refuse(check.errors, `${place}.checked_on`, 'Write the day of the check.');
			continue;
		}
		const field = `${place}.${checked_on === null ? 'evidence_on' : 'checked_on'}`;
		refuseAhead(check, on, field, AHEAD.check);
		refuseEarly(check, pledge, on, field);
		if (evidence_on !== null && evidence_on > on) {
			refuse(check.errors, `${place}.evidence_on`, EVIDENCE_AFTER_CHECK);
		}
		if (outcome === 'activity' && evidence_on === null) {
			refuse(
				check.errors,
				`${place}.evidence_on`,
				'Write the day of the evidence: when it happened or was published.'
			);
		}
		if (outcome === 'activity' && text === null) {
			refuse(check.errors, `${place}.text`, 'Say in a few words what was found.');
		}
	}
}

function checkScores(check: Checking, pledge: FilePledge, at: string): void {
	const { errors } = check;
	if (!check.ok(`${at}.guideline`) || !check.ok(`${at}.former_guidelines`)) return;
	const guidelines = pledge.former_guidelines.length + (pledge.guideline ? 1 : 0);
	if (!pledge.guideline && guidelines > 0) {
		refuse(errors, `${at}.former_guidelines`, 'A guideline that was replaced needs the one that stands.');
	}
	const readers = new Set<string>();
	for (const [n, score] of readable(check, pledge.scores, `${at}.scores`)) {
		const place = `${at}.scores[${n}]`;
		const reader = score.reader.toLowerCase();
		if (readers.has(reader)) {
			refuse(
				errors,
				`${place}.reader`,
				'This reader has a score already; write one with those that it replaced.'
			);
		}
		readers.add(reader);
		const chain = [
			...score.former.map((one, at) => ({ one, within: `${place}.former[${at}]` })),
			{ one: score, within: place }
		];
		for (const { one, within } of chain) {
			const fields = { reader: score.reader, value: String(one.value), on: one.on, rationale: one.rationale };
			const read = readScore(fields, check.today);
			if (!read.ok) refuseAs(errors, read.errors, (field) => `${within}.${field}`);
			refuseEarly(check, pledge, one.on, `${within}.on`);
			if (guidelines === 0) {
				refuse(errors, within, 'This pledge has no scoring guideline; a score is given by one.');
			} else if (one.guideline !== null && one.guideline > guidelines) {
				refuse(errors, `${within}.guideline`, `There are only ${guidelines} guidelines.`);
			}
		}
	}
}

function checkClosings(check: Checking, pledge: FilePledge, at: string): void {
	let last: Pick<LifecycleInput, 'state' | 'on'> | undefined;
	for (const [n, closing] of readable(check, pledge.closings, `${at}.closings`)) {
		const place = `${at}.closings[${n}]`;
		const read = readClosing({ state: closing.state, on: closing.on, reason: closing.reason }, check.today);
		if (!read.ok) refuseAs(check.errors, read.errors, (field) => `${place}.${field}`);
		const made = check.madeOn.get(pledge);
		const early = made && beforeOccasion(made, closing.on, CLOSED_EARLY);
		if (early) refuse(check.errors, `${place}.on`, early.message);
		if (keeps(check.errors, place, () => refuseClosing(last, closing))) last = closing;
	}
}
