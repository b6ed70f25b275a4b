import type { IsoDate } from '#lib/domain/calendar.ts';
import type { OccasionInput } from '#lib/domain/commands.ts';
import { DomainError } from '#lib/domain/errors.ts';
import { EVERYTHING, standsAt, type Reach } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import type { Named, Rows } from '../db/planned-rows.ts';
import { openRegister, type Found, type Register } from '../db/register.ts';
import type { Sources } from '../sources/add-sources.ts';
import type { Parties } from './parties.ts';

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
export async function findOccasion(db: Db, input: OccasionInput): Promise<OccasionView | undefined> {
	return (await findOccasions(db, [input])).get(keyOf(input));
}

const describedKey = ({ title, heldOn }: Pick<OccasionView, 'title' | 'heldOn'>) =>
	JSON.stringify([title, heldOn]);
const keyOf = (input: OccasionInput) => ('id' in input ? `#${input.id}` : describedKey(input));

/** How many occasions are looked for at once. */
const AT_ONCE = 500;

/** The occasions that are meant and known, of several alike the first, by what they were looked for by. */
async function findOccasions(db: Db, inputs: readonly OccasionInput[]): Promise<Map<string, OccasionView>> {
	const found = new Map<string, OccasionView>();
	for (let from = 0; from < inputs.length; from += AT_ONCE) {
		const some = inputs.slice(from, from + AT_ONCE);
		const ids = some.flatMap((input) => ('id' in input ? [input.id] : []));
		const titles = some.flatMap((input) => ('id' in input ? [] : [input.title]));
		const known = await selectOccasions(db)
			.where(({ eb, or }) =>
				or([
					...(ids.length > 0 ? [eb('occasion_version.occasion_id', 'in', ids)] : []),
					...(titles.length > 0 ? [eb('occasion_version.title', 'in', titles)] : [])
				])
			)
			.orderBy('occasion_version.occasion_id', 'desc')
			.execute();
		for (const one of known) {
			found.set(`#${one.id}`, one);
			found.set(describedKey(one), one);
		}
	}
	return found;
}

/** An occasion that pledges can be made at. */
export interface AddedOccasion extends Named {
	heldOn: IsoDate;
}

export type Occasions = Register<OccasionInput, AddedOccasion>;

/**
 * The occasions that pledges name, each planned among `rows` if it is new, with the source and the parties that it
 * names.
 * @throws DomainError `unknown_occasion`, when one is added that was chosen and is not known
 */
export function openOccasions(trx: Db, rows: Rows, sources: Sources, parties: Parties): Occasions {
	return openRegister({
		keyOf,
		find: async (wanted) => {
			const known = await findOccasions(
				trx,
				wanted.map(({ input }) => input)
			);
			const found = wanted.map(({ input }): Found<AddedOccasion> => {
				const entry = known.get(keyOf(input)) ?? null;
				return { same: entry ? `#${entry.id}` : keyOf(input), entry };
			});
			const fresh = wanted.filter((_, at) => !found[at]?.entry);
			await sources.add(
				fresh.flatMap(({ act, input }) =>
					'id' in input || !input.source ? [] : [{ act, input: input.source }]
				)
			);
			await parties.add(
				fresh.flatMap(({ act, input }) =>
					'id' in input ? [] : input.parties.map((name) => ({ act, input: { name } }))
				)
			);
			return found;
		},
		plan: (act, input) => {
			if ('id' in input) {
				throw new DomainError(
					'unknown_occasion',
					'Choose the occasion from the list, or describe a new one.',
					'occasion'
				);
			}
			const { title, place, heldOn } = input;
			const source = input.source && sources.of(input.source);
			const row = rows.put('occasion', act, () => ({}));
			const version = rows.put('occasion_version', act, () => ({
				...{ occasion_id: row.id, title, place, held_on: heldOn, source_id: source?.id ?? null }
			}));
			for (const party of new Set(input.parties.map((name) => parties.of({ name })))) {
				rows.put('occasion_party', act, () => ({ version_id: version.id, party_id: party.id }));
			}
			return Object.assign(row, { heldOn });
		}
	});
}
