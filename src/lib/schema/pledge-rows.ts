import type { IsoDate } from '#lib/domain/calendar.ts';
import type { StepInput } from '#lib/domain/commands.ts';
import { PARTY_ROLES, type Kind, type PartyRole } from '#lib/domain/commitment.ts';
import { addDecimals, compareDecimals, type Decimal } from '#lib/domain/quantity.ts';
import { LIMITS } from '#lib/domain/limits.ts';
import { needs } from '#lib/domain/parts.ts';
import {
	choiceOr,
	line,
	optionalDecimal,
	optionalId,
	optionalLine,
	optionalPartial,
	readFields,
	type Errors
} from './read.ts';
import { readSource } from './source.ts';

type Rows = readonly Record<string, string>[];

/** Whether nothing was typed into these fields of a row. */
export function isBlank(row: Record<string, string>, names: readonly string[]): boolean {
	return names.every((name) => (row[name] ?? '').trim() === '');
}

const PARTY = {
	name: line(LIMITS.name, 'Name the party, such as Kazakhstan.'),
	role: choiceOr(PARTY_ROLES, 'joint', 'Choose a role.')
};

/** Who pledged what to whom; blank rows are passed over. */
export function readParties(rows: Rows, errors: Errors): { name: string; role: PartyRole }[] {
	const parties: { name: string; role: PartyRole }[] = [];
	for (const [at, row] of rows.entries()) {
		if (isBlank(row, ['name'])) continue;
		const { all } = readFields(PARTY, prefixed(row, `parties.${at}.`), errors, `parties.${at}.`);
		if (!all) continue;
		const twice = parties.some(({ name }) => name.toLowerCase() === all.name.toLowerCase());
		if (twice) errors[`parties.${at}.name`] = `${all.name} is listed already; clear one of the two rows.`;
		parties.push(all);
	}
	if (parties.length === 0 && !rows.some((row) => !isBlank(row, ['name']))) {
		errors['parties.0.name'] ??= 'Name at least one party.';
	}
	if (parties.length > LIMITS.parties) errors.parties = `Use at most ${LIMITS.parties} parties.`;
	return parties;
}

const STEP = {
	id: optionalId('Reload the page; this step is not known.'),
	title: line(LIMITS.title, 'Give this row a title, or clear the whole row to take it away.'),
	party: optionalLine(LIMITS.name),
	weight: optionalDecimal,
	due: optionalPartial
};

/** Who says when a step is due: a known source, or a new one. */
const DUE_SOURCE = ['', '_title', '_publisher', '_url', '_date', '_language'].map(
	(end) => `due_source${end}`
);
const EVENT_TEXT = ['title', 'party'];
const STEP_TEXT = [...EVENT_TEXT, 'weight', 'due', ...DUE_SOURCE];

/** The stages or events of the kinds that have them; a cleared row is taken away. `today` as for `readSource`. */
export function readSteps(kind: Kind, rows: Rows, errors: Errors, today: IsoDate): StepInput[] {
	const type = needs(kind, 'stages') ? 'stage' : needs(kind, 'events') ? 'event' : null;
	if (type === null) return [];
	const text = type === 'stage' ? STEP_TEXT : EVENT_TEXT;
	const steps: StepInput[] = [];
	const weights: [at: number, weight: Decimal | null][] = [];
	for (const [at, row] of rows.entries()) {
		if (isBlank(row, text)) continue;
		const prefix = `steps.${at}.`;
		const read = Object.fromEntries(['id', ...text].map((name) => [name, row[name] ?? '']));
		const fields = prefixed(read, prefix);
		const { all } = readFields(STEP, fields, errors, prefix);
		const dueSource = readSource(fields, errors, { prefix: `${prefix}due_`, ask: null, today });
		if (!all) continue;
		if (all.weight !== null && compareDecimals(all.weight, '0') <= 0) {
			errors[`${prefix}weight`] = 'A weight is more than 0; leave all weights empty for equal ones.';
		}
		weights.push([at, all.weight]);
		steps.push({
			id: all.id,
			type,
			title: all.title,
			party: all.party,
			weight: all.weight,
			due: all.due?.end ?? null,
			duePrecision: all.due?.precision ?? 'day',
			dueSource
		});
	}
	if (steps.length > LIMITS.steps) errors.steps = `Use at most ${LIMITS.steps} rows.`;
	checkWeights(weights, errors);
	return steps;
}

/** All or none, and one in all (progress.md, "milestones"). */
function checkWeights(weights: readonly [number, Decimal | null][], errors: Errors): void {
	const given = weights.flatMap(([, weight]) => (weight === null ? [] : [weight]));
	if (given.length === 0) return;
	const without = weights.find(([, weight]) => weight === null);
	if (without) {
		errors[`steps.${without[0]}.weight`] ??=
			'Give every row a weight, or none: without weights all count the same.';
		return;
	}
	const sum = given.reduce(addDecimals, '0');
	const [last] = weights.at(-1) ?? [0];
	if (compareDecimals(sum, '1') !== 0) {
		errors[`steps.${last}.weight`] ??= `The weights add up to ${sum}; they must add up to 1.`;
	}
}

export function prefixed(row: Record<string, string>, prefix: string): Record<string, string> {
	return Object.fromEntries(Object.entries(row).map(([name, text]) => [prefix + name, text]));
}
