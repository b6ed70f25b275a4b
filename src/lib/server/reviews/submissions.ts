import { approvalEffect, type ApprovalEffect } from '#lib/domain/approval-effect.ts';
import { daysBetween, type IsoDate } from '#lib/domain/calendar.ts';
import { assess } from '#lib/domain/progress.ts';
import { withApproved } from '#lib/domain/eligible.ts';
import { isLast } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { loadFacts } from '../pledges/facts.ts';
import { listSubmittedFigures, type SubmittedFigures } from './submitted-figures.ts';

/** Submissions on one page of the list. */
export const SUBMISSIONS_PER_PAGE = 20;

/** What one person recorded of one pledge in one act, and what approving it would do. */
export interface Submission extends SubmittedFigures {
	/** ledger number of the act */
	seq: number;
	on: IsoDate;
	/** how long it has waited */
	days: number;
	/** without an account for what the command line imported; named as the imported file names them */
	by: { id: string | null; name: string | null };
	code: string;
	title: string;
	/** what approving these figures changes of the pledge; null where it cannot be read */
	effect: ApprovalEffect | null;
}

/** Submissions of one request, which can be decided on together; otherwise one alone. */
export interface SubmissionGroup {
	/** null for one that stands alone */
	batch: string | null;
	/** how many of the request wait in all, on other pages too */
	waiting: number;
	submissions: Submission[];
}

export interface SubmissionPage {
	groups: SubmissionGroup[];
	total: number;
	page: number;
	perPage: number;
}

/** One page of what waits for a manager, the oldest first; the last page for one past the end. */
export async function listSubmissions(db: Db, asked: number, today: IsoDate): Promise<SubmissionPage> {
	const { total } = await db
		.selectFrom('open_submission')
		.where('state', '=', 'waiting')
		.select(({ fn }) => fn.countAll<number>().as('total'))
		.executeTakeFirstOrThrow();
	const perPage = SUBMISSIONS_PER_PAGE;
	const page = Math.min(asked, Math.max(1, Math.ceil(total / perPage)));
	const rows = await selectWaiting(db)
		.limit(perPage)
		.offset((page - 1) * perPage)
		.execute();
	const [figures, facts, batches] = await Promise.all([
		listSubmittedFigures(db, rows),
		loadFacts(
			db,
			rows.map((row) => row.pledge_id)
		),
		countBatches(
			db,
			rows.flatMap(({ batch }) => batch ?? [])
		)
	]);
	const submissions = rows.map((row) => {
		const pledge = facts.get(row.pledge_id);
		return {
			batch: row.batch !== null && (batches.get(row.batch) ?? 0) > 1 ? row.batch : null,
			submission: {
				seq: row.entry_seq,
				on: row.recorded_on,
				days: daysBetween(row.recorded_on, today),
				by: { id: row.by_id, name: row.by },
				code: row.code,
				title: row.title,
				effect: pledge
					? approvalEffect(assess(pledge, today), assess(withApproved(pledge, row.entry_seq), today))
					: null,
				...(figures.get(`${row.entry_seq}/${row.pledge_id}`) ?? { figures: [], count: 0 })
			}
		};
	});
	return { groups: grouped(submissions, batches), total, page, perPage };
}

function selectWaiting(db: Db) {
	return db
		.selectFrom('open_submission')
		.innerJoin('entry', 'entry.seq', 'open_submission.entry_seq')
		.leftJoin('account', 'account.id', 'open_submission.by_id')
		.innerJoin('pledge', 'pledge.id', 'open_submission.pledge_id')
		.innerJoin('pledge_version', 'pledge_version.pledge_id', 'pledge.id')
		.where('open_submission.state', '=', 'waiting')
		.where(isLast('pledge_version'))
		.select(({ fn }) => [
			'open_submission.entry_seq',
			'open_submission.pledge_id',
			'open_submission.by_id',
			fn.coalesce('account.name', 'entry.origin_by').as('by'),
			'entry.recorded_on',
			'entry.batch',
			'pledge.code',
			'pledge_version.title'
		])
		.orderBy('open_submission.entry_seq')
		.orderBy('pledge.code');
}

async function countBatches(db: Db, batches: readonly string[]): Promise<Map<string, number>> {
	if (batches.length === 0) return new Map();
	const rows = await db
		.selectFrom('open_submission')
		.innerJoin('entry', 'entry.seq', 'open_submission.entry_seq')
		.where('open_submission.state', '=', 'waiting')
		.where('entry.batch', 'in', [...new Set(batches)])
		.groupBy('entry.batch')
		.select(({ fn }) => ['entry.batch', fn.count<number>('entry.seq').distinct().as('waiting')])
		.execute();
	return new Map(rows.map((row) => [row.batch ?? '', row.waiting]));
}

/** Acts of one request have ledger numbers in a row, so those of one group stand beside one another. */
function grouped(
	rows: readonly { batch: string | null; submission: Submission }[],
	waiting: Map<string, number>
): SubmissionGroup[] {
	const groups: SubmissionGroup[] = [];
	for (const { batch, submission } of rows) {
		const last = groups.at(-1);
		if (last && batch !== null && last.batch === batch) last.submissions.push(submission);
		else {
			const count = batch === null ? 1 : (waiting.get(batch) ?? 1);
			groups.push({ batch, waiting: count, submissions: [submission] });
		}
	}
	return groups;
}
