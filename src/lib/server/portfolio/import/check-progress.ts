import type { IsoDate } from '#lib/domain/calendar.ts';
import type { LifecycleInput } from '#lib/domain/commands.ts';
import type { FilePledge } from '#lib/schema/portfolio/file.ts';
import { readClosing, readScore } from '#lib/schema/progress.ts';
import { readVerdict } from '#lib/schema/verdict.ts';
import { refuseBefore } from '../../pledges/before-occasion.ts';
import { refuseClosing } from '../../pledges/close-pledge.ts';
import { refuseEarlierVerdict } from '../../pledges/give-verdict.ts';
import { checkCheckIn } from './check-check-in.ts';
import { checkSteps } from './check-steps.ts';
import { keeps, refuse, refuseAs, type Checking } from './checking.ts';

/** Checks what happened to a pledge as its forms would, and in its order. `at`: the pledge's path. */
export function checkProgress(check: Checking, pledge: FilePledge, at: string): void {
	checkSteps(check, pledge, at);
	checkCheckIns(check, pledge, at);
	checkScores(check, pledge, at);
	checkClosings(check, pledge, at);
	checkVerdicts(check, pledge, at);
}

/** The items of a list that could be read, with their places in it. */
function* readable<T>(check: Checking, items: T[], at: string): Generator<[number, T]> {
	if (!Array.isArray(items)) return;
	for (const [n, item] of items.entries()) if (check.ok(`${at}[${n}]`)) yield [n, item];
}

function refuseEarly(check: Checking, pledge: FilePledge, day: IsoDate, at: string): void {
	const made = check.madeOn.get(pledge);
	const refusal = { code: 'checked_before_occasion', field: 'on' } as const;
	if (made) keeps(check.errors, at, () => refuseBefore(made, day, refusal));
}

function checkCheckIns(check: Checking, pledge: FilePledge, at: string): void {
	for (const [n, one] of readable(check, pledge.check_ins, `${at}.check_ins`)) {
		const place = `${at}.check_ins[${n}]`;
		const day = checkCheckIn(check, one, place);
		if (day) refuseEarly(check, pledge, day.on, day.place);
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
		refuseEarly(check, pledge, closing.on, `${place}.on`);
		if (keeps(check.errors, place, () => refuseClosing(last, closing))) last = closing;
	}
}

function checkVerdicts(check: Checking, pledge: FilePledge, at: string): void {
	let last: IsoDate | undefined;
	for (const [n, verdict] of readable(check, pledge.verdicts, `${at}.verdicts`)) {
		const place = `${at}.verdicts[${n}]`;
		const { value, given_on: on, rationale } = verdict;
		const source = verdict.source === null ? '' : '1';
		const read = readVerdict({ value, on, rationale, source }, check.today);
		const name = (field: string) => `${place}.${field === 'on' ? 'given_on' : field}`;
		if (!read.ok) refuseAs(check.errors, read.errors, name);
		refuseEarly(check, pledge, on, `${place}.given_on`);
		if (keeps(check.errors, `${place}.given_on`, () => refuseEarlierVerdict(last, on))) last = on;
	}
}
