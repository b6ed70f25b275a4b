import { isIsoDate, type IsoDate } from '#lib/domain/calendar.ts';
import { formatDate } from '#lib/domain/words.ts';
import { below, type FileRead } from '#lib/schema/portfolio/read-file.ts';
import { refuse } from './checking.ts';

const SOURCES = ['source', 'quote_source', 'due_source'];
const PAST = /^(?:(?:\w+_)?(?:known|recorded)_on|published_on|collected_on)$/;

/**
 * Checks, also where other things are wrong, that every name stands for something in the file, that nothing is named
 * twice, and that nothing was known or recorded after today. References only lead from a pledge to a source, a party
 * or an occasion and never back, so none can go in a circle.
 */
export function checkReferences({ json, errors }: FileRead, today: IsoDate): void {
	const file = json as Record<string, unknown>;
	const ids = new Set(namesOf(file.sources, 'id'));
	const occasions = new Set(namesOf(file.occasions, 'id'));
	for (const { key, value, path, beside } of entriesOf(json, '')) {
		if (typeof value !== 'string') continue;
		if (key.endsWith('recorded_by') && !beside[key.replace(/by$/, 'on')]) {
			refuse(errors, path, 'Write when it was recorded, too, or leave the name out.');
		}
		if (SOURCES.includes(key) && !ids.has(value)) {
			refuse(
				errors,
				path,
				`There is no source “${value}” in this file. Add it to the sources, or correct the name.`
			);
		}
		if (PAST.test(key) && isIsoDate(value) && value > today) {
			refuse(errors, path, `This day lies ahead of ${formatDate(today)}; correct it.`);
		}
	}
	refuseTwice(errors, namesOf(file.sources, 'id'), 'sources', 'id', (id) => id);
	refuseTwice(errors, namesOf(file.occasions, 'id'), 'occasions', 'id', (id) => id);
	refuseTwice(errors, namesOf(file.parties, 'name'), 'parties', 'name', fold);
	refuseTwice(errors, namesOf(file.reporters, 'name'), 'reporters', 'name', fold);
	refuseTwice(errors, namesOf(file.pledges, 'code'), 'pledges', 'code', fold);
	checkOccasions(file, occasions, errors);
}

const fold = (name: string) => name.trim().normalize('NFC').toLowerCase();

interface Entry {
	key: string;
	value: unknown;
	path: string;
	/** the object it stands in */
	beside: Record<string, unknown>;
}

/** Every named value of the file, with its path. */
function* entriesOf(node: unknown, path: string): Generator<Entry, void, undefined> {
	if (Array.isArray(node)) {
		for (const [at, item] of node.entries()) yield* entriesOf(item, `${path}[${at}]`);
	} else if (typeof node === 'object' && node !== null) {
		for (const [key, value] of Object.entries(node)) {
			const place = below(path, key);
			if (typeof value === 'object') yield* entriesOf(value, place);
			else yield { key, value, path: place, beside: node as Record<string, unknown> };
		}
	}
}

function namesOf(list: unknown, name: string): (string | undefined)[] {
	if (!Array.isArray(list)) return [];
	return list.map((item: unknown) => {
		const value = (item as Record<string, unknown> | null)?.[name];
		return typeof value === 'string' ? value : undefined;
	});
}

function refuseTwice(
	errors: FileRead['errors'],
	names: (string | undefined)[],
	list: string,
	field: string,
	same: (name: string) => string
): void {
	const first = new Map<string, number>();
	for (const [at, name] of names.entries()) {
		if (name === undefined) continue;
		const known = first.get(same(name));
		if (known === undefined) first.set(same(name), at);
		else
			refuse(
				errors,
				`${list}[${at}].${field}`,
				`This is taken by ${list}[${known}] already; each needs its own.`
			);
	}
}

function checkOccasions(
	file: Record<string, unknown>,
	occasions: Set<string | undefined>,
	errors: FileRead['errors']
): void {
	if (file.occasion && occasions.size > 0) {
		refuse(errors, 'occasion', 'Write the occasion among the others in “occasions”, or leave those out.');
	}
	for (const [at, named] of namesOf(file.pledges, 'occasion').entries()) {
		const path = `pledges[${at}].occasion`;
		if (named === undefined && !file.occasion) {
			refuse(errors, path, 'Write the id of one of the occasions.');
		} else if (named !== undefined && !occasions.has(named)) {
			refuse(
				errors,
				path,
				`There is no occasion “${named}” in this file. Add it to the occasions, or correct the name.`
			);
		}
	}
	if (Boolean(file.collected_on) !== Boolean(file.collection_note)) {
		const missing = file.collected_on ? 'collection_note' : 'collected_on';
		refuse(
			errors,
			missing,
			'A day of collection goes with a note that says what was looked at; write both or neither.'
		);
	}
}
