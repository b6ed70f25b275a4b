import type { DatePrecision, IsoDate } from '#lib/domain/calendar.ts';
import { stepRecordWords } from '#lib/domain/step-words.ts';
import { isLast } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';

/** A step of a pledge as the form for recording it needs it. */
export interface RecordStep {
	id: number;
	title: string;
	party: string | null;
	due: IsoDate | null;
	duePrecision: DatePrecision;
	/** the record that stands, in words and as it was typed; null while the step is open */
	done: { said: string; source: number | null; fields: Record<string, string> } | null;
}

/** The steps of a pledge in their order. */
export async function listRecordSteps(db: Db, pledgeId: number): Promise<RecordStep[]> {
	const rows = await db
		.selectFrom('step')
		.innerJoin('step_version', 'step_version.step_id', 'step.id')
		.leftJoin('party_version', (join) =>
			join.onRef('party_version.party_id', '=', 'step_version.party_id').on(isLast('party_version'))
		)
		.leftJoin('step_done', (join) =>
			join
				.onRef('step_done.step_id', '=', 'step.id')
				.on(isLast('step_done'))
				.on('step_done.undone', '=', false)
		)
		.where('step.pledge_id', '=', pledgeId)
		.where(isLast('step_version'))
		.where('step_version.dropped', '=', false)
		.select(['step.id', 'step.type', 'step_version.title', 'party_version.name as party'])
		.select(['step_version.due_on as due', 'step_version.due_precision as duePrecision'])
		.select(['done_from', 'done_to', 'place', 'note', 'step_done.source_id as source'])
		.orderBy('step_version.position')
		.orderBy('step.id')
		.execute();
	return rows.map(({ type, done_from: from, done_to: to, place, note, source, ...step }) => {
		if (from === null) return { ...step, done: null };
		const said = stepRecordWords(type, { when: { start: from, end: to ?? from }, place, undone: false });
		const fields = {
			step: String(step.id),
			done_from: from,
			done_to: to ?? '',
			place: place ?? '',
			note: note ?? '',
			source: source === null ? '' : String(source)
		};
		return { ...step, done: { said, source, fields } };
	});
}
