import type { WrittenPledge } from '#lib/schema/portfolio/file.ts';
import type { Db } from '../../db/connection.ts';
import { loadRows } from './load-rows.ts';
import { loadNames, loadOrigins, type Names } from './names.ts';
import { sayPledge } from './say-pledge.ts';
import { sayHead, saySources } from './say-references.ts';
import { jsonText } from './write-text.ts';

/** How many pledges are read at once. */
const PLEDGES_AT_ONCE = 100;

/**
 * The whole portfolio as it stood at a ledger number, as the text of a portfolio file, part by part. The same number
 * gives the same bytes for ever, as far as accounts keep their names; and so does another database that imported the
 * file while it was empty.
 */
export async function* exportPortfolio(db: Db, upto: number): AsyncGenerator<string, void, undefined> {
	const names = await loadNames(db, upto);
	yield* jsonText(await sayHead(db, upto, names), [
		['sources', saySources(db, upto, names)],
		['pledges', sayPledges(db, upto, names)]
	]);
}

async function* sayPledges(
	db: Db,
	upto: number,
	names: Names
): AsyncGenerator<WrittenPledge, void, undefined> {
	for (let after = 0; ;) {
		const pledges = await db
			.selectFrom('pledge')
			.where('entry_seq', '<=', upto)
			.where('id', '>', after)
			.select(['id', 'code', 'occasion_id'])
			.orderBy('id')
			.limit(PLEDGES_AT_ONCE)
			.execute();
		const ids = pledges.map(({ id }) => id);
		const rows = await loadRows(db, ids, upto);
		const facts: Map<number, { entry_seq: number }[]>[] = Object.values(rows);
		const seqs = facts.flatMap((of) => [...of.values()].flat().map(({ entry_seq }) => entry_seq));
		const origins = await loadOrigins(db, seqs);
		for (const pledge of pledges) yield sayPledge({ rows, names, origins }, pledge);
		const last = pledges.at(-1);
		if (!last || pledges.length < PLEDGES_AT_ONCE) return;
		after = last.id;
	}
}
