import type { PledgeInput } from '#lib/domain/commands.ts';
import { DomainError } from '#lib/domain/errors.ts';
import { isLast } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { planRows, type Numbered, type Rows } from '../db/planned-rows.ts';
import { openOccasions, type Occasions } from '../portfolio/occasions.ts';
import { openParties, type Parties } from '../portfolio/parties.ts';
import { openReporters, type Reporters } from '../portfolio/reporters.ts';
import { openSources, type AddedSource, type Sources } from '../sources/add-sources.ts';
import { refuseMisquoted } from '../sources/require-quoted.ts';

/** What descriptions of pledges name, and the rows that are planned for it and for them. */
export interface Naming {
	rows: Rows;
	sources: Sources;
	parties: Parties;
	reporters: Reporters;
	occasions: Occasions;
	/** @throws DomainError `unknown_owner` */
	refuseUnknownOwner(owner: string): void;
	/** @throws DomainError `not_in_source` */
	refuseMisquoted(source: AddedSource, quote: string): void;
	/**
	 * Makes sure of all that these descriptions name.
	 * @throws DomainError `unknown_source`, `unknown_occasion`
	 */
	add(described: readonly { act: Numbered; input: PledgeInput }[]): Promise<void>;
}

export function openNaming(trx: Db): Naming {
	const rows = planRows();
	const sources = openSources(trx, rows);
	const parties = openParties(trx, rows);
	const reporters = openReporters(trx, rows);
	const occasions = openOccasions(trx, rows, sources, parties);
	let owners = new Set<string>();
	let texts = new Map<number, StoredText>();
	return {
		...{ rows, sources, parties, reporters, occasions },
		refuseUnknownOwner(owner) {
			if (owners.has(owner)) return;
			throw new DomainError('unknown_owner', 'Choose the owner from the list, or nobody.', 'owner');
		},
		refuseMisquoted({ id }, quote) {
			const text = texts.get(id);
			if (text) refuseMisquoted(text, quote);
		},
		async add(described) {
			const each = <T>(of: (input: PledgeInput) => readonly T[]) =>
				described.flatMap(({ act, input }) => of(input).map((one) => ({ act, input: one })));
			await occasions.add(each(({ occasion }) => [occasion]));
			await sources.add(each(sourcesOf));
			await parties.add(each(partiesOf));
			await reporters.add(each(reportersOf));
			owners = await knownOwners(
				trx,
				described.flatMap(({ input }) => input.owner ?? [])
			);
			texts = await storedTexts(
				trx,
				described.map(({ input }) => sources.of(input.source).id)
			);
		}
	};
}

// A kind without an indicator leaves its baseline and its ranking unread.
const sourcesOf = ({ source, indicator, baseline, target, steps }: PledgeInput) =>
	[source, indicator && baseline?.source, target?.source, ...steps.map((step) => step.dueSource)].filter(
		(one) => one != null
	);

const partiesOf = ({ parties, steps }: PledgeInput) => [
	...parties.map(({ name }) => ({ name })),
	...steps.flatMap(({ party }) => (party ? [{ name: party }] : []))
];

function reportersOf({ indicator, baseline, reporterOrder }: PledgeInput) {
	if (!indicator) return [];
	const named = [...(baseline?.reporter ? [baseline.reporter] : []), ...(reporterOrder?.ranked ?? [])];
	return named.map((name) => ({ name }));
}

async function knownOwners(trx: Db, ids: readonly string[]): Promise<Set<string>> {
	if (ids.length === 0) return new Set();
	const known = await trx
		.selectFrom('account')
		.select('id')
		.where('id', 'in', [...new Set(ids)])
		.execute();
	return new Set(known.map(({ id }) => id));
}

interface StoredText {
	title: string;
	stored_text: string | null;
}

/** The texts that quotes are looked up in, by the id of their source; a source that is new has none. */
async function storedTexts(trx: Db, ids: readonly number[]): Promise<Map<number, StoredText>> {
	const wanted = [...new Set(ids)].filter((id) => id !== 0);
	if (wanted.length === 0) return new Map();
	const known = await trx
		.selectFrom('source_version')
		.where('source_id', 'in', wanted)
		.where('stored_text', 'is not', null)
		.where(isLast('source_version'))
		.select(['source_id', 'title', 'stored_text'])
		.execute();
	return new Map(known.map(({ source_id, ...text }) => [source_id, text]));
}
