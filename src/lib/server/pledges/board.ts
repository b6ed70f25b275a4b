import { sql } from 'kysely';
import { addDays, type IsoDate } from '#lib/domain/calendar.ts';
import { standsAt } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { shownRows, type PledgeRow } from './list.ts';
import { reading, type Moment } from './moment.ts';

/** How many pledges the attention list names; the rest is behind its link. */
const ATTENTION = 12;
const DATES = 8;

/** Statuses and flags that call for a manager's eye, most urgent first; `in_progress` never does by itself. */
const URGENT = `case
	when status_group = 'behind' then 1
	when status_group = 'missed' then 2
	when assessment -> 'flags' @> '[{"flag": "met_then_lost"}]' then 3
	when freshness = 'unverified' then 4
	when status_group = 'stalled' then 5
	when assessment -> 'flags' @> '[{"flag": "reporters_disagree"}]' then 6
	when status = 'AWAITING_FIGURE' then 7
	when status_group = 'not_assessable' and counted then 8
end`;

/** Ids of the pledges that need attention, most urgent first, headline pledges before the rest. */
export async function attentionIds(db: Db, moment: Moment): Promise<number[]> {
	const urgency = sql<number | null>`${sql.raw(URGENT)}`;
	const rows = await reading(db, moment)
		.selectFrom('pledge_current')
		.select('pledge_id')
		.where(urgency, 'is not', null)
		.orderBy('counted', 'desc')
		.orderBy(urgency)
		.orderBy('code')
		.execute();
	return rows.map((row) => row.pledge_id);
}

/** The first of the pledges that need attention, and how many there are. */
export async function listAttention(db: Db, moment: Moment): Promise<{ rows: PledgeRow[]; total: number }> {
	const ids = await attentionIds(db, moment);
	const rows = await shownRows(db, ids.slice(0, ATTENTION), moment);
	return { rows, total: ids.length };
}

export interface DueDate {
	on: IsoDate;
	code: string;
	title: string;
	/** what falls due: the pledge's deadline, a step of it, or its next check */
	what: string;
}

/** The next days on which something falls due: steps, deadlines, checks. */
export async function listNextDates(db: Db, moment: Moment): Promise<DueDate[]> {
	const { asOf } = moment;
	const steps = await reading(db, moment)
		.selectFrom('step_version')
		.innerJoin('step', 'step.id', 'step_version.step_id')
		.innerJoin('pledge_current', 'pledge_current.pledge_id', 'step.pledge_id')
		.where(standsAt('step_version', moment))
		.where('step_version.dropped', '=', false)
		.where('step_version.due_on', '>=', asOf)
		.where('pledge_current.status', '!=', 'CLOSED')
		.where(({ not, exists, selectFrom }) =>
			not(
				exists(
					selectFrom('step_done')
						.select('step_done.id')
						.whereRef('step_done.step_id', '=', 'step.id')
						.where(standsAt('step_done', moment))
						.where('step_done.undone', '=', false)
				)
			)
		)
		.select(['step_version.due_on as on', 'pledge_current.code', 'pledge_current.title'])
		.select('step_version.title as what')
		.orderBy('step_version.due_on')
		.limit(DATES)
		.execute();
	const deadlines = await reading(db, moment)
		.selectFrom('pledge_current')
		.where('due_on', '>=', asOf)
		.where('status_group', 'not in', ['met', 'closed'])
		.select(['due_on as on', 'code', 'title'])
		.orderBy('due_on')
		.limit(DATES)
		.execute();
	const check = sql<IsoDate>`assessment -> 'freshness' ->> 'dueOn'`;
	const checks = await reading(db, moment)
		.selectFrom('pledge_current')
		.where('freshness', 'in', ['current', 'due'])
		.where(check, '>=', asOf)
		.where(check, '<=', addDays(asOf, 90))
		.select([check.as('on'), 'code', 'title'])
		.orderBy(check)
		.orderBy('code')
		.limit(DATES)
		.execute();
	return [
		...steps.map((row) => ({ ...row, what: `due: ${row.what}` })),
		...deadlines.map((row) => ({ ...row, what: 'deadline' })),
		...checks.map((row) => ({ ...row, what: 'check due' }))
	]
		.flatMap((row) => (row.on === null ? [] : [{ ...row, on: row.on }]))
		.sort((a, b) => a.on.localeCompare(b.on))
		.slice(0, DATES);
}

export interface NewsItem {
	on: IsoDate;
	code: string;
	title: string;
	/** what was done that day, the latest first, and how often */
	acts: { action: string; count: number }[];
}

/** What was recorded last: all that was done to one pledge on one day is one item. */
export async function listNews(db: Db, limit: number, moment: Moment): Promise<NewsItem[]> {
	const days = await reading(db, moment)
		.selectFrom('entry')
		.where('entry.seq', '<=', moment.upto)
		.innerJoin('pledge_current', 'pledge_current.code', 'entry.subject')
		.select(['entry.recorded_on as on', 'pledge_current.code', 'pledge_current.title'])
		.groupBy(['entry.recorded_on', 'pledge_current.code', 'pledge_current.title'])
		.orderBy(({ fn }) => fn.max('entry.seq'), 'desc')
		.limit(limit)
		.execute();
	const acts = await Promise.all(
		days.map(({ on, code }) =>
			db
				.selectFrom('entry')
				.select(({ fn }) => ['action', fn.countAll<number>().as('count')])
				.where('seq', '<=', moment.upto)
				.where('recorded_on', '=', on)
				.where('subject', '=', code)
				.groupBy('action')
				.orderBy(({ fn }) => fn.max('seq'), 'desc')
				.execute()
		)
	);
	return days.map((day, at) => ({ ...day, acts: acts[at] ?? [] }));
}
