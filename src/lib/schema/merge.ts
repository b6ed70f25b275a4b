import { ROW_LISTS, type Typed } from './typed.ts';

/** What says one thing in a form, where two states of it differ: a field, fields that belong together, a list of rows. */
export interface Difference {
	/** of the field, of what the fields say together, or of the list */
	name: string;
	/** the fields in which the two differ; of a list its name */
	fields: string[];
}

export interface Merged {
	/** the form: what was typed, and what others changed where nothing was typed */
	typed: Typed;
	/** changed here and elsewhere; the form holds what was typed */
	conflicts: Difference[];
	/** changed only elsewhere; the form holds what stands now */
	taken: Difference[];
}

/**
 * Brings what one person typed together with what another saved meanwhile. Where only the other changed something,
 * theirs is taken over; where both did, what was typed is kept and named.
 * @param mine what was typed, as it was read
 * @param opened null when it is not known: then everything that differs counts as changed by both
 */
export function mergeTyped(typed: Typed, opened: Typed | null, mine: Typed, theirs: Typed): Merged {
	const merged: Merged = { typed, conflicts: [], taken: [] };
	const names = new Set([...Object.keys(theirs.fields), ...Object.keys(mine.fields)]);
	for (const [name, group] of [
		...Map.groupBy(names, groupOf),
		...ROW_LISTS.map((list) => [list, [list]] as const)
	]) {
		const differ = (one: Typed, other: Typed) =>
			group.filter((field) => textOf(one, field) !== textOf(other, field));
		const fields = differ(mine, theirs);
		if (fields.length === 0 || (opened && differ(theirs, opened).length === 0)) continue;
		if (!opened || differ(mine, opened).length > 0) merged.conflicts.push({ name, fields });
		else {
			merged.taken.push({ name, fields });
			merged.typed = withTheirs(merged.typed, theirs, [name]);
		}
	}
	return merged;
}

/** What was typed, with what somebody else saved in place of it where that is to be kept. */
export function withTheirs(typed: Typed, theirs: Typed, names: readonly string[]): Typed {
	const [fields, rows] = [{ ...typed.fields }, { ...typed.rows }];
	for (const name of new Set([...Object.keys(fields), ...Object.keys(theirs.fields)])) {
		if (names.includes(groupOf(name))) fields[name] = theirs.fields[name] ?? '';
	}
	for (const list of ROW_LISTS) if (names.includes(list)) rows[list] = theirs.rows[list] ?? [];
	return { fields, rows };
}

/** What a form that came back asked about, and what was answered; null while it was not. */
export interface Choice {
	name: string;
	keep: 'mine' | 'theirs' | null;
}

/** The answers that came with a form whose page had shown conflicts. */
export function choicesIn({ rows }: Typed): Choice[] {
	return (rows.conflict ?? []).flatMap(({ name, keep }) =>
		name ? [{ name, keep: keep === 'mine' || keep === 'theirs' ? keep : null }] : []
	);
}

/** Fields that say one thing together: a figure is not taken over without its unit, nor the other way round. */
const TOGETHER: [RegExp, string][] = [
	[/^(unit|events_required|target_(value|low|high|unit|qualifier))$/, 'target'],
	[/^baseline_(value|unit|date|qualifier|proxy)$/, 'baseline'],
	[/^(start|deadline|window_start|window_end|deadline_assumed)$/, 'dates'],
	[/^reporters/, 'reporters'],
	[/^source/, 'source'],
	[/^target_source/, 'target_source'],
	[/^baseline_source/, 'baseline_source']
];
const groupOf = (name: string) => TOGETHER.find(([fields]) => fields.test(name))?.[1] ?? name;

/** The text of a field, or of a list with a line for each row, so that it can be compared. */
function textOf({ fields, rows }: Typed, name: string): string {
	const list = (ROW_LISTS as readonly string[]).includes(name) ? (rows[name] ?? []) : null;
	return list ? list.map(lineOf).filter(Boolean).join('\n') : tidy(fields[name] ?? '');
}

const tidy = (text: string) => text.replace(/\r\n?/g, '\n').trim();

const lineOf = (row: Record<string, string>) =>
	Object.entries(row)
		.filter(([name, text]) => name !== 'id' && text)
		.map(([name, text]) => `${name} ${tidy(text)}`)
		.join('\n');
