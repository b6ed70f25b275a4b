import { sql, type Kysely } from 'kysely';

/**
 * The ledger, and the two procedures that make a table a table of facts: one that refuses every UPDATE, DELETE and
 * TRUNCATE, and one that lets the rows of one owner form a single chain without forks.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
	await sql`
		create function refuse_change() returns trigger language plpgsql as $$
		begin
			raise exception 'Facts are never overwritten: % refuses %. Append a row that names the one it replaces.',
				tg_table_name, tg_op using errcode = 'restrict_violation';
		end $$`.execute(db);
	await sql`
		create procedure make_append_only(facts regclass) language plpgsql as $$
		begin
			execute format('create trigger refuse_row before update or delete on %s
				for each row execute function refuse_change()', facts);
			execute format('create trigger refuse_all before truncate on %s
				for each statement execute function refuse_change()', facts);
			execute format('alter table %s enable always trigger refuse_row', facts);
			execute format('alter table %s enable always trigger refuse_all', facts);
		end $$`.execute(db);
	await sql`
		create procedure make_chain(facts regclass, owner text) language plpgsql as $$
		begin
			execute format('alter table %s add unique (prev_id)', facts);
			execute format('alter table %s add unique (id, %I)', facts, owner);
			execute format('alter table %s add foreign key (prev_id, %I) references %s (id, %I)',
				facts, owner, facts, owner);
		end $$`.execute(db);
	await sql`
		create table entry (
			seq integer primary key,
			at timestamptz not null,
			recorded_on date not null,
			by_id text references account (id),
			action text not null,
			subject text,
			reason text,
			request_key text unique
		)`.execute(db);
	await sql`create index entry_subject on entry (subject, seq)`.execute(db);
	await sql`call make_append_only('entry')`.execute(db);
}
