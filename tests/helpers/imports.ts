/** Imports of tables for tests, the way a page or a command makes them, without either. */
import type { Db } from '#lib/server/db/connection.ts';
import type { Act } from '#lib/server/db/ledger.ts';
import { readActuals } from '#lib/server/exports/actuals.ts';
import { writeCsv } from '#lib/server/exports/csv-download.ts';
import { readPledges } from '#lib/server/exports/pledges.ts';
import { checkTable, type Checked } from '#lib/server/imports/check-table.ts';
import type { Watch } from '#lib/server/imports/format.ts';
import { FORMATS, type FormatName } from '#lib/server/imports/formats.ts';
import { writeTable, type Consent } from '#lib/server/imports/write-table.ts';
import { readPledgeFilter } from '#lib/schema/pledge-filter.ts';
import { ACTUAL_COLUMNS } from '#lib/tabular/actual-columns.ts';
import { utf8Of } from '#lib/tabular/decode.ts';
import { PLEDGE_COLUMNS } from '#lib/tabular/pledge-columns.ts';
import { anAct, DAY, momentOf } from './factories.ts';

/** Looks on, and never stops anything. */
export const nobody = (): Watch => ({ progress: () => {}, signal: new AbortController().signal });

/** What a file comes to, without writing it. */
export function check(
	db: Db,
	format: FormatName,
	text: string,
	options: { decimalComma?: boolean; act?: Act; watch?: Watch } = {}
): Promise<Checked> {
	const table = {
		format: FORMATS[format],
		bytes: utf8Of(new TextEncoder().encode(text)),
		decimalComma: options.decimalComma ?? false
	};
	return checkTable(db, table, options.act ?? anAct(), options.watch ?? nobody());
}

/** Checks and writes a file. */
export async function bringIn(
	db: Db,
	format: FormatName,
	text: string,
	options: Partial<Consent> & { act?: Act; watch?: Watch } = {}
): Promise<Checked> {
	const { act = anAct(), watch = nobody() } = options;
	const checked = await check(db, format, text, { act });
	const consent = { reason: options.reason ?? null, confirmed: options.confirmed ?? false };
	await writeTable(db, act, checked, consent, watch);
	return checked;
}

/** Rows as the text of a file, the names of the columns first. */
export function csv(rows: readonly Record<string, string>[], delimiter = ','): string {
	const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
	const quoted = (cell = '') => (/["\n\r\t;,]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
	return [columns, ...rows.map((row) => columns.map((column) => row[column]))]
		.map((cells) => cells.map((cell) => quoted(cell)).join(delimiter))
		.join('\n');
}

/** The text of an export of everything. */
export async function exported(db: Db, format: FormatName, today = DAY): Promise<string> {
	const filter = readPledgeFilter(new URLSearchParams());
	const moment = await momentOf(db, {}, today);
	const lines =
		format === 'pledges'
			? writeCsv(PLEDGE_COLUMNS, readPledges(db, filter, moment), { bom: false })
			: writeCsv(ACTUAL_COLUMNS, readActuals(db, filter, moment), { bom: false });
	let text = '';
	for await (const part of lines) text += part;
	return text;
}
