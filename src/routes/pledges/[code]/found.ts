import { error } from '@sveltejs/kit';
import { formatDate } from '#lib/domain/words.ts';
import type { Db } from '#lib/server/db/connection.ts';
import { findPledge } from '#lib/server/pledges/definition.ts';
import type { Moment } from '#lib/server/pledges/moment.ts';
import { showPledge, type PledgeView } from '#lib/server/pledges/show.ts';

/**
 * The pledge of an address in one state; where there is none, 404 says why.
 * @param asked.at the ledger number that the address names
 * @param before id of a comment: those before it; null: the latest
 */
export async function findShown(
	db: Db,
	code: string,
	moment: Moment,
	asked: { at?: number | undefined },
	before: number | null = null
): Promise<PledgeView> {
	const found = await showPledge(db, code, moment, before);
	return found ?? error(404, await whyUnknown(db, code, moment, asked.at));
}

/** There is no such pledge, or there was none yet in the state that is asked for. */
async function whyUnknown(db: Db, code: string, { asOf, basis, upto }: Moment, at?: number): Promise<string> {
	if (!(await findPledge(db, code))) return `There is no pledge with the code ${code}.`;
	if (at !== undefined) return `${code} is not in the state after ledger number ${upto} yet.`;
	return `${code} was not ${basis === 'public' ? 'public' : 'recorded here'} yet on ${formatDate(asOf)}.`;
}
