import { sql } from 'kysely';
import { PARTY_ROLES, type PartyRole } from '#lib/domain/commitment.ts';
import type { BoardCount } from '#lib/domain/portfolio.ts';
import type { PledgeFilter } from '#lib/schema/pledge-filter.ts';
import type { Db } from '../db/connection.ts';
import { answers, narrow, selectMatching } from './matching.ts';
import type { Moment } from './moment.ts';

/** Counts by theme, group, headline and freshness, from the same query as the list. */
export async function countPledges(
	db: Db,
	filter: Partial<PledgeFilter>,
	moment: Moment
): Promise<BoardCount[]> {
	return selectMatching(db, moment, await narrow(db, filter, moment))
		.select((eb) => [
			'c.theme',
			'c.status_group as group',
			'c.counted',
			sql<boolean>`c.freshness = 'unverified'`.as('unverified'),
			eb.fn.countAll<number>().as('count')
		])
		.groupBy(['c.theme', 'c.status_group', 'c.counted', sql`c.freshness = 'unverified'`])
		.orderBy('c.theme')
		.execute();
}

/** How many pledges one party owes another; a pledge to several stands in a row of each. */
export interface OwingCount extends BoardCount {
	party: number;
	role: PartyRole;
	/** null: nobody is named in the role that answers */
	other: number | null;
}

/**
 * Who owes whom, counted by group, headline and freshness: a row for each pledger and counterpart, one for both of a
 * joint promise, and one for a party beside whom nobody is named in the role that answers.
 */
export async function countOwing(
	db: Db,
	filter: Partial<PledgeFilter>,
	moment: Moment
): Promise<OwingCount[]> {
	const { party } = filter;
	return selectMatching(db, moment, await narrow(db, filter, moment))
		.innerJoin('pledge_current_party as p', 'p.pledge_id', 'c.pledge_id')
		.leftJoin('pledge_current_party as o', (join) =>
			join.onRef('o.pledge_id', '=', 'c.pledge_id').on(
				sql<boolean>`case p.role ${sql.join(
					PARTY_ROLES.map((role) => sql`when ${sql.lit(role)} then ${answers(role)}`),
					sql` `
				)} end`
			)
		)
		.where(
			sql<boolean>`(p.role = 'pledger' or o.party_id is null or (p.role = 'joint' and p.party_id < o.party_id))`
		)
		.$if(party !== undefined, (qb) =>
			qb.where((eb) => eb.or([eb('p.party_id', '=', party ?? 0), eb('o.party_id', '=', party ?? 0)]))
		)
		.select((eb) => [
			'p.party_id as party',
			'p.role',
			'o.party_id as other',
			'c.theme',
			'c.status_group as group',
			'c.counted',
			sql<boolean>`c.freshness = 'unverified'`.as('unverified'),
			eb.fn.countAll<number>().as('count')
		])
		.groupBy(['p.party_id', 'p.role', 'o.party_id', 'c.theme', 'c.status_group', 'c.counted'])
		.groupBy(sql`c.freshness = 'unverified'`)
		.execute();
}
