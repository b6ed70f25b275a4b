import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import type { WrittenFile, WrittenPledge } from '#lib/schema/portfolio/file.ts';
import { readPledgeFilter } from '#lib/schema/pledge-filter.ts';
import { numberAll, recordBatch, lastSeq } from '#lib/server/db/ledger.ts';
import { readChangeLines } from '#lib/server/exports/changes.ts';
import { readPledges } from '#lib/server/exports/pledges.ts';
import { countWaitingSubmissions } from '#lib/server/pledges/open-submissions.ts';
import { showPledge } from '#lib/server/pledges/show.ts';
import { importFile as importFileOf } from '#lib/server/portfolio/import/import-file.ts';
import type { Db } from '#lib/server/db/connection.ts';
import type { Act } from '#lib/server/db/ledger.ts';
import { parseJson } from '#lib/server/portfolio/import/read-json.ts';
import { importPortfolio as importPortfolioOf } from '#lib/server/portfolio/import/import-portfolio.ts';
import { loadSample } from '#lib/server/portfolio/load-sample.ts';
import { reviewSubmission } from '#lib/server/reviews/review-submission.ts';
import { listSubmissions } from '#lib/server/reviews/submissions.ts';
import { describeOnBoth } from '../helpers/database.ts';
import {
	A_SOURCE,
	anAccount,
	anAct,
	AN_OCCASION,
	anActual,
	anEdit,
	aPledge,
	DAY,
	momentOf,
	unique
} from '../helpers/factories.ts';
import { fileOf } from '../helpers/portfolio.ts';

const importPortfolio = (db: Db, act: Act, text: string) => importPortfolioOf(db, act, parseJson(text));
const importFile = (db: Db, act: Act, text: string) => importFileOf(db, act, parseJson(text));

const SAMPLE = readFileSync('src/cli/sample/kazakhstan-turkmenistan-2022.json', 'utf8');

/** A file with one pledge that is told from others by its code. */
function aFile(over: Partial<WrittenFile> = {}, pledge: Partial<WrittenPledge> = {}): string {
	const file: WrittenFile = {
		occasion: {
			title: AN_OCCASION.title,
			place: AN_OCCASION.place,
			date: AN_OCCASION.heldOn,
			parties: ['Atlantis']
		},
		sources: [
			{
				id: 'a',
				title: A_SOURCE.title,
				publisher: A_SOURCE.publisher,
				published_on: A_SOURCE.publishedOn,
				url: A_SOURCE.url
			}
		],
		pledges: [
			{
				...{ code: `FILE-${unique()}`, title: 'Double the freight', kind: 'level', theme: 'Transport' },
				...{ strength: 'agreed', quote: 'to double', quote_source: 'a', reading: 'Freight in a year.' },
				parties: { atlantis: 'pledger' },
				indicator: { title: 'Freight', unit: 'kt', aggregation: 'level', direction: 'increase' },
				target: { value: '200', qualifier: 'at_least', deadline: '2030' },
				actuals: [
					{
						period_start: '2024-01-01',
						period_end: '2024-12-31',
						value: '150',
						state: 'final',
						reporter: 'STATISTICS OFFICE'
					}
				],
				...pledge
			}
		],
		...over
	};
	return JSON.stringify(file);
}

describeOnBoth('an import into a database in use', (database) => {
	const count = async (table: 'source' | 'party' | 'reporter' | 'occasion' | 'entry' | 'pledge') =>
		(
			await database()
				.db.selectFrom(table)
				.select((eb) => eb.fn.countAll<number>().as('n'))
				.executeTakeFirstOrThrow()
		).n;

	it('recognises parties, reporters, sources, occasions and themes that are known here', async () => {
		const { db } = database();
		await anActual(db, await aPledge(db));
		const before = [
			await count('source'),
			await count('party'),
			await count('reporter'),
			await count('occasion')
		];
		expect(await importPortfolio(db, anAct(), aFile())).toMatchObject({ ok: true, pledges: 1, figures: 1 });
		expect([
			await count('source'),
			await count('party'),
			await count('reporter'),
			await count('occasion')
		]).toEqual(before);
		const themes = await db.selectFrom('pledge_version').select('theme').distinct().execute();
		expect(themes).toEqual([{ theme: 'transport' }]);
	});

	it('refuses a code that is taken, in any case of its letters, and names it; nothing is written', async () => {
		const { db } = database();
		const code = await aPledge(db, { code: `TAKEN-${unique()}` });
		const before = await count('entry');
		const refused = await importPortfolio(db, anAct(), aFile({}, { code: code.toLowerCase() }));
		expect(refused).toMatchObject({ ok: false });
		expect(refused).toHaveProperty(['errors', 'pledges[0].code'], expect.stringContaining(code) as string);
		expect(await count('entry')).toBe(before);
	});

	it('refuses a text for a source that is known with another one, rather than leave it out', async () => {
		const { db } = database();
		await aPledge(db);
		const [source] = (JSON.parse(aFile()) as WrittenFile).sources;
		const refused = await importPortfolio(
			db,
			anAct(),
			aFile({ sources: [{ ...source, text: 'Its words.' }] as WrittenFile['sources'] })
		);
		expect(refused).toHaveProperty(
			['errors', 'sources[0].text'],
			expect.stringContaining('known here already') as string
		);
	});

	it('writes one act after another in one batch, which begins with the import itself', async () => {
		const { db } = database();
		const before = await lastSeq(db);
		await importPortfolio(db, anAct(), aFile({ note: 'From the archive.' }));
		const entries = await db
			.selectFrom('entry')
			.selectAll()
			.where('seq', '>', before)
			.orderBy('seq')
			.execute();
		expect(entries.map(({ action }) => action)).toEqual(['portfolio imported', 'pledge imported']);
		expect(entries[0]).toMatchObject({ reason: 'From the archive.', subject: null, origin_on: null });
		expect(new Set(entries.map(({ batch }) => batch)).size).toBe(1);
	});

	it('is written once, however often the request arrives', async () => {
		const { db } = database();
		const text = aFile();
		const act = anAct({ requestKey: 'twice' });
		expect(await importPortfolio(db, act, text)).toMatchObject({ ok: true });
		const before = await count('entry');
		expect(await importPortfolio(db, act, text)).toMatchObject({ ok: true });
		expect(await count('entry')).toBe(before);
	});

	it('gives pledges without an owner to the one who imports them, and no pledge whose file says nobody', async () => {
		const { db } = database();
		const by = await anAccount(db);
		const [mine, nobodys] = [`OWN-${unique()}`, `OWN-${unique()}`];
		await importPortfolio(db, anAct({ by }), aFile({}, { code: mine }));
		await importPortfolio(db, anAct({ by }), aFile({}, { code: nobodys, owner: null }));
		const owners = await db
			.selectFrom('pledge_current')
			.select(['code', 'owner_id'])
			.where('code', 'in', [mine, nobodys])
			.orderBy('code')
			.execute();
		expect(owners).toEqual([
			{ code: mine, owner_id: by },
			{ code: nobodys, owner_id: null }
		]);
	});

	it('lets a manager decide on what waits although no account imported it', async () => {
		const { db } = database();
		const manager = anAct({ by: await anAccount(db, { role: 'manager' }) });
		const code = `WAIT-${unique()}`;
		const [pledge] = (JSON.parse(aFile()) as WrittenFile).pledges;
		const actuals = pledge?.actuals?.map((figure) => ({ ...figure, review: { state: 'waiting' as const } }));
		const before = await countWaitingSubmissions(db, manager.by);
		const said = await importFile(db, anAct(), aFile({}, { code, actuals }));
		expect(said).toContain('1 figure waits for review: a manager decides on what waits.');
		expect(await countWaitingSubmissions(db, manager.by)).toBe(before + 1);
		const { groups } = await listSubmissions(db, 1, DAY);
		const waiting = groups.flatMap(({ submissions }) => submissions).find((one) => one.code === code);
		expect(waiting).toMatchObject({ by: { id: null, name: null }, count: 1 });
		await reviewSubmission(db, manager, { seq: waiting?.seq ?? 0, decision: 'approved', note: null });
		expect(await countWaitingSubmissions(db, manager.by)).toBe(before);
	});

	it('keeps an owner who has no account through edits, and names them wherever an owner is named', async () => {
		const { db } = database();
		const code = `OWN-${unique()}`;
		await importPortfolio(db, anAct(), aFile({}, { code, owner: 'gone@pledges.example' }));
		const moment = () => momentOf(db);
		const shown = async () => (await showPledge(db, code, await moment()))?.owner;
		const exported = async () => {
			const filter = readPledgeFilter(new URLSearchParams(`q=${code}`));
			for await (const lines of readPledges(db, filter, await moment())) return lines[0]?.owner;
		};
		const told = async () => {
			const filter = readPledgeFilter(new URLSearchParams(`code=${code}`));
			const found: (string | null)[] = [];
			for await (const lines of readChangeLines(db, filter, await moment()))
				found.push(...lines.filter(({ field }) => field === 'owner').map(({ after }) => after));
			return found;
		};
		await anEdit(db, code, { title: 'Triple the freight' });
		expect(await shown()).toBe('gone@pledges.example');
		expect(await exported()).toBe('gone@pledges.example');
		expect(await told()).toEqual(['gone@pledges.example']);
		const owner = await anAccount(db, { name: 'Әлия' });
		await anEdit(db, code, { owner });
		await anEdit(db, code, { owner: null });
		expect(await shown()).toBe(null);
	});

	it('shows what it brought at once: the read model is written with it', async () => {
		const { db } = database();
		const code = `READ-${unique()}`;
		await importPortfolio(db, anAct(), aFile({}, { code }));
		const row = await db
			.selectFrom('pledge_current')
			.selectAll()
			.where('code', '=', code)
			.executeTakeFirstOrThrow();
		expect(row.assessment).toMatchObject({ figure: { value: '150' } });
	});

	it('leaves nothing behind when it breaks off at its end', async () => {
		const { db } = database();
		const before = [await count('entry'), await count('pledge'), await count('source')];
		const text = aFile({ sources: [{ id: 'a', title: `New ${unique()}` }] });
		const broken = db.transaction().execute(async (trx) => {
			await importPortfolio(trx, anAct(), text);
			throw new Error('the power went');
		});
		await expect(broken).rejects.toThrow('the power went');
		expect([await count('entry'), await count('pledge'), await count('source')]).toEqual(before);
	});

	it('tells in lines what has to be corrected, to somebody who reads sentences', async () => {
		const { db } = database();
		const bad = aFile({}, { quote_source: 'b', reading: '' });
		await expect(importFile(db, anAct(), bad)).rejects.toMatchObject({
			code: 'portfolio_refused',
			message: expect.stringMatching(
				/^Nothing was imported: 2 places have to be corrected\.\npledges\[0\]\..*\npledges\[0\]\./
			) as string
		});
		expect(await importFile(db, anAct(), aFile({}, { owner: 'x@y.example' }))).toMatch(
			/^Imported 1 pledge, 1 figure and 1 source\.\nx@y\.example has no account here/
		);
	});
});

describeOnBoth('an export and an import of what many people recorded', (database) => {
	it('keeps two sources apart that a later correction made alike', async () => {
		const { db } = database();
		const sources = [
			{ id: 'a', title: 'Report', url: 'https://example.org/r' },
			{ id: 'b', title: 'Report', url: 'https://example.org/r' }
		];
		await importPortfolio(db, anAct(), aFile({ sources }));
		expect((JSON.parse(await fileOf(db)) as WrittenFile).sources).toHaveLength(2);
	});

	it('opens acts in the order given, under numbers without gaps', async () => {
		const { db } = database();
		const before = await lastSeq(db);
		const about = (action: string) => ({ action, subject: null, reason: null });
		const seqs = await recordBatch(db, anAct({ requestKey: 'many' }), (trx, next) =>
			numberAll(trx, next, ['a', 'b', 'c'].map(about))
		);
		expect(seqs).toEqual([before + 1, before + 2, before + 3]);
		const { rows } = await sql<{ action: string; request_key: string | null }>`
			select action, request_key from entry where seq > ${before} order by seq`.execute(db);
		expect(rows).toEqual([
			{ action: 'a', request_key: 'many' },
			{ action: 'b', request_key: null },
			{ action: 'c', request_key: null }
		]);
	});
});

describeOnBoth('a file of a thousand pledges', (database) => {
	it('is imported whole', async () => {
		const { db } = database();
		const { pledges, ...rest } = JSON.parse(SAMPLE) as WrittenFile;
		const many = Array.from({ length: 56 }, (_, n) =>
			pledges.map((pledge) => ({ ...pledge, code: `${pledge.code}-${n}` }))
		).flat();
		const imported = await importPortfolio(db, anAct(), JSON.stringify({ ...rest, pledges: many }));
		expect(imported).toMatchObject({ ok: true, pledges: 1008, figures: 56 * 22 });
		const shown = await db
			.selectFrom('pledge_current')
			.select((eb) => eb.fn.countAll<number>().as('n'))
			.executeTakeFirstOrThrow();
		expect(shown.n).toBe(1008);
		expect((JSON.parse(await fileOf(db)) as WrittenFile).pledges.map(({ code }) => code)).toEqual(
			many.map(({ code }) => code)
		);
	});
});

describeOnBoth('the sample, imported as any other file', (database) => {
	it('is what the demo loads, but for the owner', async () => {
		const { db } = database();
		expect(await importPortfolio(db, anAct(), SAMPLE)).toMatchObject({ ok: true, pledges: 18, sources: 38 });
		await expect(loadSample(db, anAct())).rejects.toMatchObject({
			code: 'portfolio_refused',
			message: expect.stringContaining('There is a pledge KZ-TM-2022-01 here already') as string
		});
	});
});
