import type { IsoDate } from '#lib/domain/calendar.ts';
import type { ActualInput, PledgeInput } from '#lib/domain/commands.ts';
import { isDomainError } from '#lib/domain/errors.ts';
import type { FileFigure, FilePledge } from '#lib/schema/portfolio/file.ts';
import type { FileRead } from '#lib/schema/portfolio/read-file.ts';
import type { Errors } from '#lib/schema/read.ts';
import type { SourceOf } from './described.ts';

/** The check of a file: what was read of it, and what forms made of its parts. */
export interface Checking extends FileRead {
	today: IsoDate;
	sourceOf: SourceOf;
	/** the day on which each pledge was made; missing where its occasion is not known */
	madeOn: Map<FilePledge, IsoDate>;
	/** the descriptions as their forms read them */
	described: Map<FilePledge, PledgeInput>;
	/** the figures as their form reads them; former ones by themselves */
	figures: Map<FileFigure, ActualInput>;
}

/** Says what is wrong with a place, unless something is said of it already. */
export function refuse(errors: Errors, path: string, sentence: string): void {
	errors[path] ??= sentence;
}

/** Runs a rule that throws, and says its sentence beside a place. @returns whether the rule was kept */
export function keeps(errors: Errors, path: string, rule: () => void): boolean {
	try {
		rule();
		return true;
	} catch (error) {
		if (!isDomainError(error)) throw error;
		refuse(errors, path, error.message);
		return false;
	}
}

/** Says what a form refuses, beside the places in the file that its fields stand for. */
export function refuseAs(errors: Errors, found: Errors, placeOf: (field: string) => string): void {
	for (const [field, sentence] of Object.entries(found)) refuse(errors, placeOf(field), sentence);
}
