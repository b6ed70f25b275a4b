import { isMeasured, type Kind } from '#lib/domain/commitment.ts';

/**
 * What two exports may differ in when the first was imported into an empty database: columns that tell what this
 * database did, or that rest on what the tables do not carry and a portfolio file does. Everything else is equal.
 */
export const NOT_CARRIED: Record<'pledges' | 'actuals', Record<string, string>> = {
	pledges: {
		checked_on: 'checks travel in the portfolio file',
		check_due_on: 'follows from checked_on',
		freshness: 'follows from checked_on',
		owner: 'an account of that name may not exist here',
		verdict: 'verdicts are acts of people of this database',
		verdict_on: 'verdicts are acts of people of this database',
		at: 'the ledger number of this database that was read'
	},
	actuals: {
		recorded_on: 'the day on which this database recorded it',
		recorded_by: 'who recorded it here',
		ledger: 'the number under which this database recorded it',
		review: 'approvals are acts of people of this database; what was not approved is not imported',
		at: 'the ledger number of this database that was read'
	}
};

/** Results that rest on stages, events, checks or scores where nothing is measured; those travel in the portfolio file. */
const RESTS_ON_MORE = [
	'sentence',
	'status',
	'status_text',
	'group',
	'flags',
	'progress',
	'ratio',
	'attainment',
	'steps_done',
	'steps_total'
];

/** Whether a column of a row may differ after a round trip, and why; null where it must not. */
export function whyNotCarried(
	table: 'pledges' | 'actuals',
	column: string,
	kind: Kind | null
): string | null {
	const reason = NOT_CARRIED[table][column];
	if (reason) return reason;
	const unmeasured = table === 'pledges' && kind !== null && !isMeasured(kind);
	return unmeasured && RESTS_ON_MORE.includes(column)
		? 'rests on stages, events, checks or scores, which travel in the portfolio file'
		: null;
}
