import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { lastSeq } from '#lib/server/db/ledger.ts';
import { loadFacts } from '#lib/server/pledges/facts.ts';
import { loadSample } from '#lib/server/portfolio/load-sample.ts';
import { describeOnBoth } from '../helpers/database.ts';
import { anAccount, anAct, definitionOf } from '../helpers/factories.ts';

const [TRADE, ITEMS, GAS, RAILWAY, CULTURE] = ['01', '02', '04', '09', '18'].map(
	(n) => `KZ-TM-2022-${n}`
) as [string, string, string, string, string];
const COLLECTED = '2026-11-23';

describeOnBoth('the sample portfolio', (database) => {
	let owner = '';
	beforeAll(async () => {
		const { db } = database();
		owner = await anAccount(db, { name: 'Owner of the sample' });
		await loadSample(db, anAct({ by: owner }));
	});

	const factsOf = async (code: string) => {
		const { pledgeId } = await definitionOf(database().db, code);
		const facts = (await loadFacts(database().db, [pledgeId])).get(pledgeId);
		if (!facts) throw new Error(`No facts of ${code}.`);
		return facts;
	};

	const currentOf = (code: string) =>
		database().db.selectFrom('pledge_current').selectAll().where('code', '=', code).executeTakeFirstOrThrow();

	it('has every pledge, figure and source of the file, each once', async () => {
		const { db } = database();
		const count = async (table: 'pledge' | 'source' | 'occasion' | 'restatement' | 'step') =>
			(
				await db
					.selectFrom(table)
					.select((eb) => eb.fn.countAll<number>().as('n'))
					.executeTakeFirstOrThrow()
			).n;
		expect(await count('pledge')).toBe(18);
		expect(await count('source')).toBe(38);
		expect(await count('occasion')).toBe(1);
		const figures = await db
			.selectFrom('observation')
			.innerJoin('indicator', 'indicator.id', 'observation.indicator_id')
			.groupBy('indicator.role')
			.select((eb) => ['indicator.role', eb.fn.countAll<number>().as('n')])
			.orderBy('indicator.role')
			.execute();
		expect(figures).toEqual([
			{ role: 'headline', n: 21 },
			{ role: 'supporting', n: 1 }
		]);
		const codes = await db.selectFrom('pledge_current').select('code').orderBy('code').execute();
		expect(codes.at(-1)?.code).toBe(CULTURE);
	});

	it('belongs to the one who loaded it, in the ledger and as owner', async () => {
		const { db } = database();
		const others = await db
			.selectFrom('entry')
			.select('seq')
			.where('by_id', 'is distinct from', owner)
			.execute();
		expect(others).toEqual([]);
		const rows = await db.selectFrom('pledge_current').select('owner_id').distinct().execute();
		expect(rows).toEqual([{ owner_id: owner }]);
	});

	it('keeps both figures for the trade of 2022, and ranks the reporters with a reason', async () => {
		const facts = await factsOf(TRADE);
		const of2022 = facts.observations.filter(
			(o) => o.period.start === '2022-01-01' && o.period.end === '2022-12-31'
		);
		expect(of2022.map((o) => [o.reporter, o.value, o.state])).toEqual([
			['Kazakhstan, Foreign Ministry', '439800000', 'provisional'],
			['Kazakhstan, Ministry of Industry and Construction', '459600000', 'provisional']
		]);
		expect(of2022.map((o) => o.supersedes)).toEqual([null, null]);
		expect(facts.reporterOrders).toHaveLength(1);
		expect(facts.reporterOrders[0]?.ranked).toHaveLength(7);
		expect(facts.reporterOrders[0]?.reason).toMatch(/ministry/);
	});

	it('knows every fact since the day of its source, or, where it has no day, since it was done or collected', async () => {
		const { db } = database();
		const tables = ['observation', 'baseline', 'step_done', 'check_in', 'pledge_version'] as const;
		for (const table of tables) {
			// What was done in the open was public when it was done; a figure is only known to have been when collected.
			const happened = { step_done: 'coalesce(done_to, done_from)', check_in: 'evidence_on' };
			const day = sql.raw(table in happened ? happened[table as keyof typeof happened] : 'null');
			const { rows } = await sql<{ known_on: string; published_on: string | null; happened: string | null }>`
				select fact.known_on, source_version.published_on, ${day} as happened from ${sql.table(table)} as fact
				left join source_version on source_version.source_id = fact.source_id`.execute(db);
			expect(rows.length, table).toBeGreaterThan(0);
			const other = rows.filter((row) => row.known_on !== (row.published_on ?? row.happened ?? COLLECTED));
			expect(other, table).toEqual([]);
		}
		const entries = await db.selectFrom('entry').select('recorded_on').distinct().execute();
		expect(entries).toEqual([{ recorded_on: COLLECTED }]);
	});

	it('checks every pledge once on the day it was collected', async () => {
		const { db } = database();
		const checks = await db
			.selectFrom('check_in')
			.where('checked_on', '=', COLLECTED)
			.groupBy('pledge_id')
			.select((eb) => ['pledge_id', eb.fn.countAll<number>().as('n')])
			.execute();
		expect(checks).toHaveLength(18);
		expect(checks.filter((check) => check.n !== 1)).toEqual([]);
		const fresh = await db.selectFrom('pledge_current').select('freshness').distinct().execute();
		expect(fresh.map((row) => row.freshness).sort()).toEqual(['current', 'none']);
	});

	it('invents nothing: no deadline, baseline or value that the sources do not have', async () => {
		const { db } = database();
		const trade = await factsOf(TRADE);
		expect(trade.targets).toMatchObject([
			{ value: '1000000000', due: null, start: null, standing: 'stated' }
		]);
		expect(trade.baselines).toMatchObject([
			{ value: '250000000', qualifier: 'more_than', precision: 'year' }
		]);
		const gas = await factsOf(GAS);
		expect(gas.baselines).toEqual([]);
		expect(gas.targets).toMatchObject([{ value: '1.5', qualifier: 'up_to', per: 'year', due: null }]);
		const railway = await factsOf(RAILWAY);
		expect(railway.targets).toMatchObject([{ value: '10', standing: 'interpretation', due: null }]);
		const items = await factsOf(ITEMS);
		expect([items.baselines, items.observations]).toEqual([[], []]);
		const dated = await db
			.selectFrom('target')
			.innerJoin('pledge', 'pledge.id', 'target.pledge_id')
			.where('target.due_on', 'is not', null)
			.select(['pledge.code', 'target.starts_on', 'target.due_on'])
			.execute();
		expect(dated).toEqual([{ code: CULTURE, starts_on: '2023-01-01', due_on: '2024-12-31' }]);
	});

	it('reads on that day as the words say', async () => {
		const trade = await currentOf(TRADE);
		expect(trade).toMatchObject({ status: 'NO_DEADLINE', status_group: 'in_progress', counted: true });
		expect(trade.assessment).toMatchObject({
			direction: 'toward',
			figure: { value: '555000000', qualifier: 'more_than', reporter: 'Press' }
		});
		expect(trade.progress).toBeCloseTo(305 / 750, 12);
		const gas = await currentOf(GAS);
		expect(gas.status).toBe('NOT_ASSESSABLE');
		expect(gas.assessment.statusText).toBe('Not assessable: no figure');
		expect(gas.assessment.sentence).toContain('No figure for “Gas imported from Turkmenistan”');
		const culture = await currentOf(CULTURE);
		expect(culture.status).toBe('MET');
		expect(culture.assessment).toMatchObject({
			statusText: 'Met, 2 of 2 held',
			tally: { done: 2, of: 2 },
			nextChangeOn: null
		});
		const railway = await currentOf(RAILWAY);
		expect(railway.status).toBe('NO_DEADLINE');
		expect(railway.assessment.sentence).toContain('(the analyst’s reading)');
		expect(railway.assessment.flags.map(({ flag }) => flag)).toContain('interpreted_target');
	});

	it('counts in headline totals only what was agreed or declared ready', async () => {
		const { db } = database();
		const rows = await db.selectFrom('pledge_current').select(['strength', 'counted']).distinct().execute();
		const firm = ['agreed', 'declared ready'];
		expect(rows.filter((row) => row.counted !== firm.includes(row.strength))).toEqual([]);
		expect(rows.length).toBe(5);
	});

	it('cannot be loaded a second time, and the attempt leaves nothing', async () => {
		const { db } = database();
		const before = await lastSeq(db);
		await expect(loadSample(db, anAct({ by: owner }))).rejects.toMatchObject({ code: 'portfolio_refused' });
		expect(await lastSeq(db)).toBe(before);
		expect(await db.selectFrom('pledge').select('id').execute()).toHaveLength(18);
	});
});

describeOnBoth('the sample portfolio under a clock that was set back', (database) => {
	it('is recorded on the day it was collected, because nothing can be known before', async () => {
		const { db } = database();
		await loadSample(db, anAct({ today: '2024-01-01' }));
		const entries = await db.selectFrom('entry').select('recorded_on').distinct().execute();
		expect(entries).toEqual([{ recorded_on: COLLECTED }]);
		const checks = await db
			.selectFrom('check_in')
			.select('checked_on')
			.where('checked_on', '>', COLLECTED)
			.execute();
		expect(checks).toEqual([]);
	});
});

describeOnBoth('a request that loads the sample', (database) => {
	it('loads all of it, although every act of it carries the same request', async () => {
		const { db } = database();
		await loadSample(db, anAct({ requestKey: 'load-1' }));
		expect(await db.selectFrom('pledge').select('id').execute()).toHaveLength(18);
		expect(await db.selectFrom('observation').select('id').execute()).toHaveLength(22);
	});
});
