import { beforeAll, expect, it } from 'vitest';
import { yearPeriod } from '#lib/domain/calendar.ts';
import type { PledgeInput } from '#lib/domain/commands.ts';
import { GROUP_KEYS } from '#lib/domain/status.ts';
import type { AskedMoment } from '#lib/schema/moment.ts';
import { readPledgeFilter } from '#lib/schema/pledge-filter.ts';
import type { Db } from '#lib/server/db/connection.ts';
import { lastSeq, record } from '#lib/server/db/ledger.ts';
import { readActuals } from '#lib/server/exports/actuals.ts';
import { writeCsv } from '#lib/server/exports/csv-download.ts';
import { readPledges } from '#lib/server/exports/pledges.ts';
import { openBoard } from '#lib/server/pledges/board.ts';
import { editPledge } from '#lib/server/pledges/edit-pledge.ts';
import { countPledges } from '#lib/server/pledges/counts.ts';
import { listFacets } from '#lib/server/pledges/facets.ts';
import { listPledgeIds, listPledges } from '#lib/server/pledges/list.ts';
import { pledgeRows } from '#lib/server/pledges/pledge-rows.ts';
import { openNamed } from '#lib/server/pledges/moment.ts';
import { listNextDates } from '#lib/server/pledges/next-dates.ts';
import { showPledge } from '#lib/server/pledges/show.ts';
import { countUndated } from '#lib/server/pledges/undated.ts';
import { loadSample } from '#lib/server/portfolio/load-sample.ts';
import { ACTUAL_COLUMNS } from '#lib/tabular/actual-columns.ts';
import { PLEDGE_COLUMNS } from '#lib/tabular/pledge-columns.ts';
import { describeOnBoth } from '../helpers/database.ts';
import {
	A_SOURCE,
	A_TARGET,
	aCheck,
	aClosing,
	anAct,
	anActual,
	aPledge,
	DAY,
	definitionOf,
	momentOf
} from '../helpers/factories.ts';

const LATER = '2026-12-20';

async function textOf(parts: AsyncIterable<string>): Promise<string> {
	let text = '';
	for await (const part of parts) text += part;
	return text;
}

/** Both tables as bytes, as they leave for one state. */
async function exported(db: Db, asked: AskedMoment, today: string, search = ''): Promise<string> {
	const filter = readPledgeFilter(new URLSearchParams(search));
	const moment = await momentOf(db, asked, today);
	const pledges = await textOf(writeCsv(PLEDGE_COLUMNS, readPledges(db, filter, moment), { bom: false }));
	const actuals = await textOf(writeCsv(ACTUAL_COLUMNS, readActuals(db, filter, moment), { bom: false }));
	return pledges + actuals;
}

/** Everything else that a person can see of a state. */
async function seen(db: Db, asked: AskedMoment, today: string, code: string): Promise<unknown> {
	const moment = await momentOf(db, asked, today);
	const filter = readPledgeFilter(new URLSearchParams());
	return JSON.stringify([
		await listPledges(db, filter, moment),
		await countPledges(db, {}, moment),
		await listFacets(db, moment),
		await openBoard(db, {}, moment),
		await listNextDates(db, {}, moment),
		await showPledge(db, code, moment)
	]);
}

/** Renames a party, a source and an occasion, as later versions of them. */
async function renameEverything(db: Db): Promise<void> {
	await record(db, anAct({ today: LATER }), { action: 'renamed', subject: null }, async (trx, entry_seq) => {
		for (const { id, party_id, type } of await trx.selectFrom('party_version').selectAll().execute()) {
			const renamed = { entry_seq, party_id, prev_id: id, name: `Republic ${party_id}`, type };
			await trx.insertInto('party_version').values(renamed).execute();
		}
		const sources = await trx.selectFrom('source_version').selectAll().execute();
		for (const { id, source_id } of sources) {
			const renamed = { entry_seq, source_id, prev_id: id, title: `Renamed ${source_id}`, url: null };
			await trx.insertInto('source_version').values(renamed).execute();
		}
		for (const { id, occasion_id } of await trx.selectFrom('occasion_version').selectAll().execute()) {
			const renamed = { entry_seq, occasion_id, prev_id: id, title: 'A visit', held_on: '2022-10-16' };
			await trx.insertInto('occasion_version').values(renamed).execute();
		}
	});
}

async function edit(db: Db, code: string, over: Partial<PledgeInput>): Promise<void> {
	const { seq, input } = await definitionOf(db, code);
	const change = { code, expectedSeq: seq, reason: 'As corrected', input: { ...input, ...over } };
	await editPledge(db, anAct({ today: LATER }), change);
}

describeOnBoth('an exact state', (database) => {
	let code = '';
	let at = 0;
	beforeAll(async () => {
		const { db } = database();
		await loadSample(db, anAct());
		const two = { ranked: ['Statistics Office', 'Customs'], reason: 'Both states use it.' };
		code = await aPledge(db, { reporterOrder: two });
		await anActual(db, code, { value: '150' });
		await anActual(db, code, { value: '170', reporter: 'Customs' });
		await aPledge(db, { theme: 'water' });
		at = await lastSeq(db);
	});

	/** What an analyst may do after an export was made, all of it. */
	async function goOn(db: Db): Promise<void> {
		const act = anAct({ today: LATER });
		const backDated = { ...A_SOURCE, publishedOn: '2023-02-01', url: 'https://example.org/old' };
		await anActual(db, code, { period: yearPeriod(2022), value: '120', source: backDated }, act);
		const { id } = await db
			.selectFrom('observation')
			.select('id')
			.where('value', '=', '150')
			.executeTakeFirstOrThrow();
		await anActual(db, code, { value: '160', revises: id, reason: 'Revised upwards.' }, act);
		await edit(db, code, {
			title: 'Another title',
			theme: 'rail',
			reporterOrder: { ranked: ['Customs', 'Statistics Office'], reason: 'It is nearer.' },
			target: { ...A_TARGET, value: '300', due: '2035-12-31' }
		});
		await aCheck(db, code, {}, act);
		await aClosing(db, code, {}, act);
		await renameEverything(db);
		await aPledge(db, { title: 'One more' }, act);
	}

	it('that a link names is the present picture until something is recorded, and then a past one', async () => {
		const { db } = database();
		const clock = { today: () => DAY, now: () => new Date(`${DAY}T12:00:00Z`), fixed: true };
		const state = async (asked: AskedMoment) => (await openNamed(db, asked, clock)).state;
		expect(await state({ asOf: DAY, at })).toBeNull();
		expect(await state({ asOf: DAY, at: at - 1 })).not.toBeNull();
		expect(await state({ asOf: DAY, basis: 'public', at })).not.toBeNull();
		expect(await openNamed(db, { asOf: DAY, at }, clock)).toMatchObject({ asOf: DAY, upto: at });
	});

	it('is exported as the same bytes, whatever is recorded, renamed or ranked afterwards', async () => {
		const { db } = database();
		const asked = { at };
		const searches = ['', 'theme=transport', 'q=kazakhstan&sort=progress&dir=desc'];
		const before = await Promise.all(searches.map((search) => exported(db, asked, DAY, search)));
		const today = await exported(db, {}, DAY);
		const page = await seen(db, asked, DAY, code);
		expect(before[0]?.split('\r\n').length).toBeGreaterThan(20);
		await goOn(db);
		// As if nobody had asked before: everything is worked out again from the facts.
		await db.deleteFrom('past_state').execute();
		expect(await Promise.all(searches.map((search) => exported(db, asked, LATER, search)))).toEqual(before);
		expect(await seen(db, asked, LATER, code)).toEqual(page);
		expect(await exported(db, { asOf: DAY, at }, LATER), 'what was the present then').toBe(today);
		expect(await exported(db, {}, LATER)).not.toBe(today);
	});

	it('is kept with the latest others, and the oldest makes room for it at once', async () => {
		const { db } = database();
		for (let day = 1; day <= 25; day++) {
			await momentOf(db, { asOf: `2026-10-${String(day).padStart(2, '0')}` }, LATER);
		}
		const days = async () => {
			const kept = await db.selectFrom('past_state').select('as_of').orderBy('made_at').execute();
			return kept.map(({ as_of }) => as_of);
		};
		expect((await days()).length, 'small ones').toBeGreaterThanOrEqual(25);
		await db.updateTable('past_state').set({ pledges: 20_000 }).execute();
		await momentOf(db, { asOf: '2026-10-26' }, LATER);
		expect(await days()).toHaveLength(6);
		await db.updateTable('past_state').set({ pledges: 200_000 }).execute();
		await momentOf(db, { asOf: '2026-10-27' }, LATER);
		expect(await days(), 'however large').toHaveLength(4);
		expect(await days()).toContain('2026-10-27');
		const moment = await momentOf(db, { at }, LATER);
		const [id = 0] = await listPledgeIds(db, readPledgeFilter(new URLSearchParams()), moment);
		const row = await pledgeRows(db, [id], moment);
		await db.deleteFrom('past_state').execute();
		expect(await pledgeRows(db, [id], moment), 'a download that still reads it').toEqual(row);
	});

	it('is named by every line of an export', async () => {
		const { db } = database();
		const [, line] = (await exported(db, { at }, LATER)).split('\r\n');
		expect(line).toMatch(new RegExp(`,${DAY},recorded,${at},none$`));
	});

	it('is refused when the ledger does not go as far', async () => {
		const { db } = database();
		await expect(momentOf(db, { at: 99_999 })).rejects.toMatchObject({ code: 'unknown_state' });
	});
});

describeOnBoth('a past day', (database) => {
	beforeAll(async () => {
		const { db } = database();
		await loadSample(db, anAct());
	});

	it('shows what was recorded here by then: nothing before the first record', async () => {
		const { db } = database();
		const moment = await momentOf(db, { asOf: '2026-11-22' });
		expect((await listPledges(db, readPledgeFilter(new URLSearchParams()), moment)).total).toBe(0);
		expect(await showPledge(db, 'KZ-TM-2022-01', moment)).toBeNull();
	});

	it('on the public basis goes back to the day of the visit, with what the sources said by then', async () => {
		const { db } = database();
		const shown = async (asOf: string) =>
			showPledge(db, 'KZ-TM-2022-01', await momentOf(db, { asOf, basis: 'public' }));
		expect(await shown('2022-10-14')).toBeNull();
		const early = await shown('2022-12-31');
		const late = await shown('2026-11-23');
		expect(early?.assessment.asOf).toBe('2022-12-31');
		expect(early?.actuals.length).toBeLessThan(late?.actuals.length ?? 0);
		expect(early?.actuals.every(({ knownOn }) => knownOn <= '2022-12-31')).toBe(true);
		expect(late?.assessment.status).toBe((await shownToday(db))?.assessment.status);
	});

	it('on the public basis counts what was done from its day where no source has a date, as today does', async () => {
		const { db } = database();
		const road = 'KZ-TM-2022-11';
		const asked = { asOf: '2026-11-22', basis: 'public' } as const;
		const was = await showPledge(db, road, await momentOf(db, asked));
		const is = await showPledge(db, road, await momentOf(db));
		expect(is?.assessment.tally).toEqual({ done: 2, of: 4 });
		expect(was?.assessment.tally).toEqual(is?.assessment.tally);
	});

	it('on the public basis leaves out figures of sources without a date, and says how many', async () => {
		const { db } = database();
		const before = await momentOf(db, { asOf: '2026-11-22', basis: 'public' });
		const trade = await showPledge(db, 'KZ-TM-2022-01', before);
		const standing = (await shownToday(db))?.actuals.length ?? 0;
		const own = await countUndated(db, before, trade?.id ?? 0);
		expect(own.figure).toBeGreaterThan(0);
		expect((trade?.actuals.length ?? 0) + (own.figure ?? 0)).toBe(standing);
		const all = await countUndated(db, before);
		expect(all.figure).toBeGreaterThan(own.figure ?? 0);
		for (const moment of [await momentOf(db, { asOf: DAY, basis: 'public' }), await momentOf(db)]) {
			expect(await countUndated(db, moment)).toEqual({});
		}
	});

	it('on the public basis says nothing of our own checks, nor who set a target here', async () => {
		const { db } = database();
		const moment = await momentOf(db, { asOf: '2024-06-30', basis: 'public' });
		const trade = await showPledge(db, 'KZ-TM-2022-01', moment);
		const seen = trade?.actuals.map(({ knownOn }) => knownOn) ?? [];
		const { byEvidence, lastCheckedOn } = trade?.assessment.freshness ?? {};
		expect(byEvidence).toBe(true);
		expect(seen).toContain(lastCheckedOn);
		expect(trade?.targets).toMatchObject([{ from: '2022-10-15', by: null }]);
		expect((await listNextDates(db, {}, moment)).map(({ what }) => what)).not.toContain('check due');
	});

	const shownToday = async (db: Db) => showPledge(db, 'KZ-TM-2022-01', await momentOf(db));

	it('that lies ahead is refused', async () => {
		const { db } = database();
		await expect(momentOf(db, { asOf: '2026-11-24' })).rejects.toMatchObject({ code: 'as_of_ahead' });
	});

	it('counts in its tiles exactly the rows of its list and its export', async () => {
		const { db } = database();
		for (const asOf of ['2022-10-15', '2023-12-31', '2024-10-11', '2025-12-31', '2026-11-23']) {
			const moment = await momentOf(db, { asOf, basis: 'public' });
			const counts = await countPledges(db, {}, moment);
			for (const group of GROUP_KEYS) {
				const tile = counts.filter((row) => row.group === group).reduce((sum, row) => sum + row.count, 0);
				const filter = readPledgeFilter(new URLSearchParams({ group }));
				expect((await listPledges(db, filter, moment)).total, `${group} on ${asOf}`).toBe(tile);
				let lines = 0;
				for await (const part of readPledges(db, filter, moment)) lines += part.length;
				expect(lines, `${group} on ${asOf}`).toBe(tile);
			}
		}
	});

	it('is worked out once, also when many ask at the same moment', async () => {
		const { db } = database();
		const asked = { asOf: '2024-06-30', basis: 'public' } as const;
		const moments = await Promise.all([1, 2, 3, 4].map(() => momentOf(db, asked)));
		expect(new Set(moments.map(({ state }) => state)).size).toBe(1);
		expect(await momentOf(db, asked)).toEqual(moments[0]);
	});
});
