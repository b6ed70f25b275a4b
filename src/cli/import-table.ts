import { createReadStream } from 'node:fs';
import { DomainError, isDomainError } from '#lib/domain/errors.ts';
import { countOf, grouped, listOf } from '#lib/domain/words.ts';
import { readConsent } from '#lib/schema/import.ts';
import type { Db } from '#lib/server/db/connection.ts';
import type { Act } from '#lib/server/db/ledger.ts';
import { checkTable, placeOf, type Checked } from '#lib/server/imports/check-table.ts';
import type { Watch } from '#lib/server/imports/format.ts';
import { FORMATS, type FormatName } from '#lib/server/imports/formats.ts';
import { writeTable } from '#lib/server/imports/write-table.ts';
import { utf8Of } from '#lib/tabular/decode.ts';
import { showProgress } from './progress.ts';

/** What a command was given. */
export interface Work {
	db: Db;
	act: Act;
	file: string;
	options: { 'decimal-comma'?: boolean; reason?: string; 'confirm-large'?: boolean; by?: string };
}

/** Most lines that are printed of what is wrong. */
const MOST_PRINTED = 200;

/**
 * Imports pledges or actuals from a CSV file.
 * @returns what was done, in a sentence
 * @throws DomainError with the list of what is wrong
 */
export async function importTable(name: FormatName, { db, act, file, options }: Work): Promise<string> {
	const format = FORMATS[name];
	const consent = readConsent({
		reason: options.reason ?? '',
		confirmed: options['confirm-large'] ? 'yes' : ''
	});
	if (!consent.ok) throw new DomainError('reason_invalid', `--reason: ${consent.errors.reason ?? ''}`);
	const bytes = utf8Of(Buffer.concat(await Array.fromAsync(partsOf(file))));
	const table = { format, bytes, decimalComma: options['decimal-comma'] ?? false };
	const checked = await showProgress('Checking', (watch) => checkTable(db, table, act, watch));
	for (const notice of checked.notices) console.error(notice);
	refuseWrong(checked);
	const { added, revised, skipped } = checked.counts;
	const [one, several] = format.word;
	if (added + revised === 0) {
		return `All ${countOf(skipped, one, several)} of ${file} are recorded already; nothing was written.`;
	}
	try {
		await showProgress('Writing', (watch: Watch) => writeTable(db, act, checked, consent.value, watch));
	} catch (error) {
		throw isDomainError(error) ? forCommand(error, checked) : error;
	}
	const parts = [
		`${countOf(added, one, several)} added`,
		`${grouped(revised)} revised`,
		`${grouped(skipped)} already there`
	];
	return `Imported ${file}: ${listOf(parts)}.`;
}

/** The bytes of a file, part by part; of stdin for “-”. @throws DomainError `file_unreadable` */
export async function* partsOf(file: string): AsyncGenerator<Uint8Array, void, undefined> {
	try {
		yield* (file === '-' ? process.stdin : createReadStream(file)) as AsyncIterable<Buffer>;
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : code;
		throw new DomainError('file_unreadable', `${file} cannot be read: ${why ?? 'unknown reason'}.`);
	}
}

function refuseWrong({ counts, errors, errorCount, rows }: Checked): void {
	if (counts.wrong === 0) return;
	const lines = errors.slice(0, MOST_PRINTED).map((error) => `${placeOf(error)}: ${error.sentence}`);
	const more = errorCount > lines.length ? [`and ${grouped(errorCount - lines.length)} more`] : [];
	throw new DomainError(
		'rows_wrong',
		[
			...lines,
			...more,
			`${countOf(counts.wrong, 'row')} of ${grouped(rows)} cannot be used; nothing was written.`
		].join('\n')
	);
}

/** The same refusal in the words of the command line. */
function forCommand(error: DomainError, { large, largeCount }: Checked): DomainError {
	if (error.code === 'reason_missing') {
		return new DomainError(error.code, `${error.message} Give it with --reason. Nothing was written.`);
	}
	if (error.code !== 'revision_large') return error;
	const lines = large.slice(0, MOST_PRINTED).map(({ line, sentence }) => `line ${line}: ${sentence}`);
	const more = largeCount > lines.length ? [`and ${grouped(largeCount - lines.length)} more`] : [];
	return new DomainError(
		error.code,
		[
			...lines,
			...more,
			'These figures change by more than a factor of two. If they are right, add --confirm-large. Nothing was written.'
		].join('\n')
	);
}
