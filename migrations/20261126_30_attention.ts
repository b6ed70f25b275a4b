import { sql, type Kysely } from 'kysely';

/**
 * Why a pledge calls for a manager's eye, kept with the rest of the read model so that the board counts and lists by it.
 * Every row is computed anew when it is next read, and past states are worked out again.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
	`delete from past_state`,
	`alter table pledge_current add column attention text[] not null default '{}'`,
	`alter table past_pledge add column attention text[] not null default '{}'`,
	`update pledge_current set method = ''`
];
