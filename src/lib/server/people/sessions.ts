import { sql } from 'kysely';
import type { Db } from '../db/connection.ts';
import { PUBLIC_COLUMNS } from './accounts.ts';
import type { Person } from './person.ts';

/** A row of the session table. It holds the hash of the id in the cookie, so the row alone opens nothing. */
export interface SessionRow {
	idHash: string;
	accountId: string;
	expiresAt: Date;
	createdAt: Date;
}

/** A person has no list of sessions longer than this on screen. */
const MOST_SESSIONS = 100;

/** The session and its person; the person is null when the account is disabled. */
export async function findSession(
	db: Db,
	idHash: string
): Promise<{ session: SessionRow; person: Person | null } | undefined> {
	const row = await db
		.selectFrom('session')
		.innerJoin('account', 'account.id', 'session.account_id')
		.where('session.id_hash', '=', idHash)
		.select([...PUBLIC_COLUMNS, 'account.disabled_at', 'session.expires_at', 'session.created_at'])
		.executeTakeFirst();
	if (!row) return undefined;
	const { id, name, email, role } = row;
	return {
		session: { idHash, accountId: id, expiresAt: row.expires_at, createdAt: row.created_at },
		person: row.disabled_at === null ? { id, name, email, role } : null
	};
}

/** The sessions of an account that have not expired, newest first. */
export async function listSessionRows(db: Db, accountId: string): Promise<SessionRow[]> {
	const rows = await db
		.selectFrom('session')
		.where('account_id', '=', accountId)
		.where('expires_at', '>', sql<Date>`now()`)
		.selectAll()
		.orderBy('created_at', 'desc')
		.orderBy('id_hash')
		.limit(MOST_SESSIONS)
		.execute();
	return rows.map((row) => ({
		idHash: row.id_hash,
		accountId: row.account_id,
		expiresAt: row.expires_at,
		createdAt: row.created_at
	}));
}

export async function insertSession(db: Db, row: SessionRow): Promise<void> {
	await db
		.insertInto('session')
		.values({
			id_hash: row.idHash,
			account_id: row.accountId,
			expires_at: row.expiresAt,
			created_at: row.createdAt
		})
		.execute();
}

export async function prolongSession(db: Db, idHash: string, expiresAt: Date): Promise<void> {
	await db.updateTable('session').set({ expires_at: expiresAt }).where('id_hash', '=', idHash).execute();
}

export async function deleteSession(db: Db, idHash: string): Promise<void> {
	await db.deleteFrom('session').where('id_hash', '=', idHash).execute();
}

/** Ends every session of an account, or every one but `keep`. */
export async function deleteSessionsOf(db: Db, accountId: string, keep: string | null = null): Promise<void> {
	await db
		.deleteFrom('session')
		.where('account_id', '=', accountId)
		.$if(keep !== null, (qb) => qb.where('id_hash', '!=', keep))
		.execute();
}

export async function deleteExpiredSessions(db: Db): Promise<void> {
	await db
		.deleteFrom('session')
		.where('expires_at', '<=', sql<Date>`now()`)
		.execute();
}
