import fc from 'fast-check';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isIsoDate } from '#lib/domain/calendar.ts';
import { assess } from '#lib/domain/progress.ts';
import type { Db } from '#lib/server/db/connection.ts';
import { lastSeq } from '#lib/server/db/ledger.ts';
import { loadFacts } from '#lib/server/pledges/facts.ts';
import { importPortfolio as importPortfolioOf } from '#lib/server/portfolio/import/import-portfolio.ts';
import type { Act } from '#lib/server/db/ledger.ts';
import { upTo } from '#lib/server/db/chains.ts';
import { editSource } from '#lib/server/sources/edit-source.ts';
import { loadDocument, loadFile, type SourceDocument } from '#lib/server/sources/document.ts';
import { loadQuotedText } from '#lib/server/sources/quotes.ts';
import { parseJson } from '#lib/server/portfolio/import/read-json.ts';
import { loadSample } from '#lib/server/portfolio/load-sample.ts';
import { createDatabase, describeOnBoth, ENGINES, type TestDatabase } from '../helpers/database.ts';
import { aCheck, anAccount, anAct, anActual, aPledge } from '../helpers/factories.ts';
import { aFullPortfolio, anEdit, fileOf } from '../helpers/portfolio.ts';
import { portfolioFile } from '../helpers/portfolio-files.ts';
import { portfolioSchema } from '../helpers/portfolio-schema.ts';

const importPortfolio = (db: Db, act: Act, text: string) => importPortfolioOf(db, act, parseJson(text));

const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, formats: { date: isIsoDate } });
const fits = ajv.compile(portfolioSchema());
const SAMPLE = 'src/cli/sample/kazakhstan-turkmenistan-2022.json';
/** After everything in these tests. */
const LATER = '2027-02-01';

/** How many rows each table of facts has. */
async function counts(db: Db): Promise<Record<string, number>> {
	const tables = [
		'party',
		'source',
		'source_version',
		'source_file',
		'occasion',
		'occasion_party',
		'reporter',
		'pledge'
	]
		.concat(['pledge_version', 'pledge_party', 'lifecycle', 'restatement', 'guideline', 'indicator'])
		.concat([
			'indicator_version',
			'reporter_order',
			'reporter_rank',
			'baseline',
			'target',
			'trajectory_point'
		])
		.concat(['observation', 'step', 'step_version', 'step_done', 'check_in', 'score', 'review', 'verdict'])
		.concat(['comment', 'withdrawal']);
	const counted: Record<string, number> = {};
	for (const table of tables) {
		const { rows } = await sql<{ n: string }>`select count(*) as n from ${sql.table(table)}`.execute(db);
		counted[table] = Number(rows[0]?.n);
	}
	return counted;
}

/** What the rules make of each pledge from what was public on a day. */
async function publicPicture(db: Db): Promise<unknown> {
	const pledges = await db.selectFrom('pledge').select(['id', 'code']).orderBy('code').execute();
	const facts = await loadFacts(
		db,
		pledges.map(({ id }) => id)
	);
	return pledges.map(({ id }) => {
		const pledge = facts.get(id);
		if (!pledge) throw new Error('A pledge has no facts.');
		const { observationIds: _, ...assessment } = assess(pledge, LATER, { basis: 'public' });
		return JSON.parse(
			JSON.stringify(assessment, (name, value: unknown) => (name === 'id' ? undefined : value))
		) as unknown;
	});
}

describe.each(ENGINES)('a portfolio that uses every feature (%s)', (engine) => {
	let a: TestDatabase;
	let b: TestDatabase;
	let first = '';
	beforeAll(async () => {
		[a, b] = [await createDatabase(engine), await createDatabase(engine)];
		await aFullPortfolio(a.db);
		first = await fileOf(a.db);
		expect(await importPortfolio(b.db, anAct({ today: LATER }), first)).toMatchObject({ ok: true });
	});
	afterAll(async () => {
		await a.drop();
		await b.drop();
	});

	it('comes back byte for byte from an empty database that imported it', async () => {
		expect(await fileOf(b.db)).toBe(first);
	});

	it('is written as JSON of one form, with a line break at its end, and fits the published schema', () => {
		const json = JSON.parse(first) as unknown;
		expect(`${JSON.stringify(json, null, 1)}\n`).toBe(first);
		expect(fits(json), ajv.errorsText(fits.errors)).toBe(true);
	});

	it('brings every row of every table of facts along', async () => {
		expect(await counts(b.db)).toEqual(await counts(a.db));
		expect(Object.entries(await counts(a.db)).filter(([, count]) => count === 0)).toEqual([]);
	});

	it('reads in both databases as the same, by what was public', async () => {
		expect(await publicPicture(b.db)).toEqual(await publicPicture(a.db));
	});

	it('is recorded on the day of the import, and keeps its origin beside it', async () => {
		const entries = await b.db
			.selectFrom('entry')
			.select(['recorded_on', 'by_id', 'origin_on', 'origin_by', 'batch'])
			.execute();
		expect(new Set(entries.map((entry) => entry.recorded_on))).toEqual(new Set([LATER]));
		expect(new Set(entries.map((entry) => entry.batch)).size).toBe(1);
		const origins = entries.filter((entry) => entry.origin_on === '2026-11-21');
		expect(new Set(origins.map((entry) => entry.origin_by))).toEqual(new Set(['Boris']));
	});

	it('writes what replaces a fact in a later act than the fact', async () => {
		for (const table of [
			'observation',
			'target',
			'baseline',
			'step_version',
			'step_done',
			'score'
		] as const) {
			const { rows } = await sql`select 1 from ${sql.table(table)} as later
				join ${sql.table(table)} as former on former.id = later.prev_id
				where later.entry_seq <= former.entry_seq`.execute(b.db);
			expect(rows, table).toEqual([]);
		}
	});

	it('keeps an owner who has no account by name, also through a third database', async () => {
		const named = await b.db.selectFrom('pledge_version').select('owner_named').distinct().execute();
		expect(named.map((row) => row.owner_named)).toContain('anna@pledges.example');
		const c = await createDatabase(engine);
		try {
			const anna = await anAccount(c.db, { email: 'anna@pledges.example' });
			const imported = await importPortfolio(c.db, anAct({ today: LATER }), first);
			expect(imported).toMatchObject({ unknownOwners: ['boris@pledges.example'] });
			const owned = await c.db
				.selectFrom('pledge_version')
				.where('owner_id', '=', anna)
				.select('id')
				.execute();
			expect(owned.length).toBeGreaterThan(0);
			expect(await fileOf(c.db)).toBe(first);
		} finally {
			await c.drop();
		}
	});
});

describeOnBoth('a source whose text and file were replaced', (database) => {
	it('comes back with all of them, and what was quoted from a former text still says so', async () => {
		const { db, engine } = database();
		const on = (today: string) => anAct({ today });
		const code = await aPledge(db, { quote: 'to double the freight' }, on('2026-11-01'));
		const { id } = await db.selectFrom('source').select('id').executeTakeFirstOrThrow();
		const edit = async (today: string, text: string, at: number) => {
			const { seq, title, publisher, publishedOn, language, url } = await documentOf(db, id);
			const content = Buffer.from(`89504e470d0a1a0a0${at}ff`, 'hex');
			const file = { name: `page ${at}.png`, type: 'image/png' as const, content };
			const input = { title, publisher, publishedOn, language, url, text };
			await editSource(db, on(today), { id, expectedSeq: seq, input, file });
		};
		await edit('2026-11-02', 'They agreed to double the freight.', 1);
		await anEdit(db, code, { quote: 'agreed to double the freight' }, null, on('2026-11-03'));
		await edit('2026-11-04', 'They agreed to triple the freight.', 2);
		const first = await fileOf(db);
		expect(fits(JSON.parse(first)), ajv.errorsText(fits.errors)).toBe(true);
		const other = await createDatabase(engine);
		try {
			expect(await importPortfolio(other.db, anAct({ today: LATER }), first)).toMatchObject({ ok: true });
			expect(await fileOf(other.db)).toBe(first);
			expect(await counts(other.db)).toEqual(await counts(db));
			const standing = async (one: Db) => {
				const source = await documentOf(one, id);
				const { quotes } = await loadQuotedText(one, source, upTo(await lastSeq(one)));
				return quotes.map((quote) => quote.standing.state);
			};
			expect(await standing(db)).toEqual(['lost']);
			expect(await standing(other.db)).toEqual(['lost']);
			expect(await loadFile(other.db, id, await lastSeq(other.db))).toMatchObject({ name: 'page 2.png' });
		} finally {
			await other.drop();
		}
	});
});

/** A source as its own page reads it. */
async function documentOf(db: Db, id: number): Promise<SourceDocument> {
	const found = await loadDocument(db, id, await lastSeq(db));
	if (!found) throw new Error(`There is no source ${id}.`);
	return found;
}

describeOnBoth('the sample as a portfolio file', (database) => {
	let exported: Record<string, unknown> & { sources: Named[]; pledges: Named[] };
	type Named = Record<string, unknown>;
	const sample = JSON.parse(readFileSync(SAMPLE, 'utf8')) as typeof exported & Record<string, string>;
	beforeAll(async () => {
		const { db } = database();
		await loadSample(db, anAct({ by: await anAccount(db, { name: 'Әлия' }) }));
		exported = JSON.parse(await fileOf(db)) as typeof exported;
	});

	/** The sample's names of sources, by those of the export. */
	const named = () => new Map(exported.sources.map((source, at) => [source.id, sample.sources[at]?.id]));

	/** Whether one value says all that another says; sources by what they are called in the sample. */
	function says(said: unknown, wanted: unknown, at: string, missing: string[]): void {
		if (Array.isArray(wanted)) {
			for (const [n, item] of wanted.entries())
				says((said as unknown[] | undefined)?.[n], item, `${at}[${n}]`, missing);
		} else if (typeof wanted === 'object' && wanted !== null) {
			for (const [name, value] of Object.entries(wanted)) {
				says((said as Named | undefined)?.[name], value, `${at}.${name}`, missing);
			}
		} else if (at.endsWith('.value') && Number(said) === Number(wanted)) {
			// A figure is kept in its shortest form: 1.0 as 1.
			return;
		} else if ((named().get(said as string) ?? said ?? null) !== wanted) {
			missing.push(`${at}: ${JSON.stringify(said)} for ${JSON.stringify(wanted)}`);
		}
	}

	it('says after an export everything that it said before, field by field', () => {
		const { collected_on, collection_note, note, occasion, sources, pledges } = sample;
		const missing: string[] = [];
		says(exported.note, note, 'note', missing);
		says(exported.occasion, occasion, 'occasion', missing);
		says(
			exported.sources,
			sources.map((source) => ({ ...source, id: source.id })),
			'sources',
			missing
		);
		const wanted = pledges.map(({ related, ...pledge }) => ({
			...pledge,
			...(related ? { supporting: (related as Named[]).map((figure) => ({ actuals: [figure] })) } : {})
		}));
		says(exported.pledges, wanted, 'pledges', missing);
		expect(missing).toEqual([]);
		for (const pledge of exported.pledges) {
			expect((pledge.check_ins as Named[]).at(-1)).toMatchObject({
				checked_on: collected_on,
				outcome: 'no_change',
				text: String(collection_note).replace(/ Load it as.*$/, '')
			});
		}
	});

	it('says nothing of itself: no more pledges, figures, steps or checks than before', () => {
		const count = (list: unknown) => (Array.isArray(list) ? list.length : 0);
		for (const [at, pledge] of exported.pledges.entries()) {
			const before = sample.pledges[at];
			for (const name of ['actuals', 'milestones', 'events', 'restatements', 'closings', 'verdicts']) {
				expect(count(pledge[name]), name).toBe(count(before?.[name]));
			}
			expect(count(pledge.check_ins)).toBe(count(before?.check_ins) + 1);
			expect(count(pledge.supporting)).toBe(count(before?.related));
		}
	});

	it('comes back byte for byte', async () => {
		const { db, engine } = database();
		const first = await fileOf(db);
		expect(fits(JSON.parse(first)), ajv.errorsText(fits.errors)).toBe(true);
		const other = await createDatabase(engine);
		try {
			await importPortfolio(other.db, anAct({ today: LATER }), first);
			expect(await fileOf(other.db)).toBe(first);
		} finally {
			await other.drop();
		}
	});
});

describeOnBoth('any portfolio file', (database) => {
	/** What a database would export after an import, without keeping it. */
	async function exportAfter(text: string): Promise<string> {
		let exported = '';
		const undo = new Error('undone');
		await database()
			.db.transaction()
			.execute(async (trx) => {
				const imported = await importPortfolio(trx, anAct({ today: LATER }), text);
				if (!imported.ok) throw new Error(JSON.stringify(imported.errors, null, 1));
				exported = await fileOf(trx);
				throw undo;
			})
			.catch((error: unknown) => {
				if (error !== undo) throw error;
			});
		return exported;
	}

	it('is exported as it was imported, however often, and fits the published schema', async () => {
		await fc.assert(
			fc.asyncProperty(portfolioFile, async (file) => {
				expect(fits(JSON.parse(JSON.stringify(file))), ajv.errorsText(fits.errors)).toBe(true);
				const first = await exportAfter(JSON.stringify(file));
				expect(await exportAfter(first)).toBe(first);
				expect(fits(JSON.parse(first)), ajv.errorsText(fits.errors)).toBe(true);
				// Nothing that a person wrote is lost on the way.
				for (const text of textsOf(file)) expect(first).toContain(JSON.stringify(text));
			}),
			{ numRuns: 12 }
		);
	}, 120_000);
});

/** Every text of a file that a person wrote. */
function* textsOf(node: unknown): Generator<string, void, undefined> {
	if (typeof node !== 'object' || node === null) return;
	for (const value of Object.values(node)) {
		if (typeof value === 'string' && value.startsWith('a ') && value.endsWith(' z')) yield value;
		else yield* textsOf(value);
	}
}

describeOnBoth('an export at a ledger number', (database) => {
	it('stays the same whatever is recorded, corrected or renamed later', async () => {
		const { db } = database();
		const code = await aPledge(db, { code: 'AT-1' });
		await anActual(db, code);
		const upto = await lastSeq(db);
		const before = await fileOf(db, upto);
		const { id } = await db.selectFrom('observation').select('id').executeTakeFirstOrThrow();
		await anActual(db, code, { value: '151', revises: id, reason: 'a slip' });
		await anEdit(db, code, { title: 'Another title' });
		await aCheck(db, code);
		await aPledge(db, {
			code: 'AT-2',
			occasion: { title: 'B', place: null, heldOn: '2020-01-01', parties: [], source: null }
		});
		const { id: prev_id, ...version } = await db
			.selectFrom('source_version')
			.selectAll()
			.executeTakeFirstOrThrow();
		await db
			.insertInto('source_version')
			.values({ ...version, prev_id, entry_seq: await lastSeq(db), title: 'Renamed' })
			.execute();
		expect(await fileOf(db, upto)).toBe(before);
		expect(await fileOf(db)).not.toBe(before);
	});

	it('is an empty portfolio where nothing was recorded', async () => {
		expect(JSON.parse(await fileOf(database().db, 0))).toEqual({
			parties: [],
			reporters: [],
			sources: [],
			pledges: []
		});
	});
});
