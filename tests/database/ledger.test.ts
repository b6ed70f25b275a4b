import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { DomainError } from '#lib/domain/errors.ts';
import type { Db } from '#lib/server/db/connection.ts';
import { lastSeq, record } from '#lib/server/db/ledger.ts';
import { createDatabase, describeOnBoth, ENGINES } from '../helpers/database.ts';
import { anAct, anActual, aPledge, pledgeInput } from '../helpers/factories.ts';
import { logPledge } from '#lib/server/pledges/log-pledge.ts';

const seqs = async (db: Db) =>
	(await db.selectFrom('entry').select('seq').orderBy('seq').execute()).map((e) => e.seq);
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const what = { action: 'noted', subject: 'test' };

it.each(ENGINES)(
	'numbers have no gaps and become visible in their order under concurrent writers (%s)',
	async (engine) => {
		const { db, drop } = await createDatabase(engine);
		try {
			let writing = true;
			const watch = async () => {
				const seen: number[][] = [];
				while (writing) {
					seen.push(await seqs(db));
					await pause(2);
				}
				return seen;
			};
			const watching = watch();
			const write = async (index: number) => {
				await pause(index % 7);
				return record(db, anAct(), what, async () => {
					await pause((index * 13) % 11);
					// Every fifth act fails after it got its number.
					if (index % 5 === 0) throw new DomainError('refused', 'Refused on purpose.');
				});
			};
			const ends = await Promise.allSettled(upTo(30).map(write));
			writing = false;
			for (const seen of await watching) expect(seen).toEqual(upTo(seen.length));
			expect(ends.filter((end) => end.status === 'fulfilled')).toHaveLength(24);
			expect(await seqs(db)).toEqual(upTo(24));
		} finally {
			await drop();
		}
	}
);

describeOnBoth('the ledger', (database) => {
	it('says who, when and what, with the day of the product and not of the machine', async () => {
		const { db } = database();
		const act = anAct({ today: '2026-01-31', now: new Date('2026-01-31T23:30:00Z') });
		const code = await aPledge(db, {}, act);
		const entry = await db.selectFrom('entry').selectAll().orderBy('seq', 'desc').executeTakeFirstOrThrow();
		expect(entry).toMatchObject({
			action: 'pledge logged',
			subject: code,
			recorded_on: '2026-01-31',
			at: act.now,
			by_id: null
		});
	});

	it('writes a request that arrives several times at once only once, and answers it the same', async () => {
		const { db } = database();
		const act = anAct({ requestKey: 'form-1' });
		const input = pledgeInput({ code: null });
		const answers = await Promise.all(upTo(5).map(() => logPledge(db, act, input)));
		expect(new Set(answers.map(({ code }) => code)).size).toBe(1);
		const entries = await db.selectFrom('entry').select('seq').where('request_key', '=', 'form-1').execute();
		expect(entries).toHaveLength(1);
		const pledges = await db
			.selectFrom('pledge')
			.select('id')
			.where('entry_seq', '=', entries[0]?.seq ?? 0)
			.execute();
		expect(pledges).toHaveLength(1);
	});

	it('does not take a second figure for one that was asked for under another key', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await anActual(db, code, {}, anAct({ requestKey: 'figure-1' }));
		await anActual(db, code, {}, anAct({ requestKey: 'figure-1' }));
		await expect(anActual(db, code, {}, anAct({ requestKey: 'figure-2' }))).rejects.toMatchObject({
			code: 'period_taken'
		});
	});

	it('keeps nothing of an act that failed, and its key can be used again', async () => {
		const { db } = database();
		const before = await lastSeq(db);
		const failing = record(db, anAct({ requestKey: 'form-2' }), what, async (trx, seq) => {
			await trx.insertInto('party').values({ entry_seq: seq }).execute();
			throw new DomainError('refused', 'Refused on purpose.');
		});
		await expect(failing).rejects.toMatchObject({ code: 'refused' });
		expect(await lastSeq(db)).toBe(before);
		const kept = await db.selectFrom('party').select('id').where('entry_seq', '>', before).execute();
		expect(kept).toEqual([]);
		const again = await record(db, anAct({ requestKey: 'form-2' }), what, () => Promise.resolve('done'));
		expect(again).toMatchObject({ seq: before + 1, value: 'done', repeated: false });
	});
});
