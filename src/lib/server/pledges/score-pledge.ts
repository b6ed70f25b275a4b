import { sql } from 'kysely';
import { changedMeanwhile, isNewer, quoted } from '#lib/domain/collision.ts';
import type { ScoreInput } from '#lib/domain/commands.ts';
import { DomainError } from '#lib/domain/errors.ts';
import { formatDate } from '#lib/domain/words.ts';
import { AHEAD } from '#lib/schema/progress.ts';
import { isLast } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { record, type Act } from '../db/ledger.ts';
import { addSource } from '../sources/add-sources.ts';
import { refuseBeforeOccasion } from './before-occasion.ts';
import { writeCheckIn } from './check-in.ts';
import { refresh } from './current.ts';
import { requirePledge } from './require-pledge.ts';

const SCORE_TEXT: Record<ScoreInput['value'], string> = { '-1': '−1', '0': '0', '1': '+1' };
const scoreWords = ({ value, on, rationale }: Pick<ScoreInput, 'value' | 'on' | 'rationale'>) =>
	`${SCORE_TEXT[value]} on ${formatDate(on)}, ${quoted(rationale)}`;

/**
 * Records one reader's score of a qualitative pledge against the saved guideline; a reader's later score replaces
 * the earlier one, unless it was given after the form was opened (`seen`).
 * @throws DomainError `unknown_pledge`, `no_guideline`, `scored_ahead`, `checked_before_occasion`, `changed_meanwhile`,
 *   `nothing_changed`
 */
export async function scorePledge(
	db: Db,
	act: Act,
	command: { code: string; score: ScoreInput; seen?: number | null }
): Promise<void> {
	const { score } = command;
	await record(
		db,
		act,
		{ action: 'score recorded', subject: command.code.toUpperCase() },
		async (trx, seq) => {
			const pledge = await requirePledge(trx, command.code);
			const guideline = await trx
				.selectFrom('guideline')
				.select('id')
				.where('pledge_id', '=', pledge.id)
				.where(isLast('guideline'))
				.executeTakeFirst();
			if (!guideline) {
				throw new DomainError(
					'no_guideline',
					'This pledge has no scoring guideline. Write one first by editing the pledge, so that the score is not made up afterwards.',
					'value'
				);
			}
			if (score.on > act.today) {
				throw new DomainError('scored_ahead', AHEAD.score, 'on');
			}
			await refuseBeforeOccasion(trx, pledge.id, score.on, {
				code: 'checked_before_occasion',
				field: 'on'
			});
			const before = await trx
				.selectFrom('score')
				.innerJoin('entry', 'entry.seq', 'score.entry_seq')
				.leftJoin('account', 'account.id', 'entry.by_id')
				.selectAll('score')
				.select('account.name as by')
				.where('pledge_id', '=', pledge.id)
				.where(sql<boolean>`lower(reader) = lower(${score.reader})`)
				.where(isLast('score'))
				.executeTakeFirst();
			if (before && isNewer(before.entry_seq, command.seen)) {
				throw changedMeanwhile({
					what: `a score of ${before.reader}`,
					theirs: scoreWords({ ...before, on: before.scored_on }),
					by: before.by,
					mine: scoreWords(score),
					next: 'Leave it as it stands, or save again to replace it; theirs then stays in the ledger.'
				});
			}
			const source = score.source ? await addSource(trx, seq, score.source) : null;
			const repeated =
				before?.guideline_id === guideline.id &&
				before.value === score.value &&
				before.rationale === score.rationale &&
				before.source_id === (source?.id ?? null) &&
				// An earlier day corrects the one that was given.
				before.scored_on <= score.on;
			if (repeated) {
				throw new DomainError(
					'nothing_changed',
					`${before.reader} has scored this already: ${scoreWords({ ...before, on: before.scored_on })}. Where nothing is new, record a check with “no change” instead; where something is, say so under “Why” or name its source.`,
					'value'
				);
			}
			await trx
				.insertInto('score')
				.values({
					entry_seq: seq,
					pledge_id: pledge.id,
					guideline_id: guideline.id,
					prev_id: before?.id ?? null,
					reader: score.reader,
					value: score.value,
					scored_on: score.on,
					source_id: source?.id ?? null,
					rationale: score.rationale,
					known_on: source?.publishedOn ?? act.today
				})
				.execute();
			// A score is evidence of something done only where a dated source says so.
			const evidenceOn = score.value === -1 ? null : (source?.publishedOn ?? null);
			await writeCheckIn(trx, seq, act.today, pledge.id, {
				checkedOn: score.on,
				evidenceOn,
				outcome: evidenceOn === null ? 'no_change' : 'activity',
				source: source ? { id: source.id } : null,
				text: `Scored ${SCORE_TEXT[score.value]} by ${score.reader}`
			});
			await refresh(trx, [pledge.id], act.today);
		}
	);
}
