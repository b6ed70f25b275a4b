import { error, fail, type ActionFailure } from '@sveltejs/kit';
import { isDomainError } from '#lib/domain/errors.ts';
import type { Errors } from '#lib/schema/read.ts';
import type { Typed } from '#lib/schema/typed.ts';

/** What is refused for another reason than what was typed: somebody was faster, or it is another person's to do. */
const STATUSES: Record<string, number> = {
	changed_meanwhile: 409,
	decided_already: 409,
	corrected_meanwhile: 409,
	own_submission: 403,
	not_a_reviewer: 403,
	not_yours: 403,
	unknown_submission: 404
};

/** What a form shows again when it could not be saved: what was typed, and what has to be corrected. */
export interface Refused {
	typed: Typed;
	/** a sentence per field; `form` stands for the whole form */
	errors: Errors;
	/** the recorded figure that stands in the way */
	figure: number | null;
}

/** The form again with a sentence beside each field that cannot be used. */
export function refuse<More extends object>(
	typed: Typed,
	errors: Errors,
	more: More,
	status = 400,
	figure: number | null = null
): ActionFailure<Refused & More> {
	return fail(status, { typed, errors, figure, ...more });
}

/**
 * Does what a form asks for; what the domain refuses becomes a sentence beside its field. Whoever was shown what
 * somebody else recorded meanwhile has seen it: the form comes back without the number it was opened at (`seen`).
 * @returns null once it is done, otherwise the form again
 * @throws 404 for an unknown pledge; whatever is no domain error
 */
export async function attempt<More extends object>(
	typed: Typed,
	more: More,
	work: () => Promise<unknown>
): Promise<ActionFailure<Refused & More> | null> {
	try {
		await work();
		return null;
	} catch (thrown) {
		if (!isDomainError(thrown)) throw thrown;
		if (thrown.code === 'unknown_pledge') error(404, thrown.message);
		const status = STATUSES[thrown.code] ?? 400;
		const again = status === 409 ? { ...typed, fields: { ...typed.fields, seen: '' } } : typed;
		return refuse(again, { [thrown.field ?? 'form']: thrown.message }, more, status, thrown.figure);
	}
}
