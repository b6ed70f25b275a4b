import type { IsoDate } from '#lib/domain/calendar.ts';
import type { FileSource, FileSourceVersion } from '#lib/schema/portfolio/file.ts';
import type { Db } from '../../db/connection.ts';
import type { Named, Rows } from '../../db/planned-rows.ts';
import { planActs, type PlannedAct } from './acts.ts';
import { bytesOf, sha256 } from './check-sources.ts';
import { orNone, type References, type Row } from './writing.ts';

/** How the acts are called in the ledger by which an import brings sources. */
export const SOURCES = { action: 'sources imported' } as const;

/** Plans the row of what a source was said to be at one time. */
export function putVersion(
	rows: Rows,
	act: PlannedAct,
	source: Named,
	version: FileSourceVersion,
	former: Row | null
): Row {
	const { title, publisher, published_on, language, url, text } = version;
	return rows.put(
		'source_version',
		act,
		() => ({
			...{ source_id: source.id, title, publisher, published_on, language, url },
			...{ stored_text: text, sha256: text === null ? null : sha256(text) }
		}),
		former
	);
}

/** What became of sources after they were first recorded: acts to open beside those of the pledges, and files to write. */
export interface LaterSources {
	acts: PlannedAct[];
	writeFiles(trx: Db): Promise<void>;
}

/** Plans the versions that replaced the first ones, and the files. */
export function planLater(rows: Rows, { begun }: References, today: IsoDate): LaterSources {
	const plan = planActs(null, today);
	const files: { source: number; document: NonNullable<FileSource['file']>; act: PlannedAct }[] = [];
	for (const { source, id, first } of begun) {
		let former = first;
		const later = source.former.length === 0 ? [] : [...source.former.slice(1), source];
		for (const version of later) {
			const after = former === first ? undefined : former.act;
			former = putVersion(rows, plan.actOf(version, { ...SOURCES, after }), { id }, version, former);
		}
		let before: PlannedAct | undefined;
		for (const document of [...source.former_files, ...orNone(source.file)]) {
			// A file that says nothing of its origin came with the source.
			const own = document.recorded_on !== null || before !== undefined;
			const act = own ? plan.actOf(document, { ...SOURCES, after: before }) : first.act;
			files.push({ source: id, document, act });
			before = act;
		}
	}
	return { acts: plan.inOrder(), writeFiles: (trx) => writeFiles(trx, files) };
}

/** Writes files one by one: each may be large. */
async function writeFiles(
	trx: Db,
	files: readonly { source: number; document: NonNullable<FileSource['file']>; act: PlannedAct }[]
): Promise<void> {
	const last = new Map<number, number>();
	for (const { source, document, act } of files) {
		const content = bytesOf(document.content);
		if (!content) continue;
		const { name, type, sha256 } = document;
		const { id } = await trx
			.insertInto('source_file')
			.values({
				...{ entry_seq: act.seq, source_id: source, prev_id: last.get(source) ?? null },
				...{ name, type, size: content.length, sha256, content }
			})
			.returning('id')
			.executeTakeFirstOrThrow();
		last.set(source, id);
	}
}
