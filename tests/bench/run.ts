/**
 * What things cost, as ratios against the cheapest comparable thing in the same run: machines differ, ratios less so.
 * Nothing here passes or fails.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { sql } from 'kysely';
import { targetActualChart, type TargetActualView } from '#lib/charts/targetActual.ts';
import { addDays } from '#lib/domain/calendar.ts';
import { assess } from '#lib/domain/progress.ts';
import { readPledgeFilter } from '#lib/schema/pledge-filter.ts';
import { openDatabase, wrapEmbedded, type Db, type Opened } from '#lib/server/db/connection.ts';
import { migrateToLatest } from '#lib/server/db/migrator.ts';
import { parsers } from '#lib/server/db/parsers.ts';
import { readActuals } from '#lib/server/exports/actuals.ts';
import { writeCsv } from '#lib/server/exports/csv-download.ts';
import { readPledges } from '#lib/server/exports/pledges.ts';
import { writeTable } from '#lib/server/imports/write-table.ts';
import { openCourse } from '#lib/server/pledges/course.ts';
import { refresh } from '#lib/server/pledges/current.ts';
import { loadFacts } from '#lib/server/pledges/facts.ts';
import { countPledges } from '#lib/server/pledges/counts.ts';
import { listPledges } from '#lib/server/pledges/list.ts';
import { loadSample } from '#lib/server/portfolio/load-sample.ts';
import { ACTUAL_COLUMNS } from '#lib/tabular/actual-columns.ts';
import type { Column } from '#lib/tabular/column.ts';
import { PLEDGE_COLUMNS } from '#lib/tabular/pledge-columns.ts';
import { copyFigure, copyPledge } from '../helpers/bulk.ts';
import { anAct, anActual, aPledge, DAY, momentOf } from '../helpers/factories.ts';
import { check, exported, nobody } from '../helpers/imports.ts';
import { startPostgres } from '../helpers/postgres.ts';

const PLEDGES = 5_000;
const FEW_FIGURES = 1_000;
const MANY_FIGURES = 100_000;
const DRAWN = 10_000;

/** Milliseconds of one call: the median of `times` calls after one that is not counted. */
async function median(times: number, work: () => unknown): Promise<number> {
	await work();
	const taken: number[] = [];
	for (let done = 0; done < times; done++) {
		const started = performance.now();
		await work();
		taken.push(performance.now() - started);
	}
	return taken.sort((a, b) => a - b)[Math.floor(times / 2)] ?? 0;
}

interface Line {
	what: string;
	cost: string;
	against: string;
	ratio: string;
}

const ms = (value: number) => `${value < 0.1 ? value.toFixed(4) : value.toFixed(1)} ms`;
const line = (what: string, cost: number, floor: number, against: string): Line => ({
	what,
	cost: ms(cost),
	against: `${ms(floor)} ${against}`,
	ratio: `× ${(cost / floor).toFixed(1)}`
});

/** A level with a figure for every day. */
function longSeries(length: number): TargetActualView {
	const points = Array.from({ length }, (_, at) => {
		const day = addDays('1998-01-01', at);
		const look = { state: 'final', partial: false, qualifier: 'exactly', source: null } as const;
		return { ...look, period: day, from: day, to: day, value: String(at % 97) };
	});
	return {
		...{ title: 'A level', unit: 't', aggregation: 'level', target: null, ghostTargets: [], baseline: null },
		...{ expectedPath: null, today: DAY, series: [{ reporter: 'Office', headline: true, points }] }
	};
}

async function drain<R>(columns: readonly Column<R>[], parts: AsyncIterable<R[]>): Promise<number> {
	let size = 0;
	for await (const text of writeCsv(columns, parts, { bom: false })) size += text.length;
	return size;
}

async function measure(db: Db): Promise<Line[]> {
	await loadSample(db, anAct());
	const code = await aPledge(db);
	for (const year of ['2022', '2023', '2024']) {
		await anActual(db, code, { period: { start: `${year}-01-01`, end: `${year}-12-31` } });
	}
	await copyPledge(db, code, PLEDGES - 19);
	await sql`analyze`.execute(db);
	const everything = readPledgeFilter(new URLSearchParams());
	const narrowed = readPledgeFilter(new URLSearchParams('q=freight&group=on_track&sort=progress&page=40'));
	const trip = await median(50, () => sql`select 1`.execute(db));
	const lines = [
		line(
			`list page of ${PLEDGES} pledges`,
			await median(9, async () => listPledges(db, everything, await momentOf(db))),
			trip,
			'select 1'
		),
		line(
			'the same, filtered, page 40',
			await median(9, async () => listPledges(db, narrowed, await momentOf(db))),
			trip,
			'select 1'
		),
		line(
			'board counts',
			await median(9, async () => countPledges(db, {}, await momentOf(db))),
			trip,
			'select 1'
		)
	];

	const rows = await median(3, () => db.selectFrom('pledge_current').selectAll().execute());
	const pledges = await median(3, async () =>
		drain(PLEDGE_COLUMNS, readPledges(db, everything, await momentOf(db)))
	);
	lines.push(line('pledges.csv, per row', pledges / PLEDGES, rows / PLEDGES, 'plain select'));

	const sample = await db.selectFrom('pledge').select('id').orderBy('id').limit(18).execute();
	const facts = [
		...(
			await loadFacts(
				db,
				sample.map((row) => row.id)
			)
		).values()
	];
	const copied = await median(20, () => facts.map((one) => structuredClone(one)));
	const assessed = await median(20, () => facts.map((one) => assess(one, DAY)));
	lines.push(line('assess, per pledge', assessed / 18, copied / 18, 'copying its facts'));

	const present = await momentOf(db);
	const started = performance.now();
	const course = await openCourse(db, present, new Date(`${DAY}T12:00:00Z`));
	lines.push(
		line(
			`course of ${course.length} months, per pledge, the first time`,
			(performance.now() - started) / PLEDGES,
			assessed / 18,
			'assess'
		)
	);
	await anActual(db, code, { period: { start: '2021-01-01', end: '2021-12-31' } });
	const again = await momentOf(db);
	const changed = performance.now();
	const next = await openCourse(db, again, new Date(`${DAY}T12:00:00Z`));
	lines.push(
		line(
			'the same after one more figure, per pledge',
			(performance.now() - changed) / PLEDGES,
			assessed / 18,
			'assess'
		)
	);
	const months = () => Promise.all(next.map((day) => countPledges(db, {}, day)));
	lines.push(line('the same, counted, per month', (await median(3, months)) / next.length, trip, 'select 1'));
	const named = (await exported(db, 'pledges')).replaceAll('Double the freight', 'Double all freight');
	const begun = performance.now();
	const checked = await check(db, 'pledges', named);
	const judged = performance.now();
	await writeTable(db, anAct(), checked, { reason: null, confirmed: false }, nobody());
	const written = performance.now();
	const { revised } = checked.counts;
	const refreshed = await median(1, () =>
		refresh(
			db,
			sample.map((row) => row.id),
			DAY
		)
	);
	const floor = [refreshed / sample.length, 'bringing one up to date'] as const;
	lines.push(
		line(`import of ${revised} changed pledges, per pledge: checked`, (judged - begun) / revised, ...floor),
		line('the same, written', (written - judged) / revised, ...floor)
	);
	for (const length of [100, DRAWN]) {
		const view = longSeries(length);
		const built = await median(5, () => targetActualChart(view));
		const copied = await median(5, () => structuredClone(view));
		const { data } = targetActualChart(view).configuration;
		const drawn = data.datasets[0]?.data.length ?? 0;
		lines.push(line(`chart of ${length} figures, ${drawn} drawn`, built, copied, 'copying them'));
	}

	await copyFigure(db, code, FEW_FIGURES);
	const few = await median(9, async () => countPledges(db, {}, await momentOf(db)));
	await sql`insert into observation (entry_seq, indicator_id, reporter_id, period_start, period_end, value,
			entered_value, entered_unit, factor, qualifier, state, partial, known_on)
		select o.entry_seq, o.indicator_id, o.reporter_id, date '1900-01-01' + n, date '1900-01-01' + n, n, n, 'kt', 1,
			'exactly', 'final', false, o.known_on
		from (select distinct on (indicator_id) * from observation where prev_id is null order by indicator_id limit 1000) as o,
			generate_series(50000, ${50_000 + MANY_FIGURES / 1000 - 1}::int) as n`.execute(db);
	await sql`analyze`.execute(db);
	const many = await median(9, async () => countPledges(db, {}, await momentOf(db)));
	lines.push(line(`board counts with ${MANY_FIGURES} more actuals`, many, few, `with ${FEW_FIGURES}`));

	const total = await sql<{ n: number }>`select count(*) as n from observation`.execute(db);
	const count = total.rows[0]?.n ?? 1;
	const figures = await median(1, () => db.selectFrom('observation').selectAll().execute());
	const actuals = await median(1, async () =>
		drain(ACTUAL_COLUMNS, readActuals(db, everything, await momentOf(db)))
	);
	lines.push(line(`actuals.csv of ${count}, per row`, actuals / count, figures / count, 'plain select'));
	return lines;
}

function print(engine: string, lines: Line[]): void {
	const keys = ['what', 'cost', 'against', 'ratio'] as const;
	const widths = keys.map((key) => Math.max(...lines.map((one) => one[key].length)));
	console.log(`\n${engine}`);
	for (const one of lines) {
		const cells = keys.map((key, at) =>
			key === 'what' ? one[key].padEnd(widths[at] ?? 0) : one[key].padStart(widths[at] ?? 0)
		);
		console.log(`  ${cells.join('  ')}`);
	}
}

async function onEngine(engine: string, opened: Opened): Promise<void> {
	try {
		await migrateToLatest(opened);
		print(engine, await measure(opened.db));
	} finally {
		await opened.close();
	}
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pledgeboard-bench-'));
const server = await startPostgres('UTC');
try {
	await onEngine('PGlite, in memory', await wrapEmbedded(await PGlite.create({ parsers })));
	await onEngine('PostgreSQL', await openDatabase({ databaseUrl: server.url, dataDir: folder }));
} finally {
	await server.stop();
	fs.rmSync(folder, { recursive: true, force: true });
}
