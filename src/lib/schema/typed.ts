/** What was typed, as it was typed: the text of every field, and the text of rows such as `steps.0.title`. */
export interface Typed {
	fields: Record<string, string>;
	rows: Record<string, Record<string, string>[]>;
}

/** More rows of one kind than this are not read; every form refuses fewer, with a sentence. */
const MOST_ROWS = 250;
const ROW_FIELD = /^([a-z_]+)\.(\d{1,4})\.([a-z_]+)$/;

/**
 * The text of a submitted form. Rows are numbered anew in the order of their numbers; a field that comes twice counts
 * once, the first time; a file is no text and is left out.
 */
export function typedOf(form: FormData): Typed {
	const fields: Record<string, string> = Object.create(null);
	const rows = new Map<string, Map<number, Record<string, string>>>();
	for (const [name, value] of form) {
		if (typeof value !== 'string') continue;
		const [, list, number, field] = ROW_FIELD.exec(name) ?? [];
		if (list === undefined || number === undefined || field === undefined) {
			fields[name] ??= value;
			continue;
		}
		const numbered = rows.get(list) ?? new Map<number, Record<string, string>>();
		rows.set(list, numbered);
		const row: Record<string, string> = numbered.get(Number(number)) ?? Object.create(null);
		row[field] ??= value;
		if (numbered.size < MOST_ROWS) numbered.set(Number(number), row);
	}
	return {
		fields: { ...fields },
		rows: Object.fromEntries(
			[...rows].map(([list, numbered]) => [
				list,
				[...numbered].sort(([one], [other]) => one - other).map(([, row]) => ({ ...row }))
			])
		)
	};
}

/** The lists of rows that forms have. */
export const ROW_LISTS = ['parties', 'steps', 'plan'] as const;
