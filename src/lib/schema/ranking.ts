import { LIMITS } from '#lib/domain/limits.ts';
import { moveReporter, MOVES, type Move } from '#lib/domain/ranking.ts';
import { isBlank, prefixed } from './pledge-rows.ts';
import { finish, line, readFields, whole, type Errors, type Read } from './read.ts';
import type { Typed } from './typed.ts';

/** Whose figure counts first, and why. */
export interface RankingInput {
	ranked: string[];
	reason: string;
}

const PLACE = {
	name: line(LIMITS.name, 'Reload the page; this reporter is not known.'),
	place: whole(1, 99, null, 'Write a whole number: 1 for the reporter that comes first.')
};
const REASON = { reason: line(LIMITS.reason, 'Say why they are believed in this order.') };

/** The form with one reporter moved, where a button asks for that; null where none does. */
export function movedIn({ fields, rows }: Typed): Typed | null {
	const [, move, name] = /^(\w+) ([^]+)$/.exec(fields.move ?? '') ?? [];
	if (!MOVES.some((known) => known === move) || name === undefined) return null;
	const reporters = (rows.reporters ?? []).map(({ name: own = '', place = '' }) => ({
		name: own,
		place: /^\d{1,3}$/.test(place.trim()) ? Number(place) : null
	}));
	const moved = moveReporter(reporters, name, move as Move);
	return {
		fields,
		rows: { ...rows, reporters: moved.map((one) => ({ name: one.name, place: String(one.place ?? '') })) }
	};
}

/** The reporters in the order of the places that were typed beside them; one without a place is not ranked. */
export function readRanking({ fields, rows }: Typed): Read<RankingInput> {
	const errors: Errors = {};
	const placed: { name: string; place: number }[] = [];
	const reporters = rows.reporters ?? [];
	for (const [at, row] of reporters.entries()) {
		if (isBlank(row, ['place'])) continue;
		const prefix = `reporters.${at}.`;
		const { all } = readFields(PLACE, prefixed(row, prefix), errors, prefix);
		if (all?.place == null) continue;
		const { name, place } = all;
		const twice = placed.find((one) => one.place === place);
		if (twice)
			errors[`${prefix}place`] ??= `${twice.name} has place ${place} already; give every one its own.`;
		placed.push({ name, place });
	}
	if (reporters.every((row) => isBlank(row, ['place']))) {
		errors['reporters.0.place'] ??= 'Put at least the reporter that comes first into the order.';
	}
	if (placed.length > LIMITS.reporters) {
		errors['reporters.0.place'] ??= `Rank at most ${LIMITS.reporters} reporters.`;
	}
	const { all } = readFields(REASON, fields, errors);
	placed.sort((one, other) => one.place - other.place);
	return finish(all && { ranked: placed.map(({ name }) => name), reason: all.reason }, errors);
}
