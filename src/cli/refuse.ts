import { DomainError } from '#lib/domain/errors.ts';
import { StartRefused } from '#lib/server/app.ts';
import { FolderInUse } from '#lib/server/db/lock.ts';
import { EnvError } from '#lib/server/env.ts';

/** The command was not written as its usage says; the message is the usage. */
export class WrongUsage extends Error {
	override name = 'WrongUsage';
}

/** Says on stderr why a command did nothing, in a sentence where the reason is a known one, and sets its exit code. */
export function refuse(error: unknown): void {
	const known = [DomainError, StartRefused, FolderInUse, EnvError, WrongUsage].some(
		(type) => error instanceof type
	);
	console.error(known && error instanceof Error ? error.message : error);
	process.exitCode = error instanceof WrongUsage ? 2 : 1;
}
