import { sql } from 'kysely';
import type { IsoDate } from '#lib/domain/calendar.ts';
import type { Verdict } from '#lib/domain/status.ts';
import type { ChangedSince } from '#lib/domain/verdict-words.ts';
import { within, type Reach } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { withSources, type SourceView } from '../sources/queries.ts';
import { refreshDue, refreshShown } from './current.ts';
import { findPledge } from './definition.ts';
import { sourceChoices } from './form-options.ts';
import { countsAt, shownAt } from './reviewed.ts';

/** How many verdicts a pledge's page lists. */
const MOST = 100;

export interface VerdictView {
	id: number;
	value: Verdict;
	on: IsoDate;
	rationale: string;
	source: SourceView | null;
	by: string | null;
	/** what was changed after it was given */
	since: ChangedSince;
}

/** The day on which the target of its pledge was last changed after a verdict, within reach. */
const targetSince = (reach: Reach) => sql<IsoDate | null>`(select max(changed.recorded_on) from target
	join entry as changed on changed.seq = target.entry_seq
	where target.pledge_id = verdict.pledge_id and target.entry_seq > verdict.entry_seq and ${within('target', reach)})`;

/** How many figures of the headline indicator stand that count only since a verdict, within reach. */
const figuresSince = (reach: Reach) => sql<number>`(select count(*)::int from observation
	join indicator on indicator.id = observation.indicator_id
	where indicator.pledge_id = verdict.pledge_id and indicator.role = 'headline'
		and ${shownAt(reach)} and ${countsAt(reach.upto, 'observation')}
		and coalesce((select review.entry_seq from review where review.reviewed_seq = observation.entry_seq),
			observation.entry_seq) > verdict.entry_seq)`;

/** The verdicts on a pledge that had been given within reach, the one that stands first. */
export async function listVerdicts(db: Db, pledgeId: number, reach: Reach): Promise<VerdictView[]> {
	const rows = await db
		.selectFrom('verdict')
		.innerJoin('entry', 'entry.seq', 'verdict.entry_seq')
		.leftJoin('account', 'account.id', 'entry.by_id')
		.where('verdict.pledge_id', '=', pledgeId)
		.where('verdict.entry_seq', '<=', reach.upto)
		.where('verdict.given_on', '<=', reach.asOf)
		.select([targetSince(reach).as('target'), figuresSince(reach).as('figures')])
		.select([
			'verdict.id',
			'verdict.value',
			'verdict.given_on as on',
			'verdict.rationale',
			'verdict.source_id',
			// A verdict that came with an imported file is still the one who gave it.
			sql<string | null>`case when entry.origin_on is null then account.name else entry.origin_by end`.as(
				'by'
			)
		])
		.orderBy('verdict.id', 'desc')
		.limit(MOST)
		.execute();
	const named = await withSources(db, rows, reach);
	return named.map(({ target, figures, ...verdict }) => ({ ...verdict, since: { target, figures } }));
}

/** What the page for a verdict needs to know of the pledge; null for an unknown code. */
export async function loadVerdictForm(db: Db, code: string, today: IsoDate) {
	const pledge = await findPledge(db, code);
	if (!pledge) return null;
	await refreshDue(db, today);
	await refreshShown(db, [pledge.id], today);
	const { title, assessment, row } = await db
		.selectFrom('pledge_current')
		.where('pledge_id', '=', pledge.id)
		.select(['title', 'assessment', 'row'])
		.executeTakeFirstOrThrow();
	return {
		code: pledge.code,
		title,
		status: assessment.status,
		statusText: assessment.statusText,
		verdict: row.verdict,
		sources: await sourceChoices(db)
	};
}
