import type { Fact, PledgeFacts } from '#lib/domain/commitment.ts';

export interface FactColumns {
	id: number;
	entry_seq: number;
	recorded_on: string;
	known_on?: string;
	prev_id?: number | null;
}

/** The two times and the place in the ledger that every fact carries. */
export function factOf(row: FactColumns): Fact {
	return {
		id: String(row.id),
		knownOn: row.known_on ?? row.recorded_on,
		recordedOn: row.recorded_on,
		seq: row.entry_seq,
		supersedes: row.prev_id == null ? null : String(row.prev_id)
	};
}

/**
 * The same for what has no source of its own: indicators, rankings, guidelines and occasions are part of how a pledge
 * is read, so they became public with the description that stood when they were recorded.
 */
export function factWith({ descriptions }: Pick<PledgeFacts, 'descriptions'>, row: FactColumns): Fact {
	const standing = descriptions.findLast(({ seq }) => seq <= row.entry_seq) ?? descriptions[0];
	return { ...factOf(row), knownOn: standing.knownOn };
}
