import { expect, it } from 'vitest';
import { ROWS_AT_ONCE } from '#lib/server/db/bulk.ts';
import type { Db } from '#lib/server/db/connection.ts';
import { lastSeq } from '#lib/server/db/ledger.ts';
import { readGiven } from '#lib/server/imports/given.ts';
import { cancelJob, confirmJob, findJob, settled, startJob, type Job } from '#lib/server/imports/jobs.ts';
import { describeOnBoth } from '../helpers/database.ts';
import { anAct, anActual, aPledge, unique } from '../helpers/factories.ts';

const AGREED = { reason: null, confirmed: false };
const LONG = 60_000;
const failures: unknown[] = [];
const tools = (db: Db) => ({ db, asker: null, onFailure: (error: unknown) => void failures.push(error) });
/** Somebody who imports; an account is needed only where something is written. */
const somebody = () => `person ${unique()}`;

/** Figures of one pledge, one for each day. */
function figures(code: string, count: number): string {
	const rows = ['pledge_code,period,value,reporter'];
	for (let at = 0; at < count; at++) {
		rows.push(`${code},${new Date(Date.UTC(1900, 0, 1 + at)).toISOString().slice(0, 10)},${at},Office`);
	}
	return rows.join('\n');
}

async function begin(db: Db, owner: string, text: string): Promise<Job> {
	const job = startJob(tools(db), anAct({ by: owner }), await readGiven({ format: 'actuals', text }, null));
	return job;
}

/** An import that was checked and waits to be confirmed. */
async function ready(db: Db, owner: string, text: string): Promise<Job> {
	const job = await begin(db, owner, text);
	await settled(job, LONG);
	expect(job).toMatchObject({ state: 'ready', message: null });
	return job;
}

const countFigures = async (db: Db) => {
	const { count } = await db
		.selectFrom('observation')
		.select(({ fn }) => fn.countAll<number>().as('count'))
		.executeTakeFirstOrThrow();
	return count;
};

describeOnBoth('an import under way', (database) => {
	it('is seen and stopped only by the person who began it', async () => {
		const { db } = database();
		const owner = somebody();
		const job = await ready(db, owner, figures(await aPledge(db), 2));
		expect(findJob(owner, job.id)).toBe(job);
		expect(findJob(somebody(), job.id)).toBeNull();
		await cancelJob(job);
	});

	it('writes once, however often it is confirmed', async () => {
		const { db } = database();
		const job = await ready(db, somebody(), figures(await aPledge(db), 3));
		const before = await countFigures(db);
		// A job may be confirmed by anybody who has it; facts need an account that exists, or none.
		const act = anAct();
		confirmJob(tools(db), act, job, AGREED);
		confirmJob(tools(db), act, job, AGREED);
		await settled(job, LONG);
		confirmJob(tools(db), act, job, AGREED);
		await settled(job, LONG);
		expect(job.state).toBe('written');
		expect(await countFigures(db)).toBe(before + 3);
	});

	it('is checked again when something was recorded meanwhile, and goes on where that changes nothing', async () => {
		const { db } = database();
		const [code, other] = [await aPledge(db), await aPledge(db)];
		const job = await ready(db, somebody(), figures(code, 2));
		await anActual(db, other);
		confirmJob(tools(db), anAct(), job, AGREED);
		await settled(job, LONG);
		expect(job.state).toBe('written');
	});

	it('asks again where what was recorded meanwhile changes what it does', async () => {
		const { db } = database();
		const code = await aPledge(db);
		const job = await ready(db, somebody(), figures(code, 2));
		const day = { start: '1900-01-02', end: '1900-01-02' };
		await anActual(db, code, { period: day, value: '1', reporter: 'Office' });
		const before = await countFigures(db);
		confirmJob(tools(db), anAct(), job, AGREED);
		await settled(job, LONG);
		expect(job.state).toBe('ready');
		expect(job.message).toMatch(/Nothing was written yet: look at it again/);
		expect(job.checked?.counts).toMatchObject({ added: 1, skipped: 1 });
		expect(await countFigures(db)).toBe(before);
	});

	it('writes nothing when it is cancelled while it is written', async () => {
		const { db } = database();
		const job = await ready(db, somebody(), figures(await aPledge(db), 4 * ROWS_AT_ONCE));
		const before = [await countFigures(db), await lastSeq(db)];
		confirmJob(tools(db), anAct(), job, AGREED);
		while (job.share === 0) await new Promise((resolve) => setImmediate(resolve));
		expect(job.state).toBe('writing');
		await cancelJob(job);
		expect(job.state).toBe('cancelled');
		expect([await countFigures(db), await lastSeq(db)]).toEqual(before);
	});

	it('that could not be done is still said to have ended so when somebody cancels it', async () => {
		const { db } = database();
		const owner = somebody();
		const given = await readGiven({ format: 'actuals', text: figures(await aPledge(db), 1) }, null);
		const seen: unknown[] = [];
		const unready = {
			...tools(db.withSchema('nowhere')),
			onFailure: (error: unknown) => void seen.push(error)
		};
		const job = startJob(unready, anAct({ by: owner }), given);
		await settled(job, LONG);
		expect([job.state, seen.length]).toEqual(['failed', 1]);
		await cancelJob(job);
		expect(job.state).toBe('failed');
	});

	it('gives way to the next one of the same person, unless it is being written', async () => {
		const { db } = database();
		const owner = somebody();
		const code = await aPledge(db);
		const first = await ready(db, owner, figures(code, 1));
		const second = await ready(db, owner, figures(code, 4 * ROWS_AT_ONCE));
		expect(findJob(owner, first.id)).toBeNull();
		confirmJob(tools(db), anAct(), second, AGREED);
		await expect(begin(db, owner, figures(code, 1))).rejects.toMatchObject({ code: 'import_busy' });
		await cancelJob(second);
		await cancelJob(await begin(db, owner, figures(code, 1)));
	});

	it('is refused while several are at work, since each takes memory', async () => {
		const { db } = database();
		const text = figures(await aPledge(db), 4 * ROWS_AT_ONCE);
		const begun: Job[] = [];
		const many = async () => {
			for (let at = 0; at < 20; at++) begun.push(await begin(db, somebody(), text));
		};
		await expect(many()).rejects.toMatchObject({ code: 'import_busy' });
		expect(begun.length).toBeGreaterThan(1);
		await Promise.all(begun.map(cancelJob));
		await cancelJob(await begin(db, somebody(), text));
		expect(failures).toEqual([]);
	});
});
