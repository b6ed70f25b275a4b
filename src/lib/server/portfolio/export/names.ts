import type { IsoDate } from '#lib/domain/calendar.ts';
import { stoodAt } from '../../db/chains.ts';
import type { Db } from '../../db/connection.ts';

/** What the numbers in rows stand for in the file. */
export interface Names {
	party(id: number): string;
	reporter(id: number): string;
	/** id of a source within the file */
	source(id: number): string;
	/** id of an occasion within the file; undefined where there is only one */
	occasion(id: number): string | undefined;
	/** e-mail of an account */
	owner(id: string): string | null;
}

/** A party, a reporter, a source or an occasion is called what it was called at the ledger number. */
export async function loadNames(db: Db, upto: number): Promise<Names> {
	const parties = await db
		.selectFrom('party_version')
		.where(stoodAt('party_version', upto))
		.select(['party_id as id', 'name'])
		.execute();
	const reporters = await db
		.selectFrom('reporter')
		.where('entry_seq', '<=', upto)
		.select(['id', 'name'])
		.execute();
	const accounts = await db.selectFrom('account').select(['id', 'email as name']).execute();
	const sources = await numbered(db, 'source', upto, 's');
	const occasions = await numbered(db, 'occasion', upto, 'o');
	const [partyOf, reporterOf, ownerOf] = [byId(parties), byId(reporters), byId(accounts)];
	return {
		party: (id) => partyOf.get(id) ?? '',
		reporter: (id) => reporterOf.get(id) ?? '',
		source: (id) => sources.get(id) ?? '',
		occasion: (id) => (occasions.size === 1 ? undefined : occasions.get(id)),
		owner: (id) => ownerOf.get(id) ?? null
	};
}

function byId<Id>(rows: readonly { id: Id; name: string }[]): Map<Id, string> {
	return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Names within the file by the order in which things were recorded, which a later record does not change. */
async function numbered(db: Db, table: 'source' | 'occasion', upto: number, letter: string) {
	const rows = await db.selectFrom(table).where('entry_seq', '<=', upto).select('id').orderBy('id').execute();
	return new Map(rows.map(({ id }, at) => [id, `${letter}${at + 1}`]));
}

/** When and by whom the facts of an act were first recorded, and why. */
export interface Origin {
	recorded_on: IsoDate;
	recorded_by: string | undefined;
	reason: string | undefined;
}

/** How many acts one query names. */
const AT_ONCE = 10_000;

/** The origins of these acts, by ledger number: here, or where they were imported from. */
export async function loadOrigins(db: Db, seqs: Iterable<number>): Promise<Map<number, Origin>> {
	const wanted = [...new Set(seqs)];
	const origins = new Map<number, Origin>();
	for (let from = 0; from < wanted.length; from += AT_ONCE) {
		const entries = await db
			.selectFrom('entry')
			.leftJoin('account', 'account.id', 'entry.by_id')
			.where('entry.seq', 'in', wanted.slice(from, from + AT_ONCE))
			.select(['seq', 'recorded_on', 'origin_on', 'origin_by', 'reason', 'account.name'])
			.execute();
		for (const { seq, recorded_on, origin_on, origin_by, reason, name } of entries) {
			origins.set(seq, {
				recorded_on: origin_on ?? recorded_on,
				recorded_by: (origin_on === null ? name : origin_by) ?? undefined,
				reason: reason ?? undefined
			});
		}
	}
	return origins;
}
