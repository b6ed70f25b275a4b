import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Another process has the embedded database open. */
export class FolderInUse extends Error {
	override name = 'FolderInUse';
}

/**
 * Takes the folder of the embedded database for this process alone: two processes on one folder would corrupt it.
 * The lock is an exclusive SQLite transaction, because the operating system gives such a lock back when the
 * process ends, however it ends; a file with a process number in it would outlive a kill.
 * @throws FolderInUse when another process holds it
 */
export function lockFolder(dataDir: string): { release(): void } {
	const file = new DatabaseSync(join(dataDir, 'lock'));
	try {
		file.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
	} catch (error) {
		file.close();
		if (error instanceof Error && /locked|busy/i.test(error.message)) {
			throw new FolderInUse(
				`Another process has the database in ${dataDir} open. Stop it first, or set DATA_DIR to another folder.`
			);
		}
		throw error;
	}
	let held = true;
	return {
		release() {
			if (held) file.close();
			held = false;
		}
	};
}
