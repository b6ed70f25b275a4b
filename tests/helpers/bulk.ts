import { sql } from 'kysely';
import type { Db } from '#lib/server/db/connection.ts';
import { findPledge } from '#lib/server/pledges/definition.ts';

/**
 * Makes many pledges of one, with all that was recorded of it and its place in the read model, faster than forms
 * could: for tests and measurements of many rows. Their codes are the original's with -1, -2 and so on behind it.
 * Steps and what else is not measured are left out.
 */
export async function copyPledge(db: Db, code: string, copies: number): Promise<void> {
	const original = await findPledge(db, code);
	if (!original) throw new Error(`There is no pledge ${code} to copy.`);
	await db.transaction().execute(async (trx) => {
		await sql`insert into pledge (entry_seq, code, occasion_id)
			select entry_seq, code || '-' || n, occasion_id from pledge, generate_series(1, ${copies}::int) as n
			where id = ${original.id}`.execute(trx);
		const copy = sql`pledge as copy where copy.code like ${`${original.code}-%`}`;
		await sql`create temporary table copied on commit drop as select copy.id as pledge_id, copy.code from ${copy}`.execute(
			trx
		);
		await sql`insert into pledge_version (entry_seq, pledge_id, title, kind, theme, strength, mode, path, quote, locator,
				source_id, reading, owner_id, check_days, activity_days, known_on)
			select entry_seq, copied.pledge_id, title, kind, theme, strength, mode, path, quote, locator, source_id, reading,
				owner_id, check_days, activity_days, known_on
			from pledge_version, copied where pledge_version.pledge_id = ${original.id}`.execute(trx);
		await sql`insert into pledge_party (version_id, party_id, role, entry_seq)
			select pledge_version.id, pledge_party.party_id, role, pledge_party.entry_seq
			from copied join pledge_version using (pledge_id), pledge_party
			join pledge_version as old on old.id = pledge_party.version_id where old.pledge_id = ${original.id}`.execute(
			trx
		);
		await sql`insert into indicator (entry_seq, pledge_id, role)
			select entry_seq, copied.pledge_id, role from indicator, copied
			where indicator.pledge_id = ${original.id} and role = 'headline'`.execute(trx);
		await copyMeasure(trx, original.id, 'indicator_version', ['title', 'unit', 'aggregation', 'direction']);
		const entered = [
			'entered_value',
			'entered_unit',
			'factor',
			'period_start',
			'period_end',
			'qualifier',
			'known_on'
		];
		await copyMeasure(trx, original.id, 'baseline', ['value', ...entered, 'precision', 'proxy', 'source_id']);
		const figure = ['value', ...entered, 'reporter_id', 'state', 'partial', 'source_id', 'note'];
		await copyMeasure(trx, original.id, 'observation', figure);
		await sql`insert into target (entry_seq, pledge_id, value, low, high, entered_unit, factor, qualifier, per, starts_on,
				due_on, due_precision, standing, assumed_due, source_id, known_on)
			select entry_seq, copied.pledge_id, value, low, high, entered_unit, factor, qualifier, per, starts_on, due_on,
				due_precision, standing, assumed_due, source_id, known_on
			from target, copied where target.pledge_id = ${original.id}`.execute(trx);
		await sql`insert into pledge_current
			select (jsonb_populate_record(kept, jsonb_build_object('pledge_id', copied.pledge_id, 'code', copied.code))).*
			from pledge_current as kept, copied where kept.pledge_id = ${original.id}`.execute(trx);
		await sql`insert into pledge_current_party
			select copied.pledge_id, party_id, role from pledge_current_party as kept, copied
			where kept.pledge_id = ${original.id}`.execute(trx);
	});
}

/** The rows of the headline indicator in one table, for the indicators of the copies. */
async function copyMeasure(trx: Db, pledgeId: number, table: string, columns: string[]): Promise<void> {
	const names = sql.join(columns.map((column) => sql.ref(column)));
	const values = sql.join(columns.map((column) => sql.ref(`old.${column}`)));
	await sql`insert into ${sql.table(table)} (entry_seq, indicator_id, ${names})
		select old.entry_seq, indicator.id, ${values}
		from copied join indicator on indicator.pledge_id = copied.pledge_id, ${sql.table(table)} as old
		join indicator as kept on kept.id = old.indicator_id
		where kept.pledge_id = ${pledgeId} and kept.role = 'headline'`.execute(trx);
}

/**
 * Gives the headline indicator of a pledge many more figures, one for each day from 1 January 1900 on, copied from its
 * last one.
 */
export async function copyFigure(db: Db, code: string, copies: number): Promise<void> {
	await sql`insert into observation (entry_seq, indicator_id, reporter_id, period_start, period_end, value,
			entered_value, entered_unit, factor, qualifier, state, partial, source_id, known_on, needs_review)
		select o.entry_seq, indicator_id, reporter_id, date '1900-01-01' + n, date '1900-01-01' + n, 100 + n % 50, 100 + n % 50,
			entered_unit, 1, o.qualifier, o.state, false, o.source_id, o.known_on, o.needs_review
		from (select * from observation where indicator_id = (
			select indicator.id from indicator join pledge on pledge.id = pledge_id where code = ${code} and role = 'headline'
		) order by id desc limit 1) as o, generate_series(0, ${copies - 1}::int) as n`.execute(db);
}
