/** What the "Add" buttons of a form do: plain submit buttons, so that they work before any script has loaded. */
import { USUAL_LADDER } from '#lib/domain/parts.ts';
import { isBlank } from './pledge-rows.ts';
import { ROW_LISTS, type Typed } from './typed.ts';

/** The buttons by the value that they send as `add`: a blank row of a list, the usual ladder, one event per party. */
export const ADDITIONS = [...ROW_LISTS, 'ladder', 'events'] as const;
export type Addition = (typeof ADDITIONS)[number];

type Row = Record<string, string>;

/** Which "Add" button sent the form, if one did. */
export function addedTo(typed: Typed): Addition | null {
	return ADDITIONS.find((addition) => addition === typed.fields.add) ?? null;
}

/** The same text with what the button adds. What is there stays as it was typed; blank rows give way. */
export function withRows(typed: Typed, addition: Addition): Typed {
	const { rows } = typed;
	if (addition === 'ladder') return { ...typed, rows: { ...rows, steps: withLadder(typedRows(rows.steps)) } };
	if (addition === 'events') {
		const names = (rows.parties ?? []).flatMap(({ name = '' }) => name.trim() || []);
		const title = typed.fields.title?.trim() ?? '';
		return { ...typed, rows: { ...rows, steps: withEvents(typedRows(rows.steps), names, title) } };
	}
	return { ...typed, rows: { ...rows, [addition]: [...(rows[addition] ?? []), {}] } };
}

const typedRows = (rows: readonly Row[] = []): Row[] =>
	rows.filter(
		(row) =>
			!isBlank(
				row,
				Object.keys(row).filter((name) => name !== 'id')
			)
	);

const same = (one: string | undefined, other: string) =>
	(one ?? '').trim().toLowerCase() === other.trim().toLowerCase();

/** The rungs of the usual ladder that are not there yet, after those that are. */
function withLadder(steps: Row[]): Row[] {
	const missing = USUAL_LADDER.filter((rung) => !steps.some(({ title }) => same(title, rung)));
	return [...steps, ...missing.map((title) => ({ title }))];
}

/** One row for each party that has none yet; called like the events that are there, or else like the pledge. */
function withEvents(steps: Row[], parties: readonly string[], pledge: string): Row[] {
	const title = steps.find((step) => step.title?.trim())?.title ?? pledge;
	const missing = parties.filter((name) => !steps.some(({ party }) => same(party, name)));
	return [...steps, ...missing.map((party) => ({ title, party }))];
}
