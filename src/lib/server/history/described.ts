/** What was promised, in whose reading: the pledge, its description, its guideline. */
import { sql } from 'kysely';
import { isMeasured } from '#lib/domain/commitment.ts';
import { stoodAt } from '../db/chains.ts';
import { CHAINED, partyName, SINGLE, sourceTitle, type Sort } from './sort.ts';
import { code, date, number, text } from './values.ts';

export const pledges: Sort = {
	table: 'pledge',
	former: SINGLE,
	async read(db, ids, upto) {
		const rows = await db
			.selectFrom('pledge')
			.innerJoin('occasion_version', 'occasion_version.occasion_id', 'pledge.occasion_id')
			.where(stoodAt('occasion_version', upto))
			.where('pledge.id', 'in', ids)
			.select(['pledge.id', 'pledge.code', 'occasion_version.title', 'occasion_version.held_on'])
			.execute();
		return rows.map((row) => ({
			id: row.id,
			pledgeId: row.id,
			part: 'pledge',
			reason: null,
			source: null,
			values: [text('code', row.code), text('occasion', row.title), date('occasion held on', row.held_on)]
		}));
	}
};

/** The parties of a version: "Kazakhstan (pledger); Turkmenistan (counterpart)". */
const partiesOf = (upto: number) =>
	sql<string | null>`(select string_agg(party.name || ' (' || party.role || ')', '; ' order by party.name)
		from (select ${partyName('pledge_party.party_id', upto)} as name, role from pledge_party
			where pledge_party.version_id = pledge_version.id) as party)`;

export const descriptions: Sort = {
	table: 'pledge_version',
	former: CHAINED,
	async read(db, ids, upto) {
		const rows = await db
			.selectFrom('pledge_version')
			.leftJoin('account', 'account.id', 'pledge_version.owner_id')
			.where('pledge_version.id', 'in', ids)
			.selectAll('pledge_version')
			.select(({ fn }) => [
				fn.coalesce('account.name', 'pledge_version.owner_named').as('owner'),
				sourceTitle('pledge_version.source_id', upto).as('source'),
				partiesOf(upto).as('parties')
			])
			.execute();
		return rows.map((row) => ({
			id: row.id,
			pledgeId: row.pledge_id,
			part: 'description',
			reason: null,
			source: row.source_id,
			values: [
				text('title', row.title),
				code('kind', row.kind),
				text('theme', row.theme),
				code('strength', row.strength),
				text('parties', row.parties),
				text('quote', row.quote),
				text('locator', row.locator),
				text('source', row.source),
				text('reading', row.reading),
				code('held to', isMeasured(row.kind) ? row.mode : null),
				code('path', row.path),
				text('owner', row.owner),
				number('checked every', String(row.check_days), 'days'),
				number('evidence within', row.kind === 'continuing' ? String(row.activity_days) : null, 'days'),
				date('public since', row.known_on)
			]
		}));
	}
};

export const guidelines: Sort = {
	table: 'guideline',
	former: CHAINED,
	async read(db, ids) {
		const rows = await db.selectFrom('guideline').where('id', 'in', ids).selectAll().execute();
		return rows.map((row) => ({
			id: row.id,
			pledgeId: row.pledge_id,
			part: 'scoring guideline',
			reason: null,
			source: null,
			values: [text('text', row.text)]
		}));
	}
};
