import { sql } from 'kysely';
import type { IsoDate } from '#lib/domain/calendar.ts';
import { DomainError } from '#lib/domain/errors.ts';
import { countOf, formatDate } from '#lib/domain/words.ts';
import type { AskedMoment } from '#lib/schema/moment.ts';
import type { Clock } from '../clock.ts';
import type { Reach } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { lastSeq } from '../db/ledger.ts';
import { refreshDue } from './current.ts';
import { keepPast } from './past.ts';

/** One state of everything that was ever recorded: what a page or an export reads, and nothing later. */
export interface Moment extends Reach {
	/** its number among the past states of the read model, or the course it lies on; null for the present picture */
	state: number | { course: number } | null;
	/** the earlier state since which changes are told; null where the address asks for none */
	since?: Omit<Moment, 'since'> | null;
}

/**
 * Makes the read model ready for the state that an address asks for: today's by default, brought up to date; a past
 * one worked out where it is not kept already.
 * @throws DomainError `as_of_ahead`, `unknown_state`, `since_ahead`
 */
export async function openMoment(db: Db, asked: AskedMoment, clock: Clock): Promise<Moment> {
	const { since, sinceAt } = asked;
	const moment = { ...(await openState(db, asked, clock)), since: null };
	return since === undefined ? moment : tellSince(db, moment, { on: since, seq: sinceAt }, clock);
}

/**
 * The state that a link of a page names exactly. While nothing was recorded since, that is the present picture, and
 * nothing has to be worked out.
 * @throws DomainError like `openMoment`
 */
export async function openNamed(db: Db, asked: AskedMoment, clock: Clock): Promise<Moment> {
	const { asOf, basis = 'recorded', at } = asked;
	const isNow = asOf === clock.today() && basis === 'recorded' && at === (await lastSeq(db));
	return openMoment(db, isNow ? { ...asked, asOf: undefined, at: undefined } : asked, clock);
}

/**
 * The same moment with an earlier state since which changes are told.
 * @throws DomainError `since_ahead`
 */
export async function tellSince(
	db: Db,
	moment: Moment,
	{ on, seq = moment.upto }: { on: IsoDate; seq?: number | undefined },
	clock: Clock
): Promise<Moment> {
	const { asOf, upto, basis } = moment;
	if (on > asOf || seq > upto) {
		throw new DomainError(
			'since_ahead',
			`Changes are told up to ${formatDate(asOf)}, ledger number ${upto}: ${formatDate(on)}, ledger number ${seq}, is not before it. Choose an earlier day to begin with.`
		);
	}
	const since =
		on === asOf && seq === upto ? moment : await openState(db, { asOf: on, at: seq, basis }, clock);
	return { ...moment, since };
}

async function openState(db: Db, asked: AskedMoment, clock: Clock): Promise<Omit<Moment, 'since'>> {
	const { isPresent, ...reach } = await findReach(db, asked, clock.today());
	if (isPresent) return presentState(db, reach.asOf);
	return { ...reach, state: await keepPast(db, reach, clock.now()) };
}

/**
 * The state that an address asks for, where only facts are read of it and the read model is not.
 * @throws DomainError `as_of_ahead`, `unknown_state`
 */
export async function findReach(
	db: Db,
	asked: AskedMoment,
	today: IsoDate
): Promise<Reach & { isPresent: boolean }> {
	const last = await lastSeq(db);
	const { at, basis = 'recorded' } = asked;
	if (asked.asOf !== undefined && asked.asOf > today) {
		throw new DomainError(
			'as_of_ahead',
			`${formatDate(asked.asOf)} lies ahead: nothing can be known of that day yet. Ask for today, ${formatDate(today)}, or an earlier day.`
		);
	}
	if (at !== undefined && at > last) {
		throw new DomainError(
			'unknown_state',
			`There is no state ${at}: the ledger holds ${countOf(last, 'entry', 'entries')}. Take a number from a citation or an export.`
		);
	}
	const isPresent = at === undefined && basis === 'recorded' && (asked.asOf ?? today) === today;
	const asOf = asked.asOf ?? (at === undefined ? today : await dayOf(db, at));
	const upto = isPresent ? last : Math.min(at ?? last, basis === 'recorded' ? await lastOn(db, asOf) : last);
	return { asOf, basis, upto, isPresent };
}

/** Today's state, with every row of the read model brought up to date that is due. */
export async function present(db: Db, today: IsoDate): Promise<Moment> {
	return { ...(await presentState(db, today)), since: null };
}

async function presentState(db: Db, today: IsoDate): Promise<Omit<Moment, 'since'>> {
	const upto = await lastSeq(db);
	await refreshDue(db, today);
	return { asOf: today, basis: 'recorded', upto, state: null };
}

/** The day that belongs to a state: the latest on which anything up to it was recorded. */
async function dayOf(db: Db, at: number): Promise<IsoDate> {
	const { day } = await db
		.selectFrom('entry')
		.where('seq', '<=', at)
		.select(({ fn }) => fn.max('recorded_on').as('day'))
		.executeTakeFirstOrThrow();
	return day;
}

/** The last ledger number that was given by the end of a day; 0 before the first. */
async function lastOn(db: Db, day: IsoDate): Promise<number> {
	const { seq } = await db
		.selectFrom('entry')
		.where('recorded_on', '<=', day)
		.select(({ fn }) => fn.coalesce(fn.max('seq'), sql<number>`0`).as('seq'))
		.executeTakeFirstOrThrow();
	return seq;
}

/**
 * The connection with the read model as it was at a moment: in queries that begin with it, `pledge_current` and
 * `pledge_current_party` name the rows of that state, so that a list, its count, its tiles and its exports are the same
 * queries for every day.
 */
export function reading(db: Db, { state, asOf }: Pick<Moment, 'state' | 'asOf'>): Pick<Db, 'selectFrom'> {
	if (state === null) return db;
	if (typeof state === 'object') return onCourse(db, state.course, asOf);
	return db
		.with('pledge_current', (qb) => qb.selectFrom('past_pledge').selectAll().where('state_id', '=', state))
		.with('pledge_current_party', (qb) =>
			qb.selectFrom('past_pledge_party').selectAll().where('state_id', '=', state)
		) as Pick<Db, 'selectFrom'>;
}

/** The same for a day of a course: the rows of the stretches of time that the day lies in. */
function onCourse(db: Db, course: number, day: IsoDate): Pick<Db, 'selectFrom'> {
	const stretches = (qb: Pick<Db, 'selectFrom'>) =>
		qb
			.selectFrom('course_part as part')
			.innerJoin('course_pledge as stretch', 'stretch.line_id', 'part.line_id')
			.where('part.course_id', '=', course)
			.where('stretch.from_on', '<=', day)
			.where((eb) => eb.or([eb('stretch.until_on', 'is', null), eb('stretch.until_on', '>', day)]));
	// Neither names the other, so that a query takes from each only what it asks for.
	return db
		.with('pledge_current', (qb) => stretches(qb).selectAll('stretch'))
		.with('pledge_current_party', (qb) =>
			stretches(qb)
				.innerJoin('course_pledge_party as party', (join) =>
					join.onRef('party.line_id', '=', 'stretch.line_id').onRef('party.from_on', '=', 'stretch.from_on')
				)
				.select(['party.pledge_id', 'party.party_id', 'party.role'])
		) as Pick<Db, 'selectFrom'>;
}
