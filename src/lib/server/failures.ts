import { isDomainError } from '#lib/domain/errors.ts';

/** How a thrown value is answered. */
export interface Failure {
	status: number;
	code: string;
	/** what happened and what to do, in a sentence or two */
	message: string;
	/** seconds after which trying again makes sense */
	retryAfter: number | null;
	/** true for what nobody foresaw: it is logged */
	unexpected: boolean;
}

const RETRY_AFTER = 10;

/** Answers for what the framework itself refuses. */
const REFUSALS: Record<number, [code: string, message: string]> = {
	400: ['malformed', 'This address or form cannot be read. Check the address, or go back and try again.'],
	404: [
		'not_found',
		'There is no page at this address. It may have been mistyped, or the page has another name now.'
	],
	405: ['method_not_allowed', 'This address does not take that kind of request.'],
	413: ['too_large', 'This form is larger than this server accepts, so nothing was saved.'],
	415: ['unsupported', 'This address does not take content of that type.']
};

/**
 * Turns a thrown value into an answer.
 * @param status what the framework would answer: 500 for anything it did not throw itself
 */
export function describeFailure(thrown: unknown, status: number): Failure {
	if (isOutage(thrown)) {
		return {
			status: 503,
			code: 'database_down',
			message:
				'The database cannot be reached just now, so nothing can be shown or saved. Try again in a moment.',
			retryAfter: RETRY_AFTER,
			unexpected: true
		};
	}
	if (isDomainError(thrown)) {
		const { code, message } = thrown;
		return { status: domainStatus(code), code, message, retryAfter: null, unexpected: false };
	}
	const refused = isUnreadableForm(thrown) ? 400 : status;
	const refusal = REFUSALS[refused];
	if (refusal) {
		const [code, message] = refusal;
		return { status: refused, code, message, retryAfter: null, unexpected: false };
	}
	return {
		status,
		code: 'unexpected',
		message:
			'Something went wrong here, and nothing was saved. Try again; if it happens again, report the number below.',
		retryAfter: null,
		unexpected: true
	};
}

/** What `request.formData()` throws for a body that is not the form it claims to be. */
function isUnreadableForm(thrown: unknown): boolean {
	return (
		thrown instanceof TypeError && /parse body as FormData|Content-Type was not one of/.test(thrown.message)
	);
}

function domainStatus(code: string): number {
	return /^(unknown|no)_|_not_found$|^not_found$/.test(code) ? 404 : 400;
}

/** SQLSTATE classes of a server that is away or does not let us in: 08 connection, 28 authorisation, 57P shutdown. */
const AWAY = /^(08\w{3}|28\w{3}|57P\d\d|53300|3D000)$/;
const NETWORK = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;
/** The driver gives these no code. */
const DRIVER =
	/timeout exceeded when trying to connect|timeout expired|connection terminated|connection error and is not queryable|client was closed|cannot use a pool after calling end|pglite is closed|driver has already been destroyed/i;

/** Whether the database could not be reached, or went away while it was asked. */
export function isOutage(thrown: unknown): boolean {
	if (!(thrown instanceof Error)) return false;
	const { code, syscall } = thrown as NodeJS.ErrnoException;
	if (typeof code === 'string' && (AWAY.test(code) || NETWORK.test(code))) return true;
	if (syscall === 'connect' || DRIVER.test(thrown.message)) return true;
	if (thrown instanceof AggregateError && thrown.errors.some(isOutage)) return true;
	return thrown.cause !== undefined && thrown.cause !== thrown && isOutage(thrown.cause);
}
