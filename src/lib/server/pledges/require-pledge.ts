import { DomainError } from '#lib/domain/errors.ts';
import type { Db } from '../db/connection.ts';
import { findPledge } from './definition.ts';

/** The pledge with this code. @throws DomainError `unknown_pledge` */
export async function requirePledge(db: Db, code: string): Promise<{ id: number; code: string }> {
	const pledge = await findPledge(db, code);
	if (pledge) return pledge;
	throw new DomainError('unknown_pledge', `There is no pledge with the code ${code}.`);
}
