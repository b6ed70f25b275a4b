import { sql } from 'kysely';
import type { PartyRole } from '#lib/domain/commitment.ts';
import { OTHER_ROLE } from '#lib/domain/owing.ts';
import type { PledgeFilter } from '#lib/schema/pledge-filter.ts';
import type { Db } from '../db/connection.ts';
import { changedIds } from './changes.ts';
import { reading, type Moment } from './moment.ts';

/** What narrows a list: its filter, and the ids of what changed where it asks for that. */
export type Narrowed = Partial<PledgeFilter> & { changed?: readonly number[] | null };

/** The filter with the ids of the pledges that changed since the earlier state of the moment, if it has one. */
export async function narrow(db: Db, filter: Partial<PledgeFilter>, moment: Moment): Promise<Narrowed> {
	return { ...filter, changed: await changedIds(db, moment, filter.change) };
}

/**
 * The one query behind a list, its count, its tiles and its exports: whatever narrows one narrows all.
 */
export function selectMatching(db: Db, moment: Moment, filter: Narrowed) {
	const { q, party, role, other, owner, attention, changed } = filter;
	return reading(db, moment)
		.selectFrom('pledge_current as c')
		.$if(filter.code !== undefined, (qb) => qb.where('c.code', '=', filter.code ?? ''))
		.$if(filter.theme !== undefined, (qb) => qb.where('c.theme', '=', filter.theme ?? ''))
		.$if(filter.group !== undefined, (qb) => qb.where('c.status_group', '=', filter.group ?? 'met'))
		.$if(filter.status !== undefined, (qb) => qb.where('c.status', '=', filter.status ?? 'MET'))
		.$if(filter.kind !== undefined, (qb) => qb.where('c.kind', '=', filter.kind ?? 'level'))
		.$if(filter.strength !== undefined, (qb) => qb.where('c.strength', '=', filter.strength ?? 'agreed'))
		.$if(filter.occasion !== undefined, (qb) => qb.where('c.occasion_id', '=', filter.occasion ?? 0))
		.$if(filter.freshness !== undefined, (qb) => qb.where('c.freshness', '=', filter.freshness ?? 'none'))
		.$if(filter.headline !== undefined, (qb) => qb.where('c.counted', '=', filter.headline === 'yes'))
		.$if(owner !== undefined, (qb) =>
			owner === 'none' ? qb.where('c.owner_id', 'is', null) : qb.where('c.owner_id', '=', owner ?? '')
		)
		.$if(attention !== undefined, (qb) =>
			qb.where(
				attention === 'any'
					? sql<boolean>`c.attention <> '{}'`
					: sql<boolean>`${attention} = any(c.attention)`
			)
		)
		.$if(changed != null, (qb) =>
			changed?.length ? qb.where('c.pledge_id', 'in', [...changed]) : qb.where(sql<boolean>`false`)
		)
		.$if(party !== undefined || role !== undefined || other !== undefined, (qb) =>
			qb.where(hasParties({ party, role, other }))
		)
		.$if(q !== undefined, (qb) =>
			qb.where((eb) =>
				eb.and(wordsOf(q ?? '').map((word) => sql<boolean>`position(${word} in ${eb.ref('c.search')}) > 0`))
			)
		);
}

/** Whether a pledge has this party, in this role, and another one in the role that answers to it, or none. */
function hasParties({ party, role, other }: Pick<PledgeFilter, 'party' | 'role' | 'other'>) {
	const one = [
		sql`p.pledge_id = c.pledge_id`,
		...(party === undefined ? [] : [sql`p.party_id = ${party}`]),
		...(role === undefined ? [] : [sql`p.role = ${role}`])
	];
	const second = sql`select 1 from pledge_current_party as o where o.pledge_id = c.pledge_id
		and ${answers(role)}`;
	if (other === 'none') one.push(sql`not exists (${second})`);
	else if (other !== undefined) one.push(sql`exists (${second} and o.party_id = ${other})`);
	return sql<boolean>`exists (select 1 from pledge_current_party as p where ${sql.join(one, sql` and `)})`;
}

/** That party `o` stands to party `p` as the roles say. @param role of `p`, if it is known before */
export function answers(role?: PartyRole) {
	const apart = sql`o.party_id <> p.party_id`;
	if (role === undefined) return apart;
	const wanted = OTHER_ROLE[role];
	return wanted === null
		? sql`(${apart} and o.role <> ${sql.lit(role)})`
		: sql`(${apart} and o.role = ${sql.lit(wanted)})`;
}

function wordsOf(q: string): string[] {
	return q.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 10);
}
