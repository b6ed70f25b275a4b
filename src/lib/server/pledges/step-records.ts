import type { IsoDate, Period } from '#lib/domain/calendar.ts';
import { changedMeanwhile, isNewer } from '#lib/domain/collision.ts';
import { DomainError } from '#lib/domain/errors.ts';
import { stepRecordWords } from '#lib/domain/step-words.ts';
import { capitalise, formatDate } from '#lib/domain/words.ts';
import { isLast, within, type Reach } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { sourcesById, type SourceView } from '../sources/queries.ts';

/** How much of a long list a pledge's page shows; the export holds all of it. */
const MOST = 500;

/** A record of a step being done, or of its not being done after all. */
export interface StepRecord {
	id: number;
	when: Period;
	place: string | null;
	undone: boolean;
	source: SourceView | null;
	note: string | null;
	/** why it corrects the one before it */
	reason: string | null;
	/** who recorded it, and when */
	by: string | null;
	on: IsoDate;
}

/**
 * Every record of the steps of a pledge within reach, by step id, the latest first: the first of each is the one that
 * stands, the others are what it replaced.
 */
export async function listStepRecords(
	db: Db,
	pledgeId: number,
	reach: Reach
): Promise<Map<number, StepRecord[]>> {
	const rows = await db
		.selectFrom('step_done')
		.innerJoin('step', 'step.id', 'step_done.step_id')
		.innerJoin('entry', 'entry.seq', 'step_done.entry_seq')
		.leftJoin('account', 'account.id', 'entry.by_id')
		.where('step.pledge_id', '=', pledgeId)
		.where(within('step_done', reach))
		.selectAll('step_done')
		.select(['entry.recorded_on', 'account.name as by'])
		.orderBy('step_done.entry_seq', 'desc')
		.orderBy('step_done.id', 'desc')
		.limit(MOST)
		.execute();
	const sources = await sourcesById(
		db,
		rows.map((row) => row.source_id),
		reach
	);
	const records = new Map<number, StepRecord[]>();
	for (const row of rows) {
		const record = {
			id: row.id,
			when: { start: row.done_from, end: row.done_to ?? row.done_from },
			place: row.place,
			undone: row.undone,
			source: row.source_id === null ? null : (sources.get(row.source_id) ?? null),
			note: row.note,
			reason: row.reason,
			by: row.by,
			on: row.recorded_on
		};
		records.set(row.step_id, [...(records.get(row.step_id) ?? []), record]);
	}
	return records;
}

/** What was said of a step before the record that stands, in words. */
export interface FormerRecord {
	id: number;
	/** what does not hold any more; null for the statement that it was not done after all */
	struck: string | null;
	/** until when it held, who replaced it and why */
	said: string;
	source: SourceView | null;
}

/**
 * The records of a step that do not stand any more, the latest first; one that was taken back begins with the
 * statement that it was not done after all.
 * @param records the latest first, as `listStepRecords` gives them
 */
export function formerRecords(
	type: StandingStep['type'],
	records: readonly StepRecord[] = []
): FormerRecord[] {
	const why = ({ on, by, reason }: StepRecord) =>
		`${formatDate(on)}${by ? `, ${by}` : ''}${reason ? `: ${reason}` : ''}`;
	return records.flatMap((record, at): FormerRecord[] => {
		const { id, source } = record;
		const words = stepRecordWords(type, record);
		const by = records[at - 1];
		if (by) {
			// That it was taken back is said in the line above, with its reason.
			const isSaid = at === 1 && by.undone;
			return [{ id, source, struck: words, said: isSaid ? '' : `until ${why(by)}` }];
		}
		return record.undone ? [{ id, source, struck: null, said: `${capitalise(words)}, ${why(record)}` }] : [];
	});
}

export interface StandingStep {
	id: number;
	type: 'stage' | 'event';
	title: string;
	/** the record that no other one replaces */
	record: {
		id: number;
		from: IsoDate;
		to: IsoDate | null;
		place: string | null;
		note: string | null;
		source: number | null;
		undone: boolean;
		knownOn: IsoDate;
	} | null;
}

/**
 * A step of a pledge with the record that stands, for whoever wants to record something else of it.
 * @param mine what they typed, in words
 * @param seen the ledger number at which their form was opened
 * @throws DomainError `unknown_step`; `changed_meanwhile` where the record is younger than the form
 */
export async function requireStep(
	trx: Db,
	pledgeId: number,
	stepId: number,
	{ seen, mine }: { seen?: number | null | undefined; mine: (type: 'stage' | 'event') => string }
): Promise<StandingStep> {
	const step = await trx
		.selectFrom('step')
		.innerJoin('step_version', 'step_version.step_id', 'step.id')
		.where('step.id', '=', stepId)
		.where('step.pledge_id', '=', pledgeId)
		.where(isLast('step_version'))
		.where('step_version.dropped', '=', false)
		.select(['step.id', 'step.type', 'step_version.title'])
		.executeTakeFirst();
	if (!step) throw new DomainError('unknown_step', 'Choose a step of this pledge.', 'step');
	const record = await trx
		.selectFrom('step_done')
		.innerJoin('entry', 'entry.seq', 'step_done.entry_seq')
		.leftJoin('account', 'account.id', 'entry.by_id')
		.where('step_done.step_id', '=', step.id)
		.where(isLast('step_done'))
		.selectAll('step_done')
		.select('account.name as by')
		.executeTakeFirst();
	if (!record) return { ...step, record: null };
	const { id, done_from: from, done_to: to, place, undone, known_on: knownOn } = record;
	if (isNewer(record.entry_seq, seen)) {
		const when = { start: from, end: to ?? from };
		throw changedMeanwhile({
			what: `“${step.title}”`,
			theirs: stepRecordWords(step.type, { when, place, undone }),
			by: record.by,
			mine: mine(step.type),
			next: 'Leave it as it stands, or say why yours is right and save again; theirs then stays as a former record.'
		});
	}
	return {
		...step,
		record: { id, from, to, place, note: record.note, source: record.source_id, undone, knownOn }
	};
}
