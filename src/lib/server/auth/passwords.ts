import { randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** argon2id as OWASP's Password Storage Cheat Sheet asks: 19 MiB, two passes, one lane. */
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Letters and digits that nobody confuses when they read them aloud. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/** The stored form of a password, salt and parameters included. */
export async function hashPassword(password: string): Promise<string> {
	return hash(password.normalize('NFKC'), ARGON2ID);
}

/** The work of comparing a password with a stored hash: the library's, which a test may watch. */
export type CheckPassword = (stored: string, password: string) => Promise<boolean>;

let stranger: Promise<string> | undefined;

/**
 * Whether the password is the one behind `stored`. Without a stored hash it does the same work and says no, so that
 * the answer for an unknown e-mail takes as long as the one for a wrong password.
 */
export async function passwordMatches(
	stored: string | undefined,
	password: string,
	check: CheckPassword = verify
): Promise<boolean> {
	stranger ??= hashPassword(randomPassword());
	const matches = await check(stored ?? (await stranger), password.normalize('NFKC'));
	return stored !== undefined && matches;
}

/** A password for a new account: four groups of five characters, 99 bits. */
export function randomPassword(): string {
	const group = () => Array.from({ length: 5 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
	return [group(), group(), group(), group()].join('-');
}
