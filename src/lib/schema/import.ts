import { LIMITS } from '#lib/domain/limits.ts';
import { finish, optionalLine, readFields, ticked, type Errors, type Read } from './read.ts';

/** What a person says about an import as a whole. */
export interface ConsentRead {
	/** why what is recorded is changed */
	reason: string | null;
	/** unusually large corrections were looked at */
	confirmed: boolean;
}

/** Reads the form that confirms an import. */
export function readConsent(fields: Record<string, string>): Read<ConsentRead> {
	const errors: Errors = {};
	const { all } = readFields({ reason: optionalLine(LIMITS.reason), confirmed: ticked }, fields, errors);
	return finish(all, errors);
}
