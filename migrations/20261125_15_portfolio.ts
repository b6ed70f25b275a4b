import { sql, type Kysely } from 'kysely';

/**
 * What a portfolio file says of facts that were first recorded in another database: when and by whom. An act is dated
 * here by the day of the import, because a ledger cannot be filled in afterwards; its origin stands beside it. An
 * owner who has no account here is kept by the address that the file names.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
	`alter table entry add column origin_on date, add column origin_by text`,
	`alter table pledge_version add column owner_named text,
		add check (owner_id is null or owner_named is null)`
];
