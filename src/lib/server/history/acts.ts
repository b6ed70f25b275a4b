import { sql } from 'kysely';
import type { Db } from '../db/connection.ts';

/** The acts of the ledger up to a number: all of them, or those about these pledges. */
export function selectActs(db: Db, upto: number, codes: readonly string[] | null) {
	return db
		.selectFrom('entry')
		.leftJoin('account', 'account.id', 'entry.by_id')
		.where('entry.seq', '<=', upto)
		.$if(codes !== null, (qb) => {
			const subjects = listed(subjectsOf(codes ?? []));
			return qb.where((eb) =>
				eb.or([
					eb('entry.subject', 'in', subjects),
					// A review is about what it reviews, whatever its own subject.
					eb(
						'entry.seq',
						'in',
						eb
							.selectFrom('review')
							.innerJoin('entry as reviewed', 'reviewed.seq', 'review.reviewed_seq')
							.where('reviewed.subject', 'in', subjects)
							.select('review.entry_seq')
					)
				])
			);
		});
}

/** Many texts as one value: each by itself, they could be more than a query may hold. */
function listed(texts: readonly string[]) {
	return sql<string>`(select jsonb_array_elements_text(${JSON.stringify(texts)}::jsonb))`;
}

/** What is told of an act itself. */
export const ACT_COLUMNS = [
	'entry.seq',
	'entry.at',
	'entry.recorded_on as on',
	'account.name as by',
	'entry.action',
	'entry.subject',
	'entry.reason'
] as const;

/** How acts name these pledges: by the code as it was given, or in capitals. */
function subjectsOf(codes: readonly string[]): string[] {
	return [...new Set(codes.flatMap((code) => [code, code.toUpperCase()]))];
}
