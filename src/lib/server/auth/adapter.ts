import { createHash } from 'node:crypto';
import type { Adapter, DatabaseSession, DatabaseUser } from 'lucia';
import type { Db } from '../db/connection.ts';
import type { Person } from '../people/person.ts';
import * as sessions from '../people/sessions.ts';

/** SHA-256 of a session id, in hex. The id has 200 random bits, so it needs neither salt nor a slow hash. */
export function hashSessionId(id: string): string {
	return createHash('sha256').update(id).digest('hex');
}

/**
 * Lucia's storage on our tables. What is stored is the hash of the id: whoever reads the table, or a backup of it,
 * holds no session.
 * @param lifetime of a new session, in milliseconds
 */
export function makeAdapter(db: Db, lifetime: number): Adapter {
	return {
		async getSessionAndUser(id) {
			const found = await sessions.findSession(db, hashSessionId(id));
			if (!found) return [null, null];
			return [toSession(id, found.session), found.person && toUser(found.person)];
		},
		// The ids cannot be had back from the table, so these sessions carry the hash in their place.
		async getUserSessions(accountId) {
			const rows = await sessions.listSessionRows(db, accountId);
			return rows.map((row) => toSession(row.idHash, row));
		},
		setSession({ id, userId, expiresAt }) {
			const createdAt = new Date(expiresAt.getTime() - lifetime);
			return sessions.insertSession(db, {
				idHash: hashSessionId(id),
				accountId: userId,
				expiresAt,
				createdAt
			});
		},
		updateSessionExpiration: (id, expiresAt) => sessions.prolongSession(db, hashSessionId(id), expiresAt),
		deleteSession: (id) => sessions.deleteSession(db, hashSessionId(id)),
		deleteUserSessions: (accountId) => sessions.deleteSessionsOf(db, accountId),
		deleteExpiredSessions: () => sessions.deleteExpiredSessions(db)
	};
}

function toSession(id: string, row: sessions.SessionRow): DatabaseSession {
	return { id, userId: row.accountId, expiresAt: row.expiresAt, attributes: {} };
}

function toUser({ id, ...attributes }: Person): DatabaseUser {
	return { id, attributes };
}
