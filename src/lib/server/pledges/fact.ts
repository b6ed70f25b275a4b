import type { Fact, PledgeFacts } from '#lib/domain/commitment.ts';

export interface FactColumns {
	id: number;
	entry_seq: number;
	recorded_on: string;
	/** the day on which it became public, by what was known of its source */
	public_on?: string;
	prev_id?: number | null;
}

/** The two times and the place in the ledger that every fact carries. */
export function factOf(row: FactColumns): Fact {
	return {
		id: String(row.id),
		knownOn: row.public_on ?? row.recorded_on,
		recordedOn: row.recorded_on,
		seq: row.entry_seq,
		supersedes: row.prev_id == null ? null : String(row.prev_id)
	};
}

/**
 * The same for definitions: indicators, rankings, guidelines and occasions are how we read a pledge, and no public
 * facts with a day of their own. On the public basis a pledge is read by those that stand, from its first public day on.
 */
export function factWith({ descriptions }: Pick<PledgeFacts, 'descriptions'>, row: FactColumns): Fact {
	const [first = row.recorded_on] = descriptions.map(({ knownOn }) => knownOn).sort();
	return { ...factOf(row), knownOn: first };
}
