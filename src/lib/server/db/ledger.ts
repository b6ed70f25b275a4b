import { sql } from 'kysely';
import type { IsoDate } from '#lib/domain/calendar.ts';
import type { Db } from './connection.ts';

/** Who acts, and when: the same for every fact of one act. */
export interface Act {
	/** account id; null when the product itself acts */
	by: string | null;
	/** the product's day, in UTC */
	today: IsoDate;
	now: Date;
	/** given by the form, so that a request that arrives twice is written once */
	requestKey?: string | null;
	/** the same for all acts of one request; see `recordBatch` */
	batch?: string | null;
}

export interface Receipt<T> {
	/** ledger number of the act */
	seq: number;
	/** what the act was about: a pledge's code, for instance */
	subject: string | null;
	/** what `write` returned; undefined when this request had been written before */
	value: T | undefined;
	repeated: boolean;
}

/** Any number, the same everywhere, that only the ledger locks on. */
const LEDGER_LOCK = 2022_10_15;

/** How many entries are written by one statement. */
const ENTRIES_AT_ONCE = 500;

/**
 * Runs `write` in a transaction under the next ledger number. Numbers are given under a lock that is held until the
 * transaction ends, so they are committed in their own order and without gaps. Inside a transaction it joins it.
 */
export async function record<T>(
	db: Db,
	act: Act,
	what: {
		action: string;
		/** may be found out under the lock, where nobody else can take it meanwhile */
		subject: string | null | ((trx: Db) => Promise<string>);
		reason?: string | null;
	},
	write: (trx: Db, seq: number, subject: string | null) => Promise<T>
): Promise<Receipt<T>> {
	return inTransaction(db, async (trx) => {
		const before = await lockLedger(trx, act);
		if (before) return { ...before, value: undefined, repeated: true };
		const subject = typeof what.subject === 'function' ? await what.subject(trx) : what.subject;
		const { seq } = await trx
			.insertInto('entry')
			.values((eb) => ({
				seq: sql<number>`(select coalesce(max(seq), 0) + 1 from entry)`,
				at: act.now,
				recorded_on: act.today,
				by_id: act.by,
				action: what.action,
				subject,
				reason: what.reason ?? null,
				request_key: eb.val(act.requestKey ?? null),
				batch: act.batch ?? null
			}))
			.returning('seq')
			.executeTakeFirstOrThrow();
		return { seq, subject, value: await write(trx, seq, subject), repeated: false };
	});
}

/**
 * Runs several acts of one request in one transaction, all or nothing: `work` calls `record` for each with the act it
 * is given, so that each subject has entries of its own and the batch says that they belong together. The first one
 * carries the request's key.
 * @returns what `work` returned; undefined when this request had been written before
 */
export async function recordBatch<T>(
	db: Db,
	act: Act,
	work: (trx: Db, next: () => Act) => Promise<T>
): Promise<T | undefined> {
	return inTransaction(db, async (trx) => {
		if (await lockLedger(trx, act)) return undefined;
		const batch = act.batch ?? act.requestKey ?? crypto.randomUUID();
		let key = act.requestKey ?? null;
		return work(trx, () => {
			const one = { ...act, batch, requestKey: key };
			key = null;
			return one;
		});
	});
}

/** What one of many acts is about; see `numberAll`. */
export interface ActAbout {
	action: string;
	subject: string | null;
	reason: string | null;
	/** when and by whom it was first recorded elsewhere, for what an imported file brings */
	origin?: { on: IsoDate; by: string | null } | null;
}

/**
 * Writes the entries of many subjects at once, in their order. Only for the work of a `recordBatch`, which holds the
 * lock under which numbers are given.
 * @param next as `recordBatch` hands it on
 * @returns their ledger numbers
 */
export async function numberAll(trx: Db, next: () => Act, whats: readonly ActAbout[]): Promise<number[]> {
	const first = (await lastSeq(trx)) + 1;
	const rows = whats.map(({ origin, ...what }, at) => {
		const { now, today, by, requestKey, batch } = next();
		return {
			seq: first + at,
			at: now,
			recorded_on: today,
			by_id: by,
			...what,
			request_key: requestKey,
			batch,
			origin_on: origin?.on ?? null,
			origin_by: origin?.by ?? null
		};
	});
	for (let from = 0; from < rows.length; from += ENTRIES_AT_ONCE) {
		await trx
			.insertInto('entry')
			.values(rows.slice(from, from + ENTRIES_AT_ONCE))
			.execute();
	}
	return rows.map(({ seq }) => seq);
}

/** Waits for the ledger's next number, and gives the entry that this request has made already, if it has. */
async function lockLedger(trx: Db, act: Act): Promise<{ seq: number; subject: string | null } | undefined> {
	await sql`select pg_advisory_xact_lock(${sql.lit(LEDGER_LOCK)})`.execute(trx);
	if (!act.requestKey) return undefined;
	return trx
		.selectFrom('entry')
		.select(['seq', 'subject'])
		.where('request_key', '=', act.requestKey)
		.executeTakeFirst();
}

/** Runs `work` in a transaction, or in the one that `db` already is. */
export function inTransaction<T>(db: Db, work: (trx: Db) => Promise<T>): Promise<T> {
	return db.isTransaction ? work(db) : db.transaction().execute(work);
}

/** The last ledger number: the state that everything read now belongs to. 0 for an empty ledger. */
export async function lastSeq(db: Db): Promise<number> {
	const { seq } = await db
		.selectFrom('entry')
		.select((eb) => eb.fn.coalesce(eb.fn.max('seq'), sql<number>`0`).as('seq'))
		.executeTakeFirstOrThrow();
	return seq;
}
