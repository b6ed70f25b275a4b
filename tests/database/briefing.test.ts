import { beforeAll, expect, it } from 'vitest';
import { yearPeriod } from '#lib/domain/calendar.ts';
import { readPledgeFilter } from '#lib/schema/pledge-filter.ts';
import type { Db } from '#lib/server/db/connection.ts';
import { MOST_BRIEFED, MOST_CHARTS, readBriefing } from '#lib/server/pledges/briefing.ts';
import { countPledges } from '#lib/server/pledges/counts.ts';
import { listPledgeIds } from '#lib/server/pledges/list.ts';
import { loadSample } from '#lib/server/portfolio/load-sample.ts';
import { copyPledge } from '../helpers/bulk.ts';
import { describeOnBoth } from '../helpers/database.ts';
import {
	A_SOURCE,
	aCheck,
	anAct,
	anActual,
	aPledge,
	DAY,
	momentOf,
	UNMEASURED
} from '../helpers/factories.ts';

const filterOf = (search = '') => readPledgeFilter(new URLSearchParams(search));
const briefing = async (db: Db, search = '', asOf?: string) =>
	readBriefing(db, filterOf(search), await momentOf(db, { asOf }));

describeOnBoth('a briefing', (database) => {
	beforeAll(async () => {
		await loadSample(database().db, anAct());
	});

	it('holds the pledges of the list with the same filters, and counts all of them once', async () => {
		const { db } = database();
		for (const search of ['', 'occasion=1', 'party=1&theme=energy', 'q=nothing+like+it']) {
			const { pledges, total, counted, rest, attention, drawn } = await briefing(db, search);
			const moment = await momentOf(db);
			expect(pledges.map(({ id }) => id)).toEqual(await listPledgeIds(db, filterOf(search), moment));
			expect(total).toBe(pledges.length);
			const counts = await countPledges(db, filterOf(search), moment);
			expect(counted.total + rest.total).toBe(counts.reduce((sum, { count }) => sum + count, 0));
			const codes = pledges.map(({ code }) => code);
			for (const code of [...attention, ...drawn.map((view) => view.code)]) expect(codes).toContain(code);
		}
	});

	it('names the document of each pledge’s words, and those behind what decides about it', async () => {
		const { db } = database();
		const titled = (title: string) => ({ ...A_SOURCE, title, url: `https://example.org/${title}` });
		const measured = await aPledge(db, { source: titled('words'), quote: 'слова', locator: 'p. 2' });
		await anActual(db, measured, { value: '150', period: yearPeriod(2023), source: titled('before') });
		await anActual(db, measured, { value: '160', source: titled('deciding') });
		const going = await aPledge(db, { ...UNMEASURED, kind: 'continuing', source: titled('words') });
		await aCheck(db, going, { outcome: 'activity', evidenceOn: DAY, source: titled('activity') });
		const all = new Map((await briefing(db)).pledges.map((pledge) => [pledge.code, pledge]));
		expect(all.get(measured)).toMatchObject({
			quote: 'слова',
			locator: 'p. 2',
			quotedFrom: { title: 'words', language: 'en', publishedOn: '2022-10-15' }
		});
		const evidence = (code: string) => all.get(code)?.restsOn.map(({ title }) => title);
		expect(evidence(measured)).toContain('deciding');
		expect(evidence(measured)).not.toContain('before');
		expect(evidence(going)).toEqual(['activity']);
		expect(evidence('KZ-TM-2022-18')).toHaveLength(2);
	});

	it('tells a past day as it was known then', async () => {
		const { db } = database();
		const then = await readBriefing(
			db,
			filterOf(),
			await momentOf(db, { asOf: '2024-06-30', basis: 'public' })
		);
		const trade = then.pledges.find(({ code }) => code === 'KZ-TM-2022-01');
		expect(trade?.assessment.figure?.period).toEqual(yearPeriod(2023));
		for (const { quotedFrom, restsOn } of then.pledges) {
			for (const source of [quotedFrom, ...restsOn]) {
				expect((source?.publishedOn ?? '') <= '2024-06-30').toBe(true);
			}
		}
	});

	it('tells what moved since an earlier day, and lists all pledges all the same', async () => {
		const { db } = database();
		const moment = await momentOf(db, { since: '2026-11-01' });
		const { pledges, moved } = await readBriefing(db, filterOf('since=2026-11-01'), moment);
		expect(pledges.length).toBe((await briefing(db)).pledges.length);
		const trade = moved?.find(({ code }) => code === 'KZ-TM-2022-01');
		expect(trade?.changes.map(({ kind }) => kind)).toContain('logged');
		expect((await briefing(db)).moved).toBeNull();
		const today = await momentOf(db, { since: DAY });
		expect((await readBriefing(db, filterOf(), today)).moved).toEqual([]);
	});

	it('is bounded: it counts all pledges, lists some hundreds and draws a few', async () => {
		const { db } = database();
		const code = await aPledge(db, { theme: 'many' });
		await anActual(db, code);
		await copyPledge(db, code, MOST_BRIEFED);
		const { counted, pledges, total, drawn, undrawn } = await briefing(db, 'theme=many');
		expect([counted.total, total]).toEqual([MOST_BRIEFED + 1, MOST_BRIEFED + 1]);
		expect([pledges.length, drawn.length]).toEqual([MOST_BRIEFED, MOST_CHARTS]);
		expect(undrawn).toBe(MOST_BRIEFED - MOST_CHARTS);
	});
});
