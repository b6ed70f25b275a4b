import { beforeAll, expect, it } from 'vitest';
import type { SourceEdit } from '#lib/domain/commands.ts';
import { yearPeriod } from '#lib/domain/calendar.ts';
import type { DocumentFile } from '#lib/domain/document.ts';
import type { Db } from '#lib/server/db/connection.ts';
import { upTo } from '#lib/server/db/chains.ts';
import { lastSeq } from '#lib/server/db/ledger.ts';
import { askAgain, decide, mergeLate } from '#lib/server/history/overtaken.ts';
import { editPledge } from '#lib/server/pledges/edit-pledge.ts';
import { loadEvidence } from '#lib/server/pledges/evidence.ts';
import { recordActuals } from '#lib/server/pledges/record-actual.ts';
import { loadDocument, loadFile, type SourceDocument } from '#lib/server/sources/document.ts';
import { editSource, sha256 } from '#lib/server/sources/edit-source.ts';
import { editedSource } from '#lib/server/sources/edited-source.ts';
import { loadQuotedText } from '#lib/server/sources/quotes.ts';
import { listSources, recentSources, sourcesById } from '#lib/server/sources/queries.ts';
import { listSourceActs } from '#lib/server/sources/source-history.ts';
import { loadTextChange } from '#lib/server/sources/text-change.ts';
import { typedOfSource } from '#lib/schema/source-edit.ts';
import { describeOnBoth } from '../helpers/database.ts';
import {
	A_SOURCE,
	actualInput,
	anAccount,
	anAct,
	anActual,
	aPledge,
	definitionOf,
	unique
} from '../helpers/factories.ts';

const TEXT = 'The Parties agreed “to double the freight carried” by 2030.\nTrade was 5 kt, or 1.5 kt more.';
const QUOTE = 'to double the freight carried';

async function documentOf(db: Db, id: number): Promise<SourceDocument> {
	const found = await loadDocument(db, id, await lastSeq(db));
	if (!found) throw new Error(`There is no source ${id} in this test.`);
	return found;
}

/** A pledge quoted from a source of its own. */
async function quoted(db: Db, over: { quote?: string } = {}): Promise<{ code: string; source: number }> {
	const n = unique();
	const source = { ...A_SOURCE, title: `Statement ${n}`, url: `https://example.org/statement/${n}` };
	const code = await aPledge(db, { source, quote: QUOTE, ...over });
	const { input } = await definitionOf(db, code);
	return { code, source: 'id' in input.source ? input.source.id : 0 };
}

/** Changes parts of a source, and its file. */
async function edit(
	db: Db,
	id: number,
	over: Partial<SourceEdit>,
	file: DocumentFile | null = null,
	act = anAct()
): Promise<void> {
	const { seq, ...now } = await documentOf(db, id);
	const { title, publisher, publishedOn, language, url, text } = now;
	const input = { title, publisher, publishedOn, language, url, text, ...over };
	await editSource(db, act, { id, expectedSeq: seq, input, file });
}

const A_FILE: DocumentFile = {
	name: 'Заявление.pdf',
	type: 'application/pdf',
	content: Uint8Array.from([0x25, 0x50, 0x44, 0x46, 0x2d, 0x00, 0xff, 0x5c, 0x27, 0x80, 0x0a])
};

const refusal = (work: Promise<unknown>) =>
	work.then(
		() => null,
		(error: { code: string; field: string | null }) => [error.code, error.field]
	);

describeOnBoth('an edit of a source', (database) => {
	it('appends a version that names the one before, with the SHA-256 of the text, under an entry of its own', async () => {
		const { db } = database();
		const { source } = await quoted(db);
		await edit(db, source, { title: 'Joint declaration', text: TEXT });
		const versions = await db
			.selectFrom('source_version')
			.selectAll()
			.where('source_id', '=', source)
			.orderBy('id')
			.execute();
		expect(versions).toHaveLength(2);
		expect(versions[1]).toMatchObject({
			prev_id: versions[0]?.id,
			title: 'Joint declaration',
			stored_text: TEXT,
			sha256: sha256(TEXT)
		});
		expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
		const entry = await db
			.selectFrom('entry')
			.selectAll()
			.where('seq', '=', versions[1]?.entry_seq ?? 0)
			.executeTakeFirstOrThrow();
		expect(entry).toMatchObject({ action: 'source edited', subject: `SOURCE-${source}` });
	});

	it('leaves the facts that rest on it as they were recorded, the day they became known included', async () => {
		const { db } = database();
		const { code, source } = await quoted(db);
		await anActual(db, code, { source: { id: source } });
		const facts = () =>
			Promise.all([
				db.selectFrom('observation').selectAll().where('source_id', '=', source).execute(),
				db.selectFrom('pledge_version').selectAll().where('source_id', '=', source).execute()
			]);
		const before = await facts();
		await edit(db, source, { publishedOn: '2021-01-01' });
		expect(await facts()).toEqual(before);
		expect(before[0][0]?.known_on).toBe('2024-12-31');
	});

	it('is refused over somebody else’s, and by a form that changed nothing; nothing is written', async () => {
		const { db } = database();
		const { source } = await quoted(db);
		const { seq, ...input } = await documentOf(db, source);
		await edit(db, source, { publisher: 'Ministry' });
		const count = async () =>
			(await db.selectFrom('source_version').select('id').where('source_id', '=', source).execute()).length;
		const late = { id: source, expectedSeq: seq, input: { ...input, title: 'Mine' }, file: A_FILE };
		expect(await refusal(editSource(db, anAct(), late))).toEqual(['changed_meanwhile', null]);
		expect(await refusal(edit(db, source, {}))).toEqual(['nothing_changed', null]);
		expect(await refusal(editSource(db, anAct(), { ...late, id: 999_999 }))).toEqual([
			'unknown_source',
			null
		]);
		expect(await count()).toBe(2);
		expect((await documentOf(db, source)).file).toBeNull();
	});

	it('that comes too late is brought together with the other one: nothing of either is lost', async () => {
		const { db } = database();
		const { source } = await quoted(db);
		const before = await documentOf(db, source);
		await edit(db, source, { publisher: 'Ministry', text: 'their text' }, A_FILE);
		const now = await documentOf(db, source);
		const mine = { ...before, language: 'fr', text: 'my text' };
		const edited = editedSource(db, now);
		const { fields } = typedOfSource(mine);
		const late = (seq: string) =>
			mergeLate(edited, { fields: { ...fields, seq }, rows: {} }, typedOfSource(mine));
		const merged = await late(String(before.seq));
		expect(merged.typed.fields).toMatchObject({
			...{ publisher: 'Ministry', language: 'fr', text: 'my text' },
			...{ seq: String(now.seq), since: String(before.seq) }
		});
		expect(merged.conflicts.map(({ name }) => name)).toEqual(['text']);
		expect(merged.taken.map(({ name }) => name)).toEqual(['publisher', 'file']);
		expect([merged.opened?.fields.text, merged.theirs.fields.text]).toEqual([
			before.text ?? '',
			'their text'
		]);
		expect(merged.acts.map(({ seq }) => seq)).toEqual([now.seq]);
		for (const seq of ['x', '-5', '1e300', '']) {
			expect((await late(seq)).typed.fields.text).toBe('my text');
		}

		const answered = (keep: string) => ({
			fields: merged.typed.fields,
			rows: { conflict: [{ name: 'text', keep }] }
		});
		expect(await decide(edited, answered(''))).toBeNull();
		const again = await askAgain(edited, answered(''));
		expect(again).toMatchObject({
			conflicts: merged.conflicts,
			opened: merged.opened,
			theirs: merged.theirs
		});
		expect(again?.acts).toEqual(merged.acts);
		expect((await decide(edited, answered('mine')))?.fields.text).toBe('my text');
		const chosen = await decide(edited, answered('theirs'));
		expect(chosen?.fields).toMatchObject({ text: 'their text', language: 'fr', publisher: 'Ministry' });
	});

	it('that arrives twice is written once', async () => {
		const { db } = database();
		const { source } = await quoted(db);
		const { seq, ...now } = await documentOf(db, source);
		const once = { id: source, expectedSeq: seq, input: { ...now, text: TEXT }, file: A_FILE };
		const act = anAct({ requestKey: `edit-${source}` });
		await Promise.all([editSource(db, act, once), editSource(db, act, once)]);
		expect(await listSourceActs(db, source, await lastSeq(db))).toHaveLength(2);
	});
});

describeOnBoth('the file of a source', (database) => {
	it('comes back byte by byte, and a later one replaces it without taking it away', async () => {
		const { db } = database();
		const { source } = await quoted(db);
		expect(await loadFile(db, source, await lastSeq(db))).toBeNull();
		await edit(db, source, {}, A_FILE);
		const first = await lastSeq(db);
		const every = Uint8Array.from({ length: 70_000 }, (_, at) => at % 256);
		const second = { name: 'page.png', type: 'image/png' as const, content: every };
		await edit(db, source, {}, second);
		const now = await loadFile(db, source, await lastSeq(db));
		expect(now).toMatchObject({ name: 'page.png', type: 'image/png', size: 70_000, sha256: sha256(every) });
		expect(now?.content).toEqual(every);
		expect((await loadFile(db, source, first))?.content).toEqual(A_FILE.content);
		expect((await documentOf(db, source)).file).toMatchObject({ name: 'page.png', size: 70_000 });
	});

	it('sent again as it is changes nothing', async () => {
		const { db } = database();
		const { source } = await quoted(db);
		await edit(db, source, {}, A_FILE);
		expect(await refusal(edit(db, source, {}, A_FILE))).toEqual(['nothing_changed', null]);
	});
});

describeOnBoth('the history of a source', (database) => {
	it('says who changed what and when, with what stood before, and only as far as one looks', async () => {
		const { db } = database();
		const { source } = await quoted(db);
		const by = await anAccount(db, { name: 'Aida' });
		const act = anAct({ by, today: '2026-11-24' });
		await edit(db, source, { text: TEXT, publishedOn: '2022-10-14' }, A_FILE, act);
		const between = await lastSeq(db);
		await edit(db, source, { text: null, language: 'ru' });
		const acts = await listSourceActs(db, source, await lastSeq(db));
		expect(acts.map(({ changes }) => changes)).toEqual([
			[
				{ part: 'language', before: 'en', after: 'ru' },
				{ part: 'text', before: String(TEXT.length), after: null }
			],
			[
				{ part: 'published', before: '2022-10-15', after: '2022-10-14' },
				{ part: 'text', before: null, after: String(TEXT.length) },
				{ part: 'file', before: null, after: A_FILE.name }
			],
			[]
		]);
		expect(acts[1]).toMatchObject({ by: 'Aida', on: '2026-11-24' });
		expect(await listSourceActs(db, source, between)).toHaveLength(2);
	});
});

describeOnBoth('a former text of a source', (database) => {
	it('is kept with the one that took its place, between the changes before and after; other edits are none', async () => {
		const { db } = database();
		const { source } = await quoted(db);
		const by = await anAccount(db, { name: 'Aida' });
		const seqs: number[] = [];
		for (const over of [{ text: 'one' }, { publisher: 'Other' }, { text: 'two' }, { text: null }]) {
			await edit(db, source, over, null, anAct({ by }));
			seqs.push(await lastSeq(db));
		}
		const [first = 0, other = 0, second = 0, last = 0] = seqs;
		expect(await loadTextChange(db, source, second)).toMatchObject({
			...{ seq: second, by: 'Aida', before: 'one', after: 'two', earlier: first, later: last },
			hashes: { before: sha256('one'), after: sha256('two') }
		});
		expect(await loadTextChange(db, source, first)).toMatchObject({
			before: '',
			after: 'one',
			earlier: null
		});
		expect(await loadTextChange(db, source, last)).toMatchObject({ before: 'two', after: '', later: null });
		expect(await loadTextChange(db, source, other)).toBeNull();
		expect(await loadTextChange(db, source + 1, second)).toBeNull();
	});
});

describeOnBoth('words quoted from a stored text', (database) => {
	let source = 0;
	beforeAll(async () => {
		const { db } = database();
		({ source } = await quoted(db));
		await edit(db, source, { text: TEXT });
	});

	it('are looked up when a pledge is logged', async () => {
		const { db } = database();
		const from = { source: { id: source } };
		expect(await refusal(aPledge(db, { ...from, quote: 'to triple it' }))).toEqual([
			'not_in_source',
			'quote'
		]);
		expect(await refusal(aPledge(db, { ...from, quote: 'AGREED "to  double … carried"' }))).toBeNull();
	});

	it('are looked up when a pledge is edited, and when it is moved to a source with a text', async () => {
		const { db } = database();
		const { code } = await quoted(db, { quote: 'other words' });
		const { seq, input } = await definitionOf(db, code);
		const change = { code, expectedSeq: seq, reason: null, input: { ...input, source: { id: source } } };
		expect(await refusal(editPledge(db, anAct(), change))).toEqual(['not_in_source', 'quote']);
		const words = { ...change, input: { ...change.input, quote: QUOTE } };
		expect(await refusal(editPledge(db, anAct(), words))).toBeNull();
	});

	it('are looked up when a figure is recorded, alone or among many, all or nothing', async () => {
		const { db } = database();
		const { code } = await quoted(db);
		const figure = (year: number, quote: string | null) =>
			actualInput({ period: yearPeriod(year), quote, source: { id: source } });
		expect(await refusal(anActual(db, code, figure(2021, '5 kt or more')))).toEqual([
			'not_in_source',
			'quote'
		]);
		expect(await refusal(anActual(db, code, figure(2021, 'Trade was 5 kt')))).toBeNull();
		expect(await refusal(anActual(db, code, figure(2022, null)))).toBeNull();
		const many = [figure(2023, '1.5 kt more'), figure(2024, 'words of nobody')];
		const commands = many.map((actual) => ({ code, actual, checkedOn: null }));
		const explained: number[] = [];
		await refusal(
			recordActuals(db, anAct(), commands, (error, at) => {
				explained.push(at);
				return error;
			})
		);
		expect(explained).toEqual([1]);
		const { figures } = await loadEvidence(db, code, upTo(await lastSeq(db)));
		expect(Object.values(figures).map(({ quote }) => quote)).toEqual(['Trade was 5 kt']);
	});

	it('are taken as they are from a source without a text', async () => {
		const { db } = database();
		expect(await refusal(quoted(db, { quote: 'whatever was said' }))).toBeNull();
	});
});

describeOnBoth('a stored text that changes', (database) => {
	/** How the quote of a pledge and of its one figure stand, and what the page of the source says of them. */
	async function states(db: Db, code: string, source: number) {
		const upto = await lastSeq(db);
		const evidence = await loadEvidence(db, code, upTo(upto));
		const page = await loadQuotedText(db, await documentOf(db, source), upTo(upto));
		const figures = Object.values(evidence.figures).map(({ words }) => words?.standing.state);
		expect(page.quotes.map(({ standing }) => standing)).toEqual([
			evidence.quote?.standing,
			...Object.values(evidence.figures).map(({ words }) => words?.standing)
		]);
		return [evidence.quote?.standing.state, ...figures];
	}

	async function withFigure(db: Db) {
		const made = await quoted(db);
		await edit(db, made.source, { text: TEXT });
		const cited = { source: { id: made.source }, quote: 'Trade was 5 kt', locator: 'line 2' };
		await anActual(db, made.code, cited);
		return made;
	}

	it('is said beside everything quoted before, and whether the words are still in it', async () => {
		const { db } = database();
		const { code, source } = await withFigure(db);
		// The pledge was quoted before there was a text, the figure from it.
		expect(await states(db, code, source)).toEqual(['found', 'found']);
		const before = await lastSeq(db);
		const later = anAct({ today: '2026-12-01' });
		await edit(db, source, { text: `${TEXT} And more.` }, null, later);
		expect(await states(db, code, source)).toEqual(['found', 'still_found']);
		await edit(db, source, { text: 'Something else altogether.' }, null, later);
		expect(await states(db, code, source)).toEqual(['not_found', 'lost']);
		const { figures } = await loadEvidence(db, code, upTo(await lastSeq(db)));
		expect(Object.values(figures)[0]?.words).toMatchObject({
			standing: { changedOn: '2026-12-01' },
			place: null
		});
		await edit(db, source, { text: null }, null, later);
		expect(await states(db, code, source)).toEqual(['no_text', 'text_removed']);
		await edit(db, source, { text: TEXT }, null, later);
		expect(await states(db, code, source)).toEqual(['found', 'found']);
		expect((await loadEvidence(db, code, upTo(before))).quote?.standing.state).toBe('found');
	});

	it('is not said of what was quoted or looked up again from the changed text', async () => {
		const { db } = database();
		const { code, source } = await withFigure(db);
		const { seq, input } = await definitionOf(db, code);
		const again = { ...input, locator: 'first line' };
		await editPledge(db, anAct(), { code, expectedSeq: seq, reason: null, input: again });
		await edit(db, source, { text: `${TEXT} And more.` });
		expect(await states(db, code, source)).toEqual(['still_found', 'still_found']);
		const now = await definitionOf(db, code);
		const once = { ...now.input, locator: 'line 1' };
		await editPledge(db, anAct(), { code, expectedSeq: now.seq, reason: null, input: once });
		expect(await states(db, code, source)).toEqual(['found', 'still_found']);
	});

	it('is not said where only the title or the day of the source changed', async () => {
		const { db } = database();
		const { code, source } = await withFigure(db);
		await edit(db, source, { title: 'Another name', publishedOn: null });
		expect(await states(db, code, source)).toEqual(['found', 'found']);
	});

	it('that lacks what is quoted is saved all the same', async () => {
		const { db } = database();
		const { code, source } = await quoted(db);
		await edit(db, source, { text: 'Nothing of the sort.' });
		expect(await states(db, code, source)).toEqual(['not_found']);
	});

	it('has each quote marked at its place, by a name that the pledge’s page leads to', async () => {
		const { db } = database();
		const { code, source } = await withFigure(db);
		const upto = await lastSeq(db);
		const { pieces } = await loadQuotedText(db, await documentOf(db, source), upTo(upto));
		const { quote, figures } = await loadEvidence(db, code, upTo(upto));
		expect(pieces.map(({ text }) => text).join('')).toBe(TEXT);
		const marked = (id: string | null | undefined) =>
			pieces.find(({ begins }) => begins.includes(id ?? ''))?.text;
		expect(quote?.place).toBe(`quote-${code}`);
		expect(marked(quote?.place)).toBe(QUOTE);
		expect(marked(Object.values(figures)[0]?.words?.place)).toBe('Trade was 5 kt');
	});
});

describeOnBoth('lists and citations of sources', (database) => {
	it('never bring a stored text or a file along', async () => {
		const { db } = database();
		const { source } = await quoted(db);
		await edit(db, source, { text: `${TEXT} unheard-of` }, A_FILE);
		const read = await Promise.all([
			listSources(db, { page: 1 }),
			recentSources(db),
			sourcesById(db, [source]).then((found) => [...found.values()]),
			listSourceActs(db, source, await lastSeq(db)),
			documentOf(db, source).then(({ text: _, ...rest }) => rest)
		]);
		expect(JSON.stringify(read)).not.toContain('unheard-of');
		expect(JSON.stringify(read)).not.toContain('content');
	});
});
