import { isIPv6 } from 'node:net';
import type { Db } from '../db/connection.ts';
import { findPasswordHash } from '../people/accounts.ts';
import { passwordMatches, type CheckPassword } from './passwords.ts';
import { makeThrottle, type Throttle, type ThrottleKey } from './throttle.ts';

export interface Attempt {
	email: string;
	password: string;
	/** where the request came from */
	address: string;
}

export type Outcome =
	| { accountId: string }
	/** unknown e-mail, wrong password and disabled account are one answer */
	| { refused: 'mismatch' }
	| { refused: 'wait'; seconds: number };

/** Failures of one process; they are forgotten when it ends. */
const attempts = makeThrottle();

/** An office shares an address, so an address may fail more often than a person. */
const FREE_FOR_PERSON = 5;
const FREE_FOR_ADDRESS = 40;

/** Checks an e-mail and a password. It writes nothing; the caller opens the session. */
export async function signIn(
	db: Db,
	attempt: Attempt,
	throttle: Throttle = attempts,
	check?: CheckPassword
): Promise<Outcome> {
	const keys: ThrottleKey[] = [
		{ key: `e-mail ${attempt.email.toLowerCase()}`, free: FREE_FOR_PERSON, shared: false },
		{ key: `address ${network(attempt.address)}`, free: FREE_FOR_ADDRESS, shared: true }
	];
	const seconds = throttle.begin(keys);
	if (seconds > 0) return { refused: 'wait', seconds };
	const account = await findPasswordHash(db, attempt.email);
	const matches = await passwordMatches(account?.passwordHash, attempt.password, check);
	if (!account || !matches || account.disabled) return { refused: 'mismatch' };
	throttle.succeed(keys);
	return { accountId: account.id };
}

/**
 * Checks the password of someone who is signed in, before it is changed: a stolen session must not become an account.
 */
export async function confirmPassword(
	db: Db,
	person: { id: string; email: string },
	password: string,
	throttle: Throttle = attempts
): Promise<{ confirmed: true } | { refused: 'mismatch' } | { refused: 'wait'; seconds: number }> {
	const keys = [{ key: `account ${person.id}`, free: FREE_FOR_PERSON, shared: false }];
	const seconds = throttle.begin(keys);
	if (seconds > 0) return { refused: 'wait', seconds };
	const account = await findPasswordHash(db, person.email);
	if (!(await passwordMatches(account?.passwordHash, password))) return { refused: 'mismatch' };
	throttle.succeed(keys);
	return { confirmed: true };
}

/** One subscriber holds a whole /64 of IPv6, so that is what counts as one address. */
function network(address: string): string {
	if (!isIPv6(address) || address.includes('.')) return address;
	const [head = '', tail] = address.toLowerCase().split('::');
	const left = head ? head.split(':') : [];
	const right = tail ? tail.split(':') : [];
	const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
	return [...left, ...Array<string>(zeros).fill('0'), ...right].slice(0, 4).join(':');
}
