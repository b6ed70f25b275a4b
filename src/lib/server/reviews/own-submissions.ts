import type { IsoDate, Period } from '#lib/domain/calendar.ts';
import type { Decimal } from '#lib/domain/quantity.ts';
import { isLast } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { isOpenEnd } from '../pledges/reviewed.ts';

/** How many figures that came back a queue lists. */
const MOST = 50;

export interface ReturnedFigure {
	id: number;
	code: string;
	title: string;
	reporter: string;
	period: Period;
	value: Decimal;
	unit: string;
	/** what has to be corrected, as the manager wrote it */
	note: string | null;
	by: string | null;
	on: IsoDate;
}

export interface OwnSubmissions {
	/** submissions of this person that wait for a manager */
	waiting: number;
	/** submissions of this person that came back */
	returned: number;
	/** figures that came back and that nobody has corrected, the latest first */
	figures: ReturnedFigure[];
}

/** How many of a person's submissions wait, and how many came back: cheap enough for the head of every page. */
export function countOwnSubmissions(
	db: Db,
	personId: string
): Promise<Pick<OwnSubmissions, 'waiting' | 'returned'>> {
	return db
		.selectFrom('open_submission')
		.where('by_id', '=', personId)
		.select(({ fn }) => [
			fn.countAll<number>().filterWhere('state', '=', 'waiting').as('waiting'),
			fn.countAll<number>().filterWhere('state', '=', 'returned').as('returned')
		])
		.executeTakeFirstOrThrow();
}

/** What became of a person's submissions, as long as somebody still has to do something about them. */
export async function listOwnSubmissions(db: Db, personId: string): Promise<OwnSubmissions> {
	const counts = await countOwnSubmissions(db, personId);
	if (counts.returned === 0) return { ...counts, figures: [] };
	const rows = await db
		.selectFrom('open_submission')
		.innerJoin('observation', 'observation.entry_seq', 'open_submission.entry_seq')
		.innerJoin('indicator', (join) =>
			join
				.onRef('indicator.id', '=', 'observation.indicator_id')
				.onRef('indicator.pledge_id', '=', 'open_submission.pledge_id')
		)
		.innerJoin('indicator_version', 'indicator_version.indicator_id', 'indicator.id')
		.innerJoin('reporter', 'reporter.id', 'observation.reporter_id')
		.innerJoin('pledge', 'pledge.id', 'open_submission.pledge_id')
		.innerJoin('pledge_version', 'pledge_version.pledge_id', 'pledge.id')
		.innerJoin('review', 'review.reviewed_seq', 'open_submission.entry_seq')
		.innerJoin('entry', 'entry.seq', 'review.entry_seq')
		.leftJoin('account', 'account.id', 'entry.by_id')
		.where('open_submission.by_id', '=', personId)
		.where('open_submission.state', '=', 'returned')
		.where('observation.needs_review', '=', true)
		.where(isOpenEnd())
		.where(isLast('indicator_version'))
		.where(isLast('pledge_version'))
		.select([
			'observation.id',
			'pledge.code',
			'pledge_version.title',
			'reporter.name as reporter',
			'observation.period_start as start',
			'observation.period_end as end',
			'observation.value',
			'indicator_version.unit',
			'review.note',
			'account.name as by',
			'entry.recorded_on as on'
		])
		.orderBy('review.id', 'desc')
		.orderBy('observation.id')
		.limit(MOST)
		.execute();
	const figures = rows.map(({ start, end, ...figure }) => ({ ...figure, period: { start, end } }));
	return { ...counts, figures };
}
