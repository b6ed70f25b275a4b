import { sql } from 'kysely';
import type { Aggregation } from '#lib/domain/commitment.ts';
import type { Decimal } from '#lib/domain/quantity.ts';
import { isLast } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';

/** A pledge that is measured, with its headline indicator. */
export interface Measure {
	/** id of the indicator */
	id: number;
	pledgeId: number;
	code: string;
	title: string;
	unit: string;
	aggregation: Aggregation;
	limit: Decimal | null;
}

/** Measured pledges as they stand, by code. */
function selectMeasures(db: Db) {
	return db
		.selectFrom('pledge')
		.innerJoin('pledge_version', 'pledge_version.pledge_id', 'pledge.id')
		.innerJoin('indicator', 'indicator.pledge_id', 'pledge.id')
		.innerJoin('indicator_version', 'indicator_version.indicator_id', 'indicator.id')
		.where(isLast('pledge_version'))
		.where(isLast('indicator_version'))
		.where('indicator.role', '=', 'headline')
		.select([
			'indicator.id',
			'pledge.id as pledgeId',
			'pledge.code',
			'pledge_version.title',
			'indicator_version.unit',
			'indicator_version.aggregation',
			'indicator_version.natural_limit as limit'
		])
		.orderBy('pledge.code');
}

/** The first measured pledges by code, for a form's suggestions. */
export function listMeasures(db: Db, limit: number): Promise<Measure[]> {
	return selectMeasures(db).limit(limit).execute();
}

/** The measured ones of these pledges, by their id. */
export async function measuresById(db: Db, pledgeIds: readonly number[]): Promise<Map<number, Measure>> {
	if (pledgeIds.length === 0) return new Map();
	const found = await selectMeasures(db)
		.where('pledge.id', 'in', [...pledgeIds])
		.execute();
	return new Map(found.map((measure) => [measure.pledgeId, measure]));
}

/** The measured pledges with these codes, by the code in upper case: the case of its letters does not matter. */
export async function measuresByCode(db: Db, codes: readonly string[]): Promise<Map<string, Measure>> {
	// The database refuses to look for a text with a NUL character.
	const wanted = new Set(codes.filter((code) => code !== '' && !code.includes('\0')).map(upper));
	if (wanted.size === 0) return new Map();
	const found = await selectMeasures(db)
		.where(sql<string>`upper(pledge.code)`, 'in', [...wanted])
		.execute();
	return new Map(found.map((measure) => [upper(measure.code), measure]));
}

const upper = (code: string) => code.toUpperCase();
