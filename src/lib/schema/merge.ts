import * as v from 'valibot';
import { ROW_LISTS, type Typed } from './typed.ts';

/** One field, or one list of rows, of which two texts are to be compared; a list as one line a row. */
export interface Difference {
	name: string;
	/** what stands now */
	theirs: string;
	/** what the form held */
	mine: string;
}

export interface Merged {
	/** the form: what was typed, and what others changed where nothing was typed */
	typed: Typed;
	/** changed here and elsewhere; the form holds what was typed */
	conflicts: Difference[];
	/** changed only elsewhere; the form holds what stands now */
	taken: Difference[];
}

const snapshot = v.object({
	fields: v.record(v.string(), v.string()),
	rows: v.record(v.string(), v.array(v.record(v.string(), v.string())))
});

/** What a form says that it was opened with. Anybody can write it: it is compared with, never stored. */
export function openedWith(typed: Typed): Typed | null {
	try {
		const read = v.safeParse(snapshot, JSON.parse(typed.fields.opened ?? ''));
		return read.success ? read.output : null;
	} catch {
		return null;
	}
}

/**
 * Brings what one person typed together with what another saved meanwhile. Where only the other changed something,
 * theirs is taken over; where both did, what was typed is kept and named.
 * @param mine what was typed, as it was read
 * @param opened null when it is not known: then everything that differs counts as changed by both
 */
export function mergeTyped(typed: Typed, opened: Typed | null, mine: Typed, theirs: Typed): Merged {
	const merged: Merged = {
		typed: { fields: { ...typed.fields }, rows: { ...typed.rows } },
		conflicts: [],
		taken: []
	};
	const names = [...new Set([...Object.keys(theirs.fields), ...Object.keys(mine.fields)])];
	const text = (from: Typed, name: string) => tidy(from.fields[name] ?? '');
	const changedHere = new Set(
		names.filter((name) => !opened || text(mine, name) !== text(opened, name)).map(groupOf)
	);
	for (const name of names) {
		const difference = { name, theirs: text(theirs, name), mine: text(mine, name) };
		if (difference.theirs === difference.mine) continue;
		if (opened && difference.theirs === text(opened, name)) continue;
		if (changedHere.has(groupOf(name))) merged.conflicts.push(difference);
		else {
			merged.taken.push(difference);
			merged.typed.fields[name] = theirs.fields[name] ?? '';
		}
	}
	for (const name of ROW_LISTS) {
		const lines = (from: Typed) => linesOf(from.rows[name]);
		const difference = { name, theirs: lines(theirs), mine: lines(mine) };
		if (difference.theirs === difference.mine || (opened && difference.theirs === lines(opened))) continue;
		if (!opened || difference.mine !== lines(opened)) merged.conflicts.push(difference);
		else {
			merged.taken.push(difference);
			merged.typed.rows[name] = theirs.rows[name] ?? [];
		}
	}
	return merged;
}

/** Fields that say one thing together: a figure is not taken over without its unit, nor the other way round. */
const TOGETHER: [RegExp, string][] = [
	[/^target_(value|low|high|unit|qualifier)$/, 'target'],
	[/^baseline_(value|unit|date|qualifier|proxy)$/, 'baseline'],
	[/^(start|deadline|window_start|window_end|deadline_assumed)$/, 'dates'],
	[/^reporters/, 'reporters'],
	[/^source/, 'source'],
	[/^target_source/, 'target_source'],
	[/^baseline_source/, 'baseline_source']
];
const groupOf = (name: string) => TOGETHER.find(([fields]) => fields.test(name))?.[1] ?? name;

const tidy = (text: string) => text.replace(/\r\n?/g, '\n').trim();

function linesOf(rows: readonly Record<string, string>[] = []): string {
	return rows
		.map((row) =>
			Object.entries(row)
				.filter(([name, text]) => name !== 'id' && text)
				.map(([name, text]) => (name === 'due_source' ? `due by source ${text}` : text))
				.join(', ')
		)
		.join('\n');
}
