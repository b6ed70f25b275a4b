import { expect, it } from 'vitest';
import { sql } from 'kysely';
import { yearPeriod } from '#lib/domain/calendar.ts';
import type { GridRow } from '#lib/schema/grid.ts';
import type { Typed } from '#lib/schema/typed.ts';
import type { Db } from '#lib/server/db/connection.ts';
import { lastSeq, type Act } from '#lib/server/db/ledger.ts';
import { startGrid } from '#lib/server/pledges/grid-form.ts';
import { recordActuals } from '#lib/server/pledges/record-actual.ts';
import { recordGrid } from '#lib/server/pledges/record-grid.ts';
import { listBatch } from '#lib/server/pledges/recorded-batch.ts';
import { addSource } from '#lib/server/sources/add-sources.ts';
import { describeOnBoth } from '../helpers/database.ts';
import {
	A_SOURCE,
	actualInput,
	anAccount,
	AN_INDICATOR,
	anAct,
	anActual,
	aPledge,
	DAY,
	unique,
	UNMEASURED
} from '../helpers/factories.ts';

const CLOCK = { today: () => DAY, now: () => new Date(`${DAY}T12:00:00Z`), fixed: true };
const SOURCE = { source_title: 'Yearbook of trade', source_url: 'https://example.org/yearbook' };

/** A row that can be recorded: 150 kt in 2024. */
const line = (pledge: string, over: GridRow = {}): GridRow => ({
	pledge,
	period: '2024',
	value: '150',
	unit: 'kt',
	reporter: 'Statistics Office',
	...over
});

const typedOf = (rows: GridRow[], fields: Record<string, string> = SOURCE): Typed => ({
	fields,
	rows: { rows }
});

const send = (db: Db, rows: GridRow[], act: Act = anAct(), fields?: Record<string, string>) =>
	recordGrid(db, act, typedOf(rows, fields), 'record');

/** What the grid says of the form sent again as the page would show it. */
async function sendAgain(db: Db, { typed }: { typed: Typed }, change: (rows: GridRow[]) => void = () => {}) {
	const rows = structuredClone(typed.rows.rows ?? []);
	change(rows);
	return send(db, rows);
}

async function figuresOf(db: Db, code: string) {
	return db
		.selectFrom('observation')
		.innerJoin('indicator', 'indicator.id', 'observation.indicator_id')
		.innerJoin('pledge', 'pledge.id', 'indicator.pledge_id')
		.where('pledge.code', '=', code)
		.select(['observation.id', 'observation.value', 'observation.prev_id', 'period_start', 'state', 'reason'])
		.orderBy('observation.id')
		.execute();
}

const rowsOf = async (db: Db, table: 'observation' | 'entry' | 'source' | 'reporter' | 'check_in') =>
	Number((await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(db)).rows[0]?.n);

async function sizes(db: Db) {
	const tables = ['observation', 'entry', 'source', 'reporter', 'check_in'] as const;
	return Promise.all(tables.map((table) => rowsOf(db, table)));
}

describeOnBoth('recording a grid', (database) => {
	it('records every filled row, an entry for each pledge, and one batch ties them together', async () => {
		const { db } = database();
		const [one, other] = [await aPledge(db), await aPledge(db)];
		const act = anAct({ requestKey: `grid-${unique()}` });
		const rows = [
			line(one),
			{},
			line(other, { state: 'Provisional' }),
			line(one.toLowerCase(), { period: '2025' })
		];
		expect(await send(db, rows, act)).toMatchObject({ recorded: true, errors: {} });
		expect(await figuresOf(db, one)).toHaveLength(2);
		expect(await figuresOf(db, other)).toMatchObject([{ state: 'provisional' }]);
		const batch = String(act.requestKey);
		const entries = await db
			.selectFrom('entry')
			.where('batch', '=', batch)
			.select(['action', 'subject'])
			.execute();
		expect(entries).toEqual([
			{ action: 'actuals recorded', subject: one },
			{ action: 'actual recorded', subject: other }
		]);
		const list = await listBatch(db, batch, await lastSeq(db));
		expect(list.total).toBe(3);
		expect(list.figures.map(({ code }) => code)).toEqual([one, one, other].toSorted());
		expect((await listBatch(db, batch, 1)).total).toBe(0);
		const { progress } = await db
			.selectFrom('pledge_current')
			.select('progress')
			.where('code', '=', other)
			.executeTakeFirstOrThrow();
		expect(progress).toBeCloseTo(0.5, 12);
	});

	it('finds all that is wrong in one round, marks exactly those cells, and writes nothing', async () => {
		const { db } = database();
		const [code, unmeasured] = [await aPledge(db), await aPledge(db, { ...UNMEASURED, kind: 'continuing' })];
		await anActual(db, code, { period: yearPeriod(2019) });
		const before = await sizes(db);
		const rows = Array.from({ length: 50 }, (_, at) =>
			line(code, { period: String(1960 + at), reporter: 'Somebody new' })
		);
		Object.assign(rows[3]!, { value: '1,250' });
		Object.assign(rows[10]!, { pledge: 'NO-SUCH', period: 'last year' });
		Object.assign(rows[20]!, { unit: 'km' });
		Object.assign(rows[30]!, { period: '2019', reporter: 'STATISTICS office' });
		Object.assign(rows[40]!, { pledge: unmeasured });
		Object.assign(rows[44]!, { source: '#99999' });
		Object.assign(rows[45]!, { source: 'A title that nobody wrote down' });
		Object.assign(rows[46]!, { period: '2026' });
		Object.assign(rows[47]!, { reason: 'Recounted' });
		Object.assign(rows[49]!, { period: '1960' });
		const { recorded, errors, typed } = await send(db, rows);
		expect(recorded).toBe(false);
		const sentences = {
			'rows.3.value': 'has a separator that can be read two ways',
			'rows.10.pledge': 'There is no pledge with the code NO-SUCH',
			'rows.10.period': '“last year” is not a date',
			'rows.20.unit': 'can be kept in kt',
			'rows.30.reason': '150 kt for 2019 (Statistics Office) is recorded already',
			'rows.40.pledge': 'This pledge has no indicator',
			'rows.44.source': 'This source is not known',
			'rows.45.source': 'No known source has this title',
			'rows.46.period': '2026 has not ended yet',
			'rows.47.reason': 'There is no figure of this reporter for this period',
			'rows.49.period': 'Row 1 has a figure of this pledge, reporter and period'
		};
		expect(Object.keys(errors)).toEqual(Object.keys(sentences));
		for (const [name, sentence] of Object.entries(sentences)) expect(errors[name], name).toContain(sentence);
		expect(typed.rows.rows?.map(({ revises: _, about: __, ...row }) => row)).toEqual(rows);
		expect(await sizes(db)).toEqual(before);
	});

	it('tries without writing, and says so of good rows as of bad ones', async () => {
		const { db } = database();
		const code = await aPledge(db);
		const before = await sizes(db);
		expect(await recordGrid(db, anAct(), typedOf([line(code)]), 'try')).toMatchObject({
			recorded: false,
			errors: {}
		});
		expect(await sizes(db)).toEqual(before);
	});

	it('writes a form that is sent twice once, whatever it holds', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await anActual(db, code);
		const shown = await send(db, [line(code, { value: '155', reason: 'Recounted' })]);
		const act = anAct({ requestKey: `twice-${unique()}` });
		const [first, second] = await Promise.all([1, 2].map(() => recordGrid(db, act, shown.typed, 'record')));
		const third = await recordGrid(db, act, shown.typed, 'record');
		expect([first, second, third].map((outcome) => outcome?.recorded)).toEqual([true, true, true]);
		expect((await figuresOf(db, code)).map(({ value }) => value)).toEqual(['150', '155']);
	});

	it('passes over rows that hold only what was offered, and no others', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await anActual(db, code, { reporter: 'Customs', value: '150000', unit: 't', period: yearPeriod(2023) });
		const { rows } = await startGrid(db, { codes: [code] }, CLOCK);
		expect(rows).toMatchObject([{ pledge: code, period: '2024', unit: 't', reporter: 'Customs' }]);
		expect((await send(db, rows)).errors).toEqual({
			form: 'Nothing is filled in yet. A row needs a pledge, a period, a figure and who reports it.'
		});
		const changed = await send(db, [{ ...rows[0]!, period: '2025' }]);
		expect(changed.errors).toMatchObject({ 'rows.0.value': 'Write the figure, such as 1250.5.' });
		expect((await send(db, [{ ...rows[0]!, value: '160000' }])).recorded).toBe(true);
	});

	it('takes at most 200 rows', async () => {
		const { db } = database();
		const code = await aPledge(db);
		const { errors } = await send(
			db,
			Array.from({ length: 201 }, (_, at) => line(code, { period: String(1810 + at) }))
		);
		expect(errors).toEqual({ form: 'Record at most 200 rows at once; these are 201.' });
	});
});

describeOnBoth('a row of the grid that corrects a figure', (database) => {
	it('is shown the former figure and asked for a reason first, and then appends the correction', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await anActual(db, code);
		const shown = await send(db, [line(code, { value: '155' })]);
		expect(shown.errors['rows.0.reason']).toContain(
			'150 kt for 2024 (Statistics Office) is recorded already'
		);
		expect(shown.formers).toEqual({ 0: '150 kt for 2024 (Statistics Office)' });
		const unexplained = await sendAgain(db, shown);
		expect(unexplained.errors).toEqual({ 'rows.0.reason': 'Say why the figure is corrected.' });
		expect(unexplained.formers).toEqual(shown.formers);
		const saved = await sendAgain(db, unexplained, (rows) => (rows[0]!.reason = 'Recounted'));
		expect(saved.recorded).toBe(true);
		const [former, latest] = await figuresOf(db, code);
		expect(latest).toMatchObject({
			value: '155',
			prev_id: former?.id,
			state: 'revised',
			reason: 'Recounted'
		});
		const entry = await db
			.selectFrom('entry')
			.select(['action', 'reason'])
			.orderBy('seq', 'desc')
			.limit(1)
			.execute();
		expect(entry).toEqual([{ action: 'actual revised', reason: 'Recounted' }]);
	});

	it('shows the former figure even to somebody who gave a reason beforehand', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await anActual(db, code);
		const shown = await send(db, [line(code, { value: '155', reason: 'Recounted' })]);
		expect(shown.errors['rows.0.reason']).toContain('150 kt for 2024');
		expect((await sendAgain(db, shown)).recorded).toBe(true);
	});

	it('asks again when somebody else corrected it meanwhile: their figure is not replaced unseen', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await anActual(db, code);
		const shown = await send(db, [line(code, { value: '155', reason: 'Recounted' })]);
		const [former] = await figuresOf(db, code);
		await anActual(db, code, { value: '160', revises: Number(former?.id), reason: 'By somebody else' });
		const again = await sendAgain(db, shown);
		expect(again.errors['rows.0.reason']).toContain('160 kt for 2024');
		expect(again.typed.rows.rows?.[0]).toMatchObject({ value: '155', reason: 'Recounted' });
		expect((await sendAgain(db, again)).recorded).toBe(true);
		expect((await figuresOf(db, code)).map(({ value }) => value)).toEqual(['150', '160', '155']);
	});

	it('is no correction any more once it is about another period', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await anActual(db, code);
		const shown = await send(db, [line(code, { value: '155' })]);
		expect((await sendAgain(db, shown, (rows) => (rows[0]!.period = '2025'))).recorded).toBe(true);
		expect((await figuresOf(db, code)).map(({ value, prev_id }) => [value, prev_id])).toEqual([
			['150', null],
			['155', null]
		]);
	});

	it('keeps the state of a figure that waits for a manager, and waits as well', async () => {
		const { db } = database();
		const code = await aPledge(db);
		const by = await anAccount(db);
		await anActual(db, code, { state: 'provisional' }, anAct({ by }));
		const shown = await send(db, [line(code, { value: '155', reason: 'A slip' })], anAct({ by }));
		const act = anAct({ by, requestKey: `waits-${unique()}` });
		expect((await recordGrid(db, act, shown.typed, 'record')).recorded).toBe(true);
		expect((await figuresOf(db, code)).map(({ state }) => state)).toEqual(['provisional', 'provisional']);
		const { figures } = await listBatch(db, String(act.requestKey), await lastSeq(db));
		expect(figures).toMatchObject([{ code, value: '155 kt', former: '150 kt', period: '2024', waits: true }]);
	});

	it('asks to confirm a correction by more than a factor of two', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await anActual(db, code);
		const shown = await send(db, [line(code, { value: '1550', reason: 'Recounted' })]);
		const doubted = await sendAgain(db, shown);
		expect(Object.keys(doubted.errors)).toEqual(['rows.0.confirmed']);
		expect((await sendAgain(db, doubted, (rows) => (rows[0]!.confirmed = 'yes'))).recorded).toBe(true);
	});
});

describeOnBoth('the source of a row', (database) => {
	it('is its own, by number, address or title, or the one above all rows', async () => {
		const { db } = database();
		const code = await aPledge(db);
		const { id } = await addSource(db, 1, {
			...A_SOURCE,
			title: 'Сводка',
			url: 'https://example.org/svodka'
		});
		const cells = [
			`#${id} Сводка · Presidency`,
			String(id),
			'https://example.org/svodka',
			'сводка',
			'Trade in 2024 https://example.org/2024',
			''
		];
		const rows = cells.map((source, at) => line(code, { period: String(2010 + at), source }));
		expect(await send(db, rows)).toMatchObject({ recorded: true });
		const named = await db
			.selectFrom('observation')
			.innerJoin('source_version', 'source_version.source_id', 'observation.source_id')
			.innerJoin('indicator', 'indicator.id', 'observation.indicator_id')
			.innerJoin('pledge', 'pledge.id', 'indicator.pledge_id')
			.where('pledge.code', '=', code)
			.select(['source_version.title', 'source_version.url'])
			.orderBy('period_start')
			.execute();
		expect(named.map(({ title }) => title)).toEqual([
			'Сводка',
			'Сводка',
			'Сводка',
			'Сводка',
			'Trade in 2024',
			'Yearbook of trade'
		]);
	});

	it('has to be named in one place or the other; all else that is wrong is found in the same round', async () => {
		const { db } = database();
		const code = await aPledge(db);
		const { errors } = await send(
			db,
			[line(code, { pledge: 'NO-SUCH' }), line(code, { value: 'x' })],
			anAct(),
			{}
		);
		expect(Object.keys(errors)).toEqual(['source', 'rows.0.pledge', 'rows.1.value']);
		const own = [line(code, { source: 'Trade in 2024 https://example.org/2024' })];
		expect((await send(db, own, anAct(), {})).recorded).toBe(true);
	});
});

describeOnBoth('a grid begins', (database) => {
	it('with the measured pledges that were asked for, and says which were not', async () => {
		const { db } = database();
		const theme = `theme ${unique()}`;
		const [b, a] = [await aPledge(db, { theme }), await aPledge(db, { theme, indicator: AN_INDICATOR })];
		const unmeasured = await aPledge(db, { ...UNMEASURED, kind: 'continuing', theme });
		const byCode = await startGrid(db, { codes: [a, unmeasured, b.toLowerCase(), 'NONE', 'a\0b'] }, CLOCK);
		expect(byCode.rows.map(({ pledge }) => pledge)).toEqual([a, b]);
		expect(byCode.missing).toEqual([unmeasured, 'NONE', 'A\0B']);
		const filter = { theme, sort: 'code' as const, dir: 'asc' as const, page: 1 };
		const listed = await startGrid(db, { filter }, CLOCK);
		expect(listed.rows.map(({ pledge }) => pledge)).toEqual([b, a]);
		expect(listed.asked).toBe(2);
		expect((await startGrid(db, null, CLOCK)).rows).toEqual(Array.from({ length: 10 }, () => ({})));
	});

	it('offers the period after the last one, once it has ended', async () => {
		const { db } = database();
		const offered = async (span: ReturnType<typeof yearPeriod>) => {
			const code = await aPledge(db);
			await anActual(db, code, { period: span });
			return (await startGrid(db, { codes: [code] }, CLOCK)).rows[0]?.period;
		};
		expect(await offered(yearPeriod(2024))).toBe('2025');
		expect(await offered(yearPeriod(2025))).toBe('');
		expect(await offered({ start: '2026-04-01', end: '2026-06-30' })).toBe('2026-Q3');
		expect(await offered({ start: '2026-01-01', end: '2026-05-31' })).toBe('');
	});
});

describeOnBoth('figures recorded together', (database) => {
	it('have an entry for each reason for which they are corrected', async () => {
		const { db } = database();
		const code = await aPledge(db);
		for (const year of [2021, 2022, 2023]) await anActual(db, code, { period: yearPeriod(year) });
		const before = await lastSeq(db);
		const former = await figuresOf(db, code);
		const commands = [2021, 2022, 2023, 2024].map((year, at) => ({
			code,
			checkedOn: null,
			actual: actualInput({
				period: yearPeriod(year),
				value: '151',
				revises: former[at]?.id ?? null,
				reason: former[at] ? (year === 2023 ? 'Another method' : 'Recounted') : null
			})
		}));
		await recordActuals(db, anAct(), commands, (error) => error);
		const entries = await db
			.selectFrom('entry')
			.where('seq', '>', before)
			.select(['action', 'reason'])
			.orderBy('seq')
			.execute();
		expect(entries).toEqual([
			{ action: 'actuals revised', reason: 'Recounted' },
			{ action: 'actual revised', reason: 'Another method' },
			{ action: 'actual recorded', reason: null }
		]);
	});
});
