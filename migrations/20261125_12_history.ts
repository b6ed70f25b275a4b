import { sql, type Kysely } from 'kysely';

/** Finds what one act wrote: every table of facts by its ledger number, so that a history reads no more than it shows. */
export async function up(db: Kysely<unknown>): Promise<void> {
	for (const facts of FACTS) {
		await sql.raw(`create index ${facts}_entry on ${facts} (entry_seq, id)`).execute(db);
	}
}

const FACTS = [
	'setting',
	'party_version',
	'source_version',
	'source_file',
	'occasion_version',
	'reporter',
	'pledge',
	'pledge_version',
	'lifecycle',
	'restatement',
	'guideline',
	'indicator_version',
	'reporter_order',
	'baseline',
	'target',
	'observation',
	'step_version',
	'step_done',
	'check_in',
	'score',
	'review',
	'verdict',
	'comment'
];
