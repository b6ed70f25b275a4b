import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db } from '#lib/server/db/connection.ts';
import { editPledge } from '#lib/server/pledges/edit-pledge.ts';
import { scorePledge } from '#lib/server/pledges/score-pledge.ts';
import { loadSample } from '#lib/server/portfolio/load-sample.ts';
import { describeOnBoth } from '../helpers/database.ts';
import {
	A_TARGET,
	aClosing,
	anAct,
	anActual,
	aPledge,
	definitionOf,
	UNMEASURED
} from '../helpers/factories.ts';
import { readDeclaredTables } from '../helpers/schema-source.ts';

/** Everything that is not a fact: accounts, the read model, and the migrator's own notes. */
const NO_FACTS = [
	...[
		'account',
		'session',
		'look',
		'saved_view',
		'pledge_current',
		'pledge_current_party',
		'open_submission'
	],
	...['past_state', 'past_pledge', 'past_pledge_party', 'course'],
	...['course_line', 'course_part', 'course_pledge', 'course_pledge_party'],
	...['kysely_migration', 'kysely_migration_lock']
];

async function tablesOf(db: Db): Promise<string[]> {
	const { rows } = await sql<{ name: string }>`
		select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
		order by relname`.execute(db);
	return rows.map((row) => row.name);
}

async function factTables(db: Db): Promise<string[]> {
	return (await tablesOf(db)).filter((name) => !NO_FACTS.includes(name));
}

/** At least one row in every fact table. */
async function fillEveryTable(db: Db): Promise<void> {
	await loadSample(db, anAct());
	const plan = [{ on: '2025-12-31', value: '140' }];
	const code = await aPledge(db, { target: { ...A_TARGET, plan } });
	await aClosing(db, code);
	const scored = await aPledge(db, { ...UNMEASURED, kind: 'qualitative', guideline: '+1 when signed.' });
	await scorePledge(db, anAct(), {
		code: scored,
		score: { reader: 'First reader', value: 1, on: '2026-11-01', source: null, rationale: 'It is signed.' }
	});
	const { pledgeId } = await definitionOf(db, code);
	const fact = { entry_seq: 1 };
	await db
		.insertInto('review')
		.values({ ...fact, reviewed_seq: 1, decision: 'approved' })
		.execute();
	const verdict = { pledge_id: pledgeId, given_on: '2026-11-23', value: 'met' as const, rationale: 'Seen.' };
	await db
		.insertInto('verdict')
		.values({ ...fact, ...verdict })
		.execute();
	await db
		.insertInto('setting')
		.values({ ...fact, name: 'review', value: 'off' })
		.execute();
	const { id: source_id } = await db.selectFrom('source').select('id').executeTakeFirstOrThrow();
	await db
		.insertInto('source_file')
		.values({
			...{ ...fact, source_id, name: 'page.png', type: 'image/png', size: 4 },
			sha256: '0'.repeat(64),
			content: Buffer.from([0x89, 0x50, 0x4e, 0x47])
		})
		.execute();
	await db
		.insertInto('comment')
		.values({ ...fact, pledge_id: pledgeId, text: 'Why?' })
		.execute();
	const { id: observation_id } = await db
		.selectFrom('observation')
		.select('id')
		.orderBy('id')
		.executeTakeFirstOrThrow();
	await db
		.insertInto('withdrawal')
		.values({ ...fact, observation_id, reason: 'Typed twice.' })
		.execute();
}

describeOnBoth('facts', (database) => {
	let tables: string[] = [];
	beforeAll(async () => {
		await fillEveryTable(database().db);
		tables = await factTables(database().db);
	});

	it('are in every table that is not named as something else, and every such table has rows here', async () => {
		const { db } = database();
		expect(tables.length).toBeGreaterThan(25);
		for (const table of tables) {
			const { rows } = await sql<{
				found: boolean;
			}>`select exists (select from ${sql.table(table)}) as found`.execute(db);
			expect(rows[0]?.found, table).toBe(true);
		}
		const all = await tablesOf(db);
		expect(NO_FACTS.filter((name) => !all.includes(name))).toEqual([]);
	});

	it('have both guards on, also for replication', async () => {
		const { db } = database();
		const { rows } = await sql<{ table: string; trigger: string; enabled: string }>`
			select c.relname as table, t.tgname as trigger, t.tgenabled as enabled
			from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid
			where not t.tgisinternal and p.proname = 'refuse_change'
			order by c.relname, t.tgname`.execute(db);
		const wanted = tables.flatMap((table) =>
			['refuse_all', 'refuse_row'].map((trigger) => ({ table, trigger, enabled: 'A' }))
		);
		expect(rows).toEqual(wanted);
	});

	it.each(['update', 'delete', 'truncate'])(
		'refuse %s with direct SQL and stay as they are',
		async (verb) => {
			const { db } = database();
			for (const table of tables) {
				const { rows: columns } = await sql<{ name: string }>`
				select attname as name from pg_attribute
				where attrelid = ${table}::regclass and attnum > 0 and attidentity = '' order by attnum limit 1`.execute(db);
				const name = sql.ref(columns[0]?.name ?? '');
				const attempt = {
					update: sql`update ${sql.table(table)} set ${name} = ${name}`,
					delete: sql`delete from ${sql.table(table)}`,
					truncate: sql`truncate ${sql.table(table)} cascade`
				}[verb];
				const before = await countRows(db, table);
				await expect(attempt?.execute(db), table).rejects.toMatchObject({
					code: '23001',
					message: expect.stringContaining('Facts are never overwritten') as string
				});
				expect(await countRows(db, table), table).toBe(before);
			}
		}
	);

	it('refuse it in a session that switches ordinary triggers off', async () => {
		const { db } = database();
		const attempt = db.transaction().execute(async (trx) => {
			await sql`set local session_replication_role = replica`.execute(trx);
			await sql`delete from observation`.execute(trx);
		});
		await expect(attempt).rejects.toMatchObject({ code: '23001' });
	});

	it('carry the ledger number of the act that wrote them', async () => {
		const { db } = database();
		for (const table of tables.filter((name) => name !== 'entry')) {
			const { rows } = await sql<{ target: string }>`
				select confrelid::regclass::text as target from pg_constraint c
				join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
				where c.contype = 'f' and c.conrelid = ${table}::regclass and a.attname = 'entry_seq' and a.attnotnull`.execute(
				db
			);
			expect(rows, table).toEqual([{ target: 'entry' }]);
		}
	});
});

async function countRows(db: Db, table: string): Promise<number> {
	const { rows } = await sql<{ count: number }>`select count(*) from ${sql.table(table)}`.execute(db);
	return rows[0]?.count ?? -1;
}

describeOnBoth('facts against a role that owns no table and was granted everything on each', (database) => {
	const role = `application_${randomBytes(6).toString('hex')}`;
	let tables: string[] = [];
	beforeAll(async () => {
		const { db } = database();
		await fillEveryTable(db);
		tables = await factTables(db);
		for (const grant of [
			`create role ${role}`,
			`grant usage, create on schema public to ${role}`,
			`grant all privileges on all tables in schema public to ${role}`,
			`grant all privileges on all sequences in schema public to ${role}`,
			`grant execute on all functions in schema public to ${role}`
		]) {
			await sql.raw(grant).execute(db);
		}
	});
	afterAll(async () => {
		const { db } = database();
		await sql.raw(`drop owned by ${role}`).execute(db);
		await sql.raw(`drop role ${role}`).execute(db);
	});

	/** Runs a statement as that role, in a transaction of its own. */
	const asRole = (statement: string) =>
		database()
			.db.transaction()
			.execute(async (trx) => {
				await sql.raw(`set local role ${role}`).execute(trx);
				return sql.raw(statement).execute(trx);
			});

	it('let it append and read', async () => {
		const { numAffectedRows } = await asRole(
			`insert into comment (entry_seq, pledge_id, text) select entry_seq, id, 'Seen' from pledge limit 1`
		);
		expect(Number(numAffectedRows)).toBe(1);
		await asRole('select * from observation');
	});

	it.each(['update', 'delete', 'truncate'])('refuse its %s and stay as they are', async (verb) => {
		const { db } = database();
		for (const table of tables) {
			const statement = {
				update: `update ${table} set entry_seq = entry_seq`,
				delete: `delete from ${table}`,
				truncate: `truncate ${table} cascade`
			}[verb];
			const own = table === 'entry' ? statement?.replaceAll('entry_seq', 'seq') : statement;
			const before = await countRows(db, table);
			await expect(asRole(own ?? ''), table).rejects.toMatchObject({ code: '23001' });
			expect(await countRows(db, table), table).toBe(before);
		}
	});

	it('keep their guards: it can neither drop nor disable nor replace nor bypass them', async () => {
		for (const table of tables) {
			for (const statement of [
				`drop trigger refuse_row on ${table}`,
				`alter table ${table} disable trigger refuse_row`,
				`alter table ${table} disable trigger all`,
				`drop table ${table} cascade`,
				`create rule silent as on delete to ${table} do instead nothing`
			]) {
				await expect(asRole(statement), statement).rejects.toMatchObject({ code: '42501' });
			}
		}
		for (const statement of [
			`create or replace function refuse_change() returns trigger language plpgsql as 'begin return old; end'`,
			`drop function refuse_change() cascade`,
			`alter function refuse_change() rename to gone`,
			`set session_replication_role = replica`
		]) {
			await expect(asRole(statement), statement).rejects.toMatchObject({ code: '42501' });
		}
	});
});

describeOnBoth('a chain of corrections', (database) => {
	it('has one first row, no fork, and no row of another owner, wherever rows name the one they replace', async () => {
		const { db } = database();
		const { rows } = await sql<{ table: string; once: boolean; first: boolean; own: boolean }>`
			select c.relname as table,
				exists (select from pg_index i where i.indrelid = c.oid and i.indisunique and i.indpred is null
					and i.indnatts = 1 and i.indkey[0] = a.attnum) as once,
				exists (select from pg_index i where i.indrelid = c.oid and i.indisunique
					and pg_get_expr(i.indpred, i.indrelid) = '(prev_id IS NULL)') as first,
				exists (select from pg_constraint f where f.conrelid = c.oid and f.confrelid = c.oid and f.contype = 'f'
					and a.attnum = any (f.conkey) and cardinality(f.conkey) = 2) as own
			from pg_attribute a join pg_class c on c.oid = a.attrelid
			where a.attname = 'prev_id' and c.relkind = 'r' order by c.relname`.execute(db);
		expect(rows.length).toBeGreaterThan(10);
		for (const row of rows) expect(row).toMatchObject({ once: true, first: true, own: true });
	});

	it('refuses a second correction of the same row, a second beginning, and a row of another pledge', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await anActual(db, code);
		const first = await db.selectFrom('observation').selectAll().executeTakeFirstOrThrow();
		const { id, prev_id: _, ...columns } = first;
		const insert = (over: Partial<typeof columns> & { prev_id: number | null }) =>
			db
				.insertInto('observation')
				.values({ ...columns, ...over })
				.execute();
		await insert({ prev_id: id, value: '151' });
		await expect(insert({ prev_id: id, value: '152' })).rejects.toMatchObject({ code: '23505' });
		await expect(insert({ prev_id: null, value: '153' })).rejects.toMatchObject({ code: '23505' });
		const other = await definitionOf(db, await aPledge(db));
		const last = await db
			.selectFrom('observation')
			.select('id')
			.orderBy('id', 'desc')
			.executeTakeFirstOrThrow();
		const elsewhere = insert({ prev_id: last.id, indicator_id: other.rows.indicator ?? 0 });
		await expect(elsewhere).rejects.toMatchObject({ code: '23503' });
	});

	it('lets two people correct the same description only one after the other', async () => {
		const { db } = database();
		const code = await aPledge(db);
		const { seq, input } = await definitionOf(db, code);
		const edit = (title: string) =>
			editPledge(db, anAct(), { code, expectedSeq: seq, reason: null, input: { ...input, title } });
		const ends = await Promise.allSettled([edit('One title'), edit('Another title')]);
		expect(ends.map((end) => end.status).sort()).toEqual(['fulfilled', 'rejected']);
		const refused = ends.find((end) => end.status === 'rejected');
		expect(refused?.reason).toMatchObject({ code: 'changed_meanwhile' });
	});
});

describeOnBoth('schema.ts', (database) => {
	it('declares the columns that the migrations make: no more, no less, with their types', async () => {
		const { db } = database();
		const { rows } = await sql<{ table: string; column: string; type: string; nullable: boolean }>`
			select table_name as table, column_name as column, data_type as type, is_nullable = 'YES' as nullable
			from information_schema.columns
			where table_schema = 'public' and table_name not like 'kysely%'
			order by table_name, ordinal_position`.execute(db);
		const declared = readDeclaredTables();
		const inDatabase = new Set(rows.map((row) => `${row.table}.${row.column}`));
		const inSource = Object.entries(declared).flatMap(([table, columns]) =>
			Object.keys(columns).map((column) => `${table}.${column}`)
		);
		expect(inSource.filter((name) => !inDatabase.has(name))).toEqual([]);
		expect(rows.filter((row) => !declared[row.table]?.[row.column])).toEqual([]);
		const different = rows.filter(({ table, column, type, nullable }) => {
			const told = declared[table]?.[column];
			return told && (!told.types.includes(type) || told.nullable !== nullable);
		});
		expect(different).toEqual([]);
	});
});
