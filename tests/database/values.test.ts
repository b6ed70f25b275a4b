import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { editPledge } from '#lib/server/pledges/edit-pledge.ts';
import { loadFacts } from '#lib/server/pledges/facts.ts';
import { listPledges } from '#lib/server/pledges/list.ts';
import { describeOnBoth } from '../helpers/database.ts';
import {
	A_BASELINE,
	A_TARGET,
	AN_INDICATOR,
	anAct,
	anActual,
	aPledge,
	DAY,
	definitionOf,
	momentOf,
	UNMEASURED
} from '../helpers/factories.ts';

const FORTY = '1234567890123456789012345678901234567.125';

describeOnBoth('values on their way through the database', (database) => {
	it('are days that do not shift, in whatever time zone the machine and the session are', async () => {
		const { db } = database();
		expect(new Date(2024, 0, 1).getTimezoneOffset()).not.toBe(0);
		const period = { start: '2024-01-01', end: '2024-12-31' };
		const target = { ...A_TARGET, due: '2030-01-01', duePrecision: 'day' as const };
		const code = await aPledge(db, { baseline: { ...A_BASELINE, period }, target });
		await anActual(db, code, { period: { start: '2025-01-01', end: '2025-01-31' } });
		const { pledgeId } = await definitionOf(db, code);
		const facts = (await loadFacts(db, [pledgeId])).get(pledgeId);
		expect(facts?.baselines[0]?.period).toEqual(period);
		expect(facts?.targets[0]?.due).toBe('2030-01-01');
		expect(facts?.observations[0]).toMatchObject({
			period: { start: '2025-01-01', end: '2025-01-31' },
			recordedOn: DAY,
			knownOn: DAY
		});
		for (const zone of ['Pacific/Kiritimati', 'America/Los_Angeles']) {
			const read = await db.transaction().execute(async (trx) => {
				await sql`select set_config('TimeZone', ${zone}, true)`.execute(trx);
				return trx.selectFrom('target').select('due_on').where('pledge_id', '=', pledgeId).execute();
			});
			expect(read, zone).toEqual([{ due_on: '2030-01-01' }]);
		}
	});

	it('are figures with all their digits, up to the forty that may be typed', async () => {
		const { db } = database();
		const baseline = { ...A_BASELINE, value: `-${FORTY}` };
		const code = await aPledge(db, { baseline, target: { ...A_TARGET, value: FORTY } });
		await anActual(db, code, { value: '0.0000000000000000000000000000000000001' });
		const { pledgeId, input } = await definitionOf(db, code);
		expect([input.baseline?.value, input.target?.value]).toEqual([`-${FORTY}`, FORTY]);
		const facts = (await loadFacts(db, [pledgeId])).get(pledgeId);
		expect(facts?.observations[0]?.value).toBe('0.0000000000000000000000000000000000001');
		const { rows } = await listPledges(
			db,
			{ sort: 'code', dir: 'asc', page: 1, q: code },
			await momentOf(db)
		);
		expect(rows[0]?.target?.value).toBe(FORTY);
		expect(rows[0]?.baseline?.value).toBe(`-${FORTY}`);
	});

	it('come as the same types from both engines', async () => {
		const { db } = database();
		const code = await aPledge(db, {}, anAct({ now: new Date('2026-11-23T23:59:59.123Z') }));
		await anActual(db, code);
		const row = await db
			.selectFrom('observation')
			.innerJoin('entry', 'entry.seq', 'observation.entry_seq')
			.innerJoin('indicator', 'indicator.id', 'observation.indicator_id')
			.innerJoin('pledge_current', 'pledge_current.pledge_id', 'indicator.pledge_id')
			.where('pledge_current.code', '=', code)
			.select(['observation.id', 'observation.value', 'observation.period_end', 'observation.partial'])
			.select(['observation.derived', 'entry.at', 'pledge_current.progress', 'pledge_current.row'])
			.executeTakeFirstOrThrow();
		const types = Object.fromEntries(
			Object.entries(row).map(([name, value]) => [name, value instanceof Date ? 'Date' : typeof value])
		);
		expect(types).toEqual({
			id: 'number',
			value: 'string',
			period_end: 'string',
			partial: 'boolean',
			derived: 'object',
			at: 'Date',
			progress: 'number',
			row: 'object'
		});
		expect(row.derived).toBeNull();
		expect(row.row.target?.value).toBe('200');
		const logged = await db
			.selectFrom('entry')
			.select('at')
			.where('subject', '=', code)
			.orderBy('seq')
			.execute();
		expect(logged[0]?.at.toISOString()).toBe('2026-11-23T23:59:59.123Z');
	});

	it('are targets as they were typed, also in a unit whose factor has no exact inverse', async () => {
		const { db } = database();
		const indicator = { ...AN_INDICATOR, unit: 'bcm (15 °C)' };
		const plan = [{ on: '2027-12-31', value: '0.7' }];
		const target = { ...A_TARGET, value: '1.5', unit: 'bcm (0 °C)', plan };
		const code = await aPledge(db, { indicator, baseline: null, target });
		expect((await definitionOf(db, code)).input.target).toMatchObject({ value: '1.5', plan });
	});

	it('are a target that stays as it is where an earlier kind left an indicator behind', async () => {
		const { db } = database();
		const target = { ...A_TARGET, value: null, unit: null, qualifier: 'exactly' as const };
		const code = await aPledge(db, { baseline: null });
		const kept = await definitionOf(db, code);
		const input = { ...kept.input, ...UNMEASURED, kind: 'milestones' as const, target };
		await editPledge(db, anAct(), { code, expectedSeq: kept.seq, reason: 'steps, no figures', input });
		const { seq, input: standing } = await definitionOf(db, code);
		const renamed = { ...standing, indicator: null, title: 'Another title' };
		await editPledge(db, anAct(), { code, expectedSeq: seq, reason: null, input: renamed });
		expect((await definitionOf(db, code)).input.title).toBe('Another title');
	});

	it('are texts as they were written: Cyrillic, quotes, markup, line breaks', async () => {
		const { db } = database();
		const quote = '«Довести товарооборот до $1 млрд»\n<script>alert("1")</script> \\ \' ; --\tx';
		const code = await aPledge(db, { quote });
		expect((await definitionOf(db, code)).input.quote).toBe(quote);
	});
});
