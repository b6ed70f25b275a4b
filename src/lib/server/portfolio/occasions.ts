import type { IsoDate } from '#lib/domain/calendar.ts';
import type { OccasionInput } from '#lib/domain/commands.ts';
import { DomainError } from '#lib/domain/errors.ts';
import { EVERYTHING, standsAt, type Reach } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { addSource } from '../sources/add-source.ts';
import { addParty } from './parties.ts';

export interface OccasionView {
	id: number;
	title: string;
	place: string | null;
	heldOn: IsoDate;
}

function selectOccasions(db: Db, reach: Reach = EVERYTHING) {
	return db
		.selectFrom('occasion_version')
		.where(standsAt('occasion_version', reach))
		.$if(reach.basis === 'public', (qb) => qb.where('occasion_version.held_on', '<=', reach.asOf))
		.select([
			'occasion_version.occasion_id as id',
			'occasion_version.title',
			'occasion_version.place',
			'occasion_version.held_on as heldOn'
		]);
}

/** The latest occasions first. */
export function listOccasions(db: Db, reach: Reach = EVERYTHING, limit = 500): Promise<OccasionView[]> {
	return selectOccasions(db, reach)
		.orderBy('occasion_version.held_on', 'desc')
		.orderBy('occasion_version.occasion_id', 'desc')
		.limit(limit)
		.execute();
}

/** The occasion that is meant, if it is known: by its id, or the same title on the same day. */
export function findOccasion(db: Db, input: OccasionInput): Promise<OccasionView | undefined> {
	const wanted =
		'id' in input
			? selectOccasions(db).where('occasion_version.occasion_id', '=', input.id)
			: selectOccasions(db)
					.where('occasion_version.title', '=', input.title)
					.where('occasion_version.held_on', '=', input.heldOn);
	return wanted.executeTakeFirst();
}

/**
 * The occasion, written down first if it is new.
 * @throws DomainError `unknown_occasion`
 */
export async function addOccasion(trx: Db, seq: number, input: OccasionInput): Promise<OccasionView> {
	const known = await findOccasion(trx, input);
	if (known) return known;
	if ('id' in input) {
		throw new DomainError(
			'unknown_occasion',
			'Choose the occasion from the list, or describe a new one.',
			'occasion'
		);
	}
	const source = input.source ? await addSource(trx, seq, input.source) : null;
	const { id } = await trx
		.insertInto('occasion')
		.values({ entry_seq: seq })
		.returning('id')
		.executeTakeFirstOrThrow();
	const version = await trx
		.insertInto('occasion_version')
		.values({
			entry_seq: seq,
			occasion_id: id,
			title: input.title,
			place: input.place,
			held_on: input.heldOn,
			source_id: source?.id ?? null
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	for (const name of input.parties) {
		const party_id = await addParty(trx, seq, name);
		await trx
			.insertInto('occasion_party')
			.values({ entry_seq: seq, version_id: version.id, party_id })
			.onConflict((oc) => oc.doNothing())
			.execute();
	}
	return { id, title: input.title, place: input.place, heldOn: input.heldOn };
}
