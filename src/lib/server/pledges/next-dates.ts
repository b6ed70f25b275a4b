import { sql } from 'kysely';
import { addDays, type IsoDate } from '#lib/domain/calendar.ts';
import type { PledgeFilter } from '#lib/schema/pledge-filter.ts';
import { standsAt } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { narrow, selectMatching } from './matching.ts';
import { reading, type Moment } from './moment.ts';

const DATES = 6;
/** How far ahead a check is worth a line, in days. */
const AHEAD = 90;

export interface DueDate {
	on: IsoDate;
	code: string;
	title: string;
	/** what falls due: the pledge's deadline, a step of it, or its next check */
	what: string;
}

/** The next days on which something of these pledges falls due: steps, deadlines, checks. */
export async function listNextDates(
	db: Db,
	filter: Partial<PledgeFilter>,
	asked: Moment
): Promise<DueDate[]> {
	const { asOf } = asked;
	const moment = { ...asked, since: null };
	const narrowed = await narrow(db, filter, filter.change === undefined ? moment : asked);
	const matching = () => selectMatching(db, moment, narrowed);
	const steps = await reading(db, moment)
		.selectFrom('step_version')
		.innerJoin('step', 'step.id', 'step_version.step_id')
		.innerJoin(
			matching().select(['c.pledge_id', 'c.code', 'c.title', 'c.status']).as('p'),
			'p.pledge_id',
			'step.pledge_id'
		)
		.where(standsAt('step_version', moment))
		.where('step_version.dropped', '=', false)
		.where('step_version.due_on', '>=', asOf)
		.where('p.status', '!=', 'CLOSED')
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
		.select(['step_version.due_on as on', 'p.code', 'p.title'])
		.select('step_version.title as what')
		.orderBy('step_version.due_on')
		.orderBy('p.code')
		.limit(DATES)
		.execute();
	const deadlines = await matching()
		.where('c.due_on', '>=', asOf)
		.where('c.status_group', 'not in', ['met', 'closed'])
		.select(['c.due_on as on', 'c.code', 'c.title'])
		.orderBy('c.due_on')
		.orderBy('c.code')
		.limit(DATES)
		.execute();
	const check = sql<IsoDate>`c.assessment -> 'freshness' ->> 'dueOn'`;
	const checks = matching()
		.where('c.freshness', 'in', ['current', 'due'])
		.where(check, '>=', asOf)
		.where(check, '<=', addDays(asOf, AHEAD))
		.select([check.as('on'), 'c.code', 'c.title'])
		.orderBy(check)
		.orderBy('c.code')
		.limit(DATES);
	return [
		...steps.map((row) => ({ ...row, what: `due: ${row.what}` })),
		...deadlines.map((row) => ({ ...row, what: 'deadline' })),
		// Our next checks say nothing of what is public.
		...(moment.basis === 'public' ? [] : await checks.execute()).map((row) => ({ ...row, what: 'check due' }))
	]
		.flatMap((row) => (row.on === null ? [] : [{ ...row, on: row.on }]))
		.sort((a, b) => a.on.localeCompare(b.on))
		.slice(0, DATES);
}
