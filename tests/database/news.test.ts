import { beforeAll, expect, it } from 'vitest';
import { yearPeriod } from '#lib/domain/calendar.ts';
import { readPledgeFilter } from '#lib/schema/pledge-filter.ts';
import { look, markSeen, VISIT_HOURS } from '#lib/server/people/look.ts';
import { disableAccount } from '#lib/server/people/manage-accounts.ts';
import { listPledges } from '#lib/server/pledges/list.ts';
import { listNextDates } from '#lib/server/pledges/next-dates.ts';
import { tellNews } from '#lib/server/pledges/news.ts';
import { describeOnBoth } from '../helpers/database.ts';
import {
	A_TARGET,
	aCheck,
	aClosing,
	anAccount,
	anAct,
	anActual,
	anEdit,
	aPledge,
	DAY,
	momentOf,
	UNMEASURED
} from '../helpers/factories.ts';

/** The day up to which everything had been seen. */
const SEEN = '2026-06-01';

describeOnBoth('news since a day', (database) => {
	const code: Record<string, string> = {};

	beforeAll(async () => {
		const { db } = database();
		const before = anAct({ today: '2026-05-01' });
		const log = async (name: string, over: Parameters<typeof aPledge>[1] = {}) => {
			code[name] = await aPledge(db, { title: name, checkDays: 3650, ...over }, before);
		};
		const figure = (name: string, value: string, year = 2024, act = before) =>
			anActual(db, code[name] ?? '', { value, period: yearPeriod(year) }, act);
		for (const name of ['met', 'lost', 'went back', 'moved', 'closed', 'nothing', 'fell behind'])
			await log(name);
		await log('deadline passed', { target: { ...A_TARGET, due: '2026-08-31', duePrecision: 'day' } });
		await log('silent', { ...UNMEASURED, kind: 'continuing', checkDays: 180 });
		await log('checked again', { ...UNMEASURED, kind: 'continuing', checkDays: 180, activityDays: 3650 });
		await log('active', { ...UNMEASURED, kind: 'continuing', checkDays: 3650 });
		await aCheck(db, code.silent ?? '', { checkedOn: '2026-05-01' }, before);
		for (const [name, value] of [
			...[
				['met', '150'],
				['lost', '230'],
				['went back', '180'],
				['moved', '150'],
				['closed', '150']
			],
			...[
				['nothing', '150'],
				['deadline passed', '150'],
				['fell behind', '150']
			]
		] as [string, string][])
			await figure(name, value);

		const now = anAct({ today: '2026-11-20' });
		await figure('met', '205', 2025, now);
		await figure('lost', '190', 2025, now);
		await figure('went back', '178', 2025, now);
		await figure('fell behind', '90', 2025, now);
		await anEdit(db, code.moved ?? '', { target: { ...A_TARGET, due: '2035-12-31' } }, 'put off', now);
		await aClosing(db, code.closed ?? '', {}, now);
		await aCheck(db, code['checked again'] ?? '', {}, now);
		const active = { outcome: 'activity', evidenceOn: '2026-11-01', text: 'They met.' } as const;
		await aCheck(db, code.active ?? '', active, now);
		code.logged = await aPledge(db, { title: 'logged' }, now);
	});

	const told = async (asked = {}, today = DAY) => {
		const { db } = database();
		const news = await tellNews(db, {}, await momentOf(db, { since: SEEN, ...asked }, today));
		const kinds = news?.kinds.map(({ kind, items }) => [kind, items.map(({ title }) => title).sort()]);
		return { news, kinds: Object.fromEntries(kinds ?? []) as Record<string, string[]> };
	};

	it('hides no date that falls due of what did not change', async () => {
		const { db } = database();
		const since = await momentOf(db, { since: SEEN });
		const dates = await listNextDates(db, { code: code.nothing }, since);
		expect(dates.map(({ what }) => what)).toContain('deadline');
	});

	it('says what was met, slipped, regressed, fell silent, moved, was evidenced, and nothing of what did not', async () => {
		const { kinds, news } = await told();
		expect(kinds).toEqual({
			met: ['met'],
			slipped: ['deadline passed', 'fell behind'],
			regressed: ['lost', 'went back'],
			silent: ['silent'],
			target: ['moved'],
			evidenced: ['lost', 'met', 'went back'],
			logged: ['logged'],
			status: expect.arrayContaining(['closed']),
			checked: ['checked again']
		});
		// A board names the first few; its link holds the one that was active too.
		expect(news?.kinds.find(({ kind }) => kind === 'evidenced')?.count).toBe(5);
		expect(JSON.stringify(news)).not.toContain('"nothing"');
	});

	it('finds what midnight alone changed, with no entry in the ledger since', async () => {
		const { kinds } = await told({ since: '2026-08-15', asOf: '2026-11-19' });
		expect(kinds).toEqual({ slipped: ['deadline passed'], silent: ['silent'] });
	});

	it('names from what to what, and why with the figures', async () => {
		const { news } = await told();
		const item = (kind: string, title: string) =>
			news?.kinds.find((one) => one.kind === kind)?.items.find((one) => one.title === title);
		expect(item('target', 'moved')).toMatchObject({
			from: 'at least 200 kt by 2030',
			to: 'at least 200 kt by 2035',
			why: 'The deadline lies later than it did.'
		});
		expect(item('regressed', 'went back')).toMatchObject({
			from: '80 % of the way',
			to: '78 % of the way'
		});
		expect(item('evidenced', 'met')).toMatchObject({ from: '150 kt in 2024', to: '205 kt in 2025' });
		expect(item('evidenced', 'met')?.why).toContain('1 figure more');
		expect(item('silent', 'silent')).toMatchObject({
			to: 'unverified since 28 Oct 2026',
			why: 'Last checked on 1 May 2026.'
		});
	});

	it('is empty since the moment itself, and since any state after which nothing changed', async () => {
		expect((await told({ since: DAY })).news?.total.count).toBe(0);
		expect((await told({ since: '2026-11-21' })).news?.total.count).toBe(0);
	});

	it('opens each sort as a list with exactly its pledges', async () => {
		const { db } = database();
		const { news } = await told();
		for (const { kind, count } of news?.kinds ?? []) {
			const filter = readPledgeFilter(new URLSearchParams({ since: SEEN, change: kind }));
			const list = await listPledges(db, filter, await momentOf(db, filter));
			expect([list.total, list.rows.length], kind).toEqual([count, count]);
		}
	});

	it('refuses a sort of change without a day to begin with, and a day that is not before', async () => {
		const { db } = database();
		const filter = readPledgeFilter(new URLSearchParams({ change: 'met' }));
		await expect(listPledges(db, filter, await momentOf(db))).rejects.toMatchObject({
			code: 'since_missing'
		});
		const ahead = { since: '2026-11-24' };
		await expect(momentOf(db, ahead)).rejects.toMatchObject({ code: 'since_ahead' });
		await expect(momentOf(db, { asOf: '2026-06-30', since: '2026-07-01' })).rejects.toMatchObject({
			code: 'since_ahead'
		});
	});
});

describeOnBoth('the state that somebody saw last', (database) => {
	const at = (day: string, hour: number) => new Date(`${day}T${String(hour).padStart(2, '0')}:00:00Z`);
	const seen = (on: string, seq: number) => ({ on, seq });

	it('is none at the first look, and then what was seen at that', async () => {
		const { db } = database();
		const id = await anAccount(db);
		expect(await look(db, id, seen('2026-11-02', 5), at('2026-11-02', 9))).toBeNull();
		expect(await look(db, id, seen('2026-11-02', 7), at('2026-11-02', 10))).toEqual(seen('2026-11-02', 5));
		expect(await look(db, id, seen('2026-11-02', 8), at('2026-11-02', 11))).toEqual(seen('2026-11-02', 5));
	});

	it('stays through a visit, also when the board is reloaded, and moves on when the next one begins', async () => {
		const { db } = database();
		const id = await anAccount(db);
		await look(db, id, seen('2026-11-02', 5), at('2026-11-02', 9));
		await look(db, id, seen('2026-11-02', 7), at('2026-11-02', 10));
		for (const hour of [9, 11, 14]) {
			expect(await look(db, id, seen('2026-11-03', 20), at('2026-11-03', hour))).toEqual(
				seen('2026-11-02', 7)
			);
		}
		const evening = at('2026-11-03', 14 + VISIT_HOURS);
		expect(await look(db, id, seen('2026-11-03', 22), evening)).toEqual(seen('2026-11-03', 20));
	});

	it('is what was shown when it is marked as seen, and not what was recorded meanwhile', async () => {
		const { db } = database();
		const clock = { today: () => DAY, now: () => at(DAY, 12), fixed: true };
		const id = await anAccount(db);
		await aPledge(db);
		await look(db, id, seen(DAY, 1), at(DAY, 9));
		await markSeen(db, id, seen(DAY, 0), clock);
		expect(await look(db, id, seen(DAY, 1), at(DAY, 12))).toEqual(seen(DAY, 0));
		await expect(markSeen(db, id, seen(DAY, 9999), clock)).rejects.toMatchObject({ code: 'state_unknown' });
		await expect(markSeen(db, id, seen('2026-11-24', 1), clock)).rejects.toMatchObject({
			code: 'state_unknown'
		});
	});

	it('is never ahead of a clock that was set back or a ledger that was restored', async () => {
		const { db } = database();
		const id = await anAccount(db);
		await look(db, id, seen('2026-11-02', 50), at('2026-11-02', 9));
		await look(db, id, seen('2026-11-05', 60), at('2026-11-05', 9));
		expect(await look(db, id, seen('2026-11-05', 40), at('2026-11-05', 10))).toEqual(seen('2026-11-02', 40));
		expect(await look(db, id, seen('2026-10-01', 40), at('2026-10-01', 10))).toBeNull();
	});

	it('belongs to one person, and outlives a time in which the account was disabled', async () => {
		const { db } = database();
		const [one, other] = [await anAccount(db), await anAccount(db)];
		await look(db, one, seen('2026-11-02', 5), at('2026-11-02', 9));
		await disableAccount(db, one, at('2026-11-02', 10));
		expect(await look(db, other, seen('2026-11-03', 8), at('2026-11-03', 9))).toBeNull();
		expect(await look(db, one, seen('2026-11-03', 8), at('2026-11-03', 9))).toEqual(seen('2026-11-02', 5));
	});
});
