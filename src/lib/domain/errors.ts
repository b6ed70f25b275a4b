/**
 * A rule of the domain was broken by the input. `code` is stable and may be tested for; `message` is a sentence
 * that says what to do next; `field` names the input it stands beside, where there is one, and
 * `figure` the recorded figure that stands in the way.
 */
export class DomainError extends Error {
	readonly code: string;
	readonly field: string | null;
	readonly figure: number | null;

	constructor(code: string, message: string, field: string | null = null, figure: number | null = null) {
		super(message);
		this.name = 'DomainError';
		this.code = code;
		this.field = field;
		this.figure = figure;
	}
}

/** Narrows an unknown thrown value to a domain error, so that callers can answer 4xx beside the field. */
export function isDomainError(thrown: unknown): thrown is DomainError {
	return thrown instanceof DomainError;
}
