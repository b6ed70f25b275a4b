import { parse } from 'csv-parse/sync';
import { readXlsx } from 'hucre/xlsx';
import { beforeAll, expect, it } from 'vitest';
import { RULE_VERSION } from '#lib/domain/progress.ts';
import { readPledgeFilter } from '#lib/schema/pledge-filter.ts';
import type { AskedMoment } from '#lib/schema/moment.ts';
import type { Db } from '#lib/server/db/connection.ts';
import { lastSeq } from '#lib/server/db/ledger.ts';
import { readActuals } from '#lib/server/exports/actuals.ts';
import { readChangeLines } from '#lib/server/exports/changes.ts';
import { writeCsv } from '#lib/server/exports/csv-download.ts';
import { readPledges } from '#lib/server/exports/pledges.ts';
import { writeWorkbook } from '#lib/server/exports/workbook.ts';
import { loadSample } from '#lib/server/portfolio/load-sample.ts';
import { listParties } from '#lib/server/portfolio/parties.ts';
import { ACTUAL_COLUMNS } from '#lib/tabular/actual-columns.ts';
import { CHANGE_COLUMNS } from '#lib/tabular/change-columns.ts';
import type { Column } from '#lib/tabular/column.ts';
import { unguardText } from '#lib/tabular/csv.ts';
import { PLEDGE_COLUMNS } from '#lib/tabular/pledge-columns.ts';
import { LONGEST_TEXT } from '#lib/tabular/workbook/cell.ts';
import { describeOnBoth } from '../helpers/database.ts';
import { A_SOURCE, anAccount, anAct, anActual, aPledge, DAY, momentOf } from '../helpers/factories.ts';

const ADDRESSES = { list: 'https://example.org/pledges?at=1', method: 'https://example.org/method' };

async function bytesOf(db: Db, search = '', asked: AskedMoment = {}): Promise<Uint8Array> {
	const filter = readPledgeFilter(new URLSearchParams(search));
	const parts = writeWorkbook(db, filter, await momentOf(db, asked), ADDRESSES);
	return Buffer.concat(await Array.fromAsync(parts));
}

/** The sheets of a workbook by their names, as another library reads them. */
async function sheetsOf(bytes: Uint8Array) {
	const { sheets } = await readXlsx(bytes);
	return Object.fromEntries(sheets.map(({ name, rows }) => [name, rows]));
}

/** The lines of a CSV, the names of its columns first, without the signs that guard texts. */
async function csvOf<Row>(columns: readonly Column<Row>[], parts: AsyncIterable<Row[]>) {
	let text = '';
	for await (const part of writeCsv(columns, parts, { bom: false })) text += part;
	return (parse(text) as string[][]).map((cells) => cells.map(unguardText));
}

/** A cell of a workbook as CSV says it. */
function inCsv(cell: unknown, csv: string): string {
	if (cell === null || cell === undefined) return '';
	if (cell instanceof Date) return csv.includes('T') ? cell.toISOString() : cell.toISOString().slice(0, 10);
	// A figure in its shortest form; that it is a number is what matters here.
	if (typeof cell === 'number') return Number(csv) === cell ? csv : String(cell);
	return typeof cell === 'string' ? cell : JSON.stringify(cell);
}

describeOnBoth('the workbook', (database) => {
	beforeAll(async () => {
		const { db } = database();
		await loadSample(db, anAct({ by: await anAccount(db, { name: 'Әлия Ким' }) }));
		const code = await aPledge(db, {
			title: '=HYPERLINK("http://example.org","see")',
			quote: '-5 … “слова”\r\nвторая строка 🇰🇿',
			reading: 'Мәтін '.repeat(6000)
		});
		const source = { ...A_SOURCE, title: '@Источник', url: 'https://example.org/?a=1&b="2"' };
		await anActual(db, code, { value: '-12.5000000000000000001', note: '+7', source });
	});

	it('holds what the CSV of each table holds, as another library reads it', async () => {
		const { db } = database();
		const filter = readPledgeFilter(new URLSearchParams());
		const moment = await momentOf(db);
		const sheets = await sheetsOf(await bytesOf(db));
		const tables = {
			Pledges: await csvOf(PLEDGE_COLUMNS, readPledges(db, filter, moment)),
			Actuals: await csvOf(ACTUAL_COLUMNS, readActuals(db, filter, moment)),
			Changes: await csvOf(CHANGE_COLUMNS, readChangeLines(db, filter, moment))
		};
		for (const [name, lines] of Object.entries(tables)) {
			const rows = sheets[name] ?? [];
			expect([name, rows.length]).toEqual([name, lines.length]);
			for (const [at, line] of lines.entries()) {
				const cells = line.map((csv, place) => inCsv(rows[at]?.[place], csv));
				const whole = line.map((csv, place) =>
					csv.length > LONGEST_TEXT ? cells[place] : csv.replace(/\r\n?/g, '\n')
				);
				expect(cells, `${name} ${at + 1}`).toEqual(whole);
			}
		}
		const at = (sheet: string, column: string) => sheets[sheet]?.[0]?.indexOf(column) ?? -1;
		const pledge = sheets.Pledges?.find(([code]) => code === 'KZ-TM-2022-01') ?? [];
		expect(pledge[at('Pledges', 'target_value')]).toBe(1_000_000_000);
		expect(pledge[at('Pledges', 'source_date')]).toEqual(new Date('2022-10-15T00:00:00Z'));
		expect(sheets.Changes?.[1]?.[at('Changes', 'recorded_at')]).toBeInstanceOf(Date);
	});

	it('begins with what it was read from, by which filters, and what its cells could not hold', async () => {
		const { db } = database();
		const kazakhstan = (await listParties(db)).find(({ name }) => name === 'Kazakhstan');
		const said = async (search: string, asked: AskedMoment = {}) => {
			const { About = [], ...sheets } = await sheetsOf(await bytesOf(db, search, asked));
			const lines = About.slice(2, About.findIndex(([cell]) => cell === 'Sheet') - 1);
			return {
				facts: Object.fromEntries(lines.map(([name, text]) => [String(name), text])),
				notes: lines.filter(([name]) => name === 'Note').map(([, text]) => String(text)),
				meanings: About.slice(About.findIndex(([cell]) => cell === 'Sheet') + 1),
				sheets
			};
		};
		const whole = await said('');
		expect(whole.facts).toMatchObject({
			'As of': new Date(`${DAY}T00:00:00Z`),
			Basis: 'what was recorded here by then',
			'Ledger number': await lastSeq(db),
			Filters: 'none',
			Pledges: 19,
			Actuals: 23,
			Rules: `version ${RULE_VERSION}`,
			'The rules explained': ADDRESSES.method,
			'This list in this state': ADDRESSES.list
		});
		expect(whole.facts.Sources).toBe((whole.sheets.Sources?.length ?? 0) - 1);
		expect(whole.sheets.Sources?.map(([title]) => title)).toContain('@Источник');
		// The figure stands in two cells of the actuals, in one of the pledges, and in one of the changes.
		expect(whole.notes[0]).toBe(
			'4 numbers with more than 15 digits stand as text, because a spreadsheet would round them.'
		);
		expect(whole.notes[1]).toMatch(/^2 texts longer than 32767 characters/);
		expect(whole.meanings).toHaveLength(
			PLEDGE_COLUMNS.length + ACTUAL_COLUMNS.length + CHANGE_COLUMNS.length + 5
		);

		const some = await said(`party=${kazakhstan?.id}&theme=trade&q=mutual+trade`, { basis: 'public' });
		expect(some.facts).toMatchObject({
			Basis: 'what was public by then',
			Filters: 'Words: “mutual trade”; Party: Kazakhstan; Theme: Trade'
		});
		for (const sheet of ['Pledges', 'Actuals', 'Changes']) {
			expect(some.sheets[sheet]?.[0]?.at(-1), sheet).toBe('filters');
			expect(some.sheets[sheet]?.[1]?.at(-1), sheet).toBe(some.facts.Filters);
		}
		expect(some.notes).toHaveLength(1);
	});

	it('is the same bytes for a state, whatever is recorded since', async () => {
		const { db } = database();
		const at = await lastSeq(db);
		const before = await bytesOf(db, '', { at });
		await anActual(db, await aPledge(db, { title: 'Later' }));
		expect(await bytesOf(db, '', { at })).toEqual(before);
		expect(await bytesOf(db)).not.toEqual(before);
	});
});
