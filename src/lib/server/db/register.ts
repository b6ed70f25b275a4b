import type { Numbered } from './planned-rows.ts';

/** Things that rows name: each is looked for once, and planned where it is new. */
export interface Register<Input, Entry> {
	/** Makes sure of all of these; a new one is recorded by the act that names it first. */
	add(wanted: readonly Wanted<Input>[]): Promise<void>;
	/** One that was made sure of before. */
	of(input: Input): Entry;
}

export interface Wanted<Input> {
	act: Numbered;
	input: Input;
}

/** What is known of something that was looked for. */
export interface Found<Entry> {
	/** equal for two inputs that mean one thing */
	same: string;
	/** null for a new one */
	entry: Entry | null;
}

/**
 * @param ways.keyOf tells inputs apart, without asking anybody
 * @param ways.find looks for all of these at once, and answers in their order
 * @param ways.plan plans the rows of a new one
 */
export function openRegister<Input, Entry>(ways: {
	keyOf: (input: Input) => string;
	find: (wanted: readonly Wanted<Input>[]) => Promise<Found<Entry>[]>;
	plan: (act: Numbered, input: Input) => Entry;
}): Register<Input, Entry> {
	const byKey = new Map<string, Entry>();
	const bySame = new Map<string, Entry>();
	return {
		async add(wanted) {
			const open = new Map<string, Wanted<Input>>();
			for (const one of wanted) {
				const key = ways.keyOf(one.input);
				if (!byKey.has(key) && !open.has(key)) open.set(key, one);
			}
			if (open.size === 0) return;
			const found = await ways.find([...open.values()]);
			for (const [at, [key, { act, input }]] of [...open].entries()) {
				const { same, entry: known } = found[at] ?? { same: key, entry: null };
				const entry = bySame.get(same) ?? known ?? ways.plan(act, input);
				bySame.set(same, entry);
				byKey.set(key, entry);
			}
		},
		of(input) {
			const entry = byKey.get(ways.keyOf(input));
			if (entry === undefined) throw new Error('This was not made sure of before it was named.');
			return entry;
		}
	};
}

/**
 * Makes sure of one thing.
 * @param write writes the rows that were planned for it
 */
export async function addOne<Input, Entry>(
	register: Register<Input, Entry>,
	seq: number,
	input: Input,
	write: () => Promise<void>
): Promise<Entry> {
	await register.add([{ act: { seq }, input }]);
	await write();
	return register.of(input);
}
