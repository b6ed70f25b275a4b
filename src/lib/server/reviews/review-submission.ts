import { DomainError } from '#lib/domain/errors.ts';
import { mayReview } from '#lib/domain/permissions.ts';
import type { Decision } from '#lib/domain/review.ts';
import { formatDate } from '#lib/domain/words.ts';
import { NOTE_MISSING } from '#lib/schema/review.ts';
import type { Db } from '../db/connection.ts';
import { record, recordBatch, type Act } from '../db/ledger.ts';
import { refresh } from '../pledges/current.ts';
import { isOpenEnd } from '../pledges/reviewed.ts';

/** What a manager decides: to approve it, or to return it with a note that says what to correct. */
export interface ReviewInput {
	decision: Decision;
	note: string | null;
}

/**
 * Approves or returns a submission: everything of one ledger number that needs a review. Its figures count, or not,
 * from this act on.
 * @throws DomainError `unknown_submission`, `own_submission`, `not_a_reviewer`, `note_missing`, `decided_already`,
 *   `corrected_meanwhile`
 */
export async function reviewSubmission(
	db: Db,
	act: Act,
	command: ReviewInput & { seq: number }
): Promise<void> {
	await recordBatch(db, act, async (trx, next) => {
		const submission = await findSubmission(trx, command.seq);
		if (!submission) throw unknown();
		await refuseReview(trx, act, submission.by, command);
		if (submission.decision !== null) throw decidedBy(submission);
		if (!submission.stands) {
			throw new DomainError(
				'corrected_meanwhile',
				'Its figures were corrected or withdrawn meanwhile, so there is nothing left to decide. A correction waits in its own place.'
			);
		}
		await decide(trx, next(), submission, command);
		await refresh(trx, submission.pledges, act.today);
	});
}

/**
 * Decides alike on the chosen submissions of one request, or on all that still wait but those that were left out.
 * @param command.expected how many of the request the manager saw waiting
 * @returns on how many it decided; undefined when this request had been written before
 * @throws DomainError like `reviewSubmission`; `decided_already` also where fewer wait than were seen
 */
export async function reviewBatch(
	db: Db,
	act: Act,
	command: ReviewInput & {
		batch: string;
		expected: number;
		chosen: readonly number[];
		except: readonly number[] | null;
	}
): Promise<number | undefined> {
	return recordBatch(db, act, async (trx, next) => {
		const waiting = await trx
			.selectFrom('open_submission')
			.innerJoin('entry', 'entry.seq', 'open_submission.entry_seq')
			.where('entry.batch', '=', command.batch)
			.where('open_submission.state', '=', 'waiting')
			.select(['entry.seq', 'entry.by_id as by'])
			.distinct()
			.orderBy('entry.seq')
			.execute();
		const { chosen, except } = command;
		const meant = waiting.filter(({ seq }) => chosen.includes(seq) || (except && !except.includes(seq)));
		for (const { by } of meant) await refuseReview(trx, act, by, command);
		const gone = chosen.some((seq) => !waiting.some((one) => one.seq === seq));
		if (gone || (except && waiting.length !== command.expected)) {
			throw new DomainError(
				'decided_already',
				`Of these submissions ${waiting.length} still wait, not ${command.expected}: somebody decided on one or corrected one meanwhile. Look at what is left, and decide on that.`
			);
		}
		const touched = new Set<number>();
		for (const { seq } of meant) {
			const submission = await findSubmission(trx, seq);
			if (!submission) throw unknown();
			await decide(trx, next(), submission, command);
			for (const id of submission.pledges) touched.add(id);
		}
		await refresh(trx, [...touched], act.today);
		return meant.length;
	});
}

interface Submission {
	seq: number;
	subject: string | null;
	by: string | null;
	/** null while it waits */
	decision: Decision | null;
	decidedBy: string | null;
	decidedOn: string | null;
	/** some of its figures was neither corrected nor withdrawn since */
	stands: boolean;
	pledges: number[];
}

async function findSubmission(trx: Db, seq: number): Promise<Submission | null> {
	const rows = await trx
		.selectFrom('observation')
		.innerJoin('indicator', 'indicator.id', 'observation.indicator_id')
		.innerJoin('entry', 'entry.seq', 'observation.entry_seq')
		.leftJoin('review', 'review.reviewed_seq', 'observation.entry_seq')
		.leftJoin('entry as decided', 'decided.seq', 'review.entry_seq')
		.leftJoin('account', 'account.id', 'decided.by_id')
		.where('observation.entry_seq', '=', seq)
		.where('observation.needs_review', '=', true)
		.groupBy([
			'indicator.pledge_id',
			'entry.subject',
			'entry.by_id',
			'review.decision',
			'account.name',
			'decided.recorded_on'
		])
		.select(({ fn }) => [
			'indicator.pledge_id',
			'entry.subject',
			'entry.by_id',
			'review.decision',
			'account.name',
			'decided.recorded_on',
			fn.agg<boolean>('bool_or', [isOpenEnd()]).as('stands')
		])
		.execute();
	const [first] = rows;
	if (!first) return null;
	return {
		seq,
		subject: first.subject,
		by: first.by_id,
		decision: first.decision,
		decidedBy: first.name,
		decidedOn: first.recorded_on,
		stands: rows.some((row) => row.stands),
		pledges: rows.map((row) => row.pledge_id)
	};
}

/** Who decides is looked up here, so that no caller can let somebody approve their own. */
async function refuseReview(trx: Db, act: Act, author: string | null, input: ReviewInput): Promise<void> {
	const reviewer = await trx
		.selectFrom('account')
		.where('id', '=', act.by ?? '')
		.select(['id', 'role'])
		.executeTakeFirst();
	if (reviewer && reviewer.id === author) {
		throw new DomainError(
			'own_submission',
			'You submitted this yourself, so somebody else has to decide on it. Ask another manager.'
		);
	}
	if (!reviewer || !mayReview(reviewer.role, reviewer.id, author ?? '')) {
		throw new DomainError('not_a_reviewer', 'Only a manager may approve or return a submission.');
	}
	if (input.decision === 'returned' && input.note === null) {
		throw new DomainError('note_missing', NOTE_MISSING, 'note');
	}
}

async function decide(trx: Db, act: Act, submission: Submission, input: ReviewInput): Promise<void> {
	const action = `submission ${input.decision}`;
	await record(trx, act, { action, subject: submission.subject, reason: input.note }, async (_, seq) => {
		await trx
			.insertInto('review')
			.values({
				entry_seq: seq,
				reviewed_seq: submission.seq,
				decision: input.decision,
				note: input.note
			})
			.execute();
	});
}

const unknown = () =>
	new DomainError('unknown_submission', 'There is no such submission. Reload the list of submissions.');

function decidedBy({ decision, decidedBy: by, decidedOn: on }: Submission): DomainError {
	const when = on === null ? '' : ` on ${formatDate(on)}`;
	return new DomainError(
		'decided_already',
		`${by ?? 'Somebody'} has ${decision} this submission already${when}. Each is decided once; what has to change now is corrected by its author.`
	);
}
