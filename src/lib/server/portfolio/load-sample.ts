import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { laterOf } from '#lib/domain/calendar.ts';
import type { Db } from '../db/connection.ts';
import type { Act } from '../db/ledger.ts';
import { importFile } from './import/import-file.ts';
import { parseJson } from './import/read-json.ts';

const SAMPLE = 'src/cli/sample/kazakhstan-turkmenistan-2022.json';

/**
 * Imports the sample portfolio, all of it or nothing; it belongs to the one who acts.
 * @throws DomainError `portfolio_refused`, when it is here already
 */
export async function loadSample(db: Db, act: Act): Promise<void> {
	const json = parseJson(await readFile(resolve(process.cwd(), SAMPLE), 'utf8'));
	const { collected_on } = json.value as { collected_on: string };
	// Nothing can have been recorded before it was collected, even where a demo's clock is set back.
	await importFile(db, { ...act, today: laterOf(act.today, collected_on) }, json);
}
