import type { FilePledge } from '#lib/schema/portfolio/file.ts';
import type { Errors } from '#lib/schema/read.ts';
import type { Db } from '../../db/connection.ts';
import { recordBatch, type Act } from '../../db/ledger.ts';
import { planRows } from '../../db/planned-rows.ts';
import { refresh } from '../../pledges/current.ts';
import { themeSpeller } from '../../pledges/known-theme.ts';
import { openPlanned } from './acts.ts';
import { checkAgainst } from './check-database.ts';
import { checkFile } from './check-file.ts';
import type { Checking } from './checking.ts';
import type { Json } from './read-json.ts';
import { writePledge } from './write-pledge.ts';
import { writeReferences } from './write-references.ts';
import { planLater } from './write-sources.ts';
import type { Importing } from './writing.ts';

/** What an import wrote, or a sentence for each place of the file that has to be corrected first. */
export type Imported =
	| { ok: true; pledges: number; figures: number; sources: number; waiting: number; unknownOwners: string[] }
	| { ok: false; errors: Errors };

/**
 * Imports a portfolio file, all of it or nothing: everything that is wrong with it is listed, and then nothing is
 * written. What it brings is recorded in this ledger on the day of the act, with its origin beside it; known parties,
 * reporters, sources and occasions are recognised, a known pledge is refused. A request that arrives twice is written
 * once. Pledges for which the file names no owner belong to the one who acts.
 */
export async function importPortfolio(db: Db, act: Act, json: Json): Promise<Imported> {
	const check = checkFile(json, act.today);
	if (Object.keys(check.errors).length > 0) return { ok: false, errors: check.errors };
	const written = await recordBatch(db, act, (trx, next) => write(trx, next, act, check));
	return written ?? counted(check, []);
}

async function write(trx: Db, next: () => Act, act: Act, check: Checking): Promise<Imported> {
	const { file, described, figures } = check;
	const { today } = act;
	const known = await checkAgainst(trx, check);
	if (Object.keys(check.errors).length > 0) return { ok: false, errors: check.errors };
	const rows = planRows();
	const references = await writeReferences(trx, next, rows, file, known, today);
	const later = planLater(rows, references, today);
	const spell = await themeSpeller(trx);
	const w: Importing = { file, described, figures, references, rows, today, owner: act.by, spell };
	const pledges = file.pledges.map((pledge) => writePledge(w, pledge));
	// By the days on which they were recorded, so that a text that was changed comes after what had been quoted from it.
	const acts = [...later.acts, ...pledges.flatMap(({ acts }) => acts)];
	await openPlanned(
		trx,
		next,
		acts.sort((one, other) => (one.day === other.day ? 0 : one.day < other.day ? -1 : 1))
	);
	await rows.write(trx);
	await later.writeFiles(trx);
	await refresh(
		trx,
		pledges.map(({ row }) => row.id),
		today
	);
	return counted(check, unknownOwners(file.pledges, references.owners));
}

function unknownOwners(pledges: readonly FilePledge[], owners: Map<string, string>): string[] {
	const named = pledges.flatMap(({ owner }) => (owner ? [owner.trim().toLowerCase()] : []));
	return [...new Set(named)].filter((email) => !owners.has(email));
}

function counted({ file, figures }: Checking, unknownOwners: string[]): Imported {
	const [pledges, sources] = [file.pledges.length, file.sources.length];
	const waiting = [...figures.keys()].filter((figure) => figure.review?.state === 'waiting').length;
	return { ok: true, pledges, sources, figures: figures.size, waiting, unknownOwners };
}
