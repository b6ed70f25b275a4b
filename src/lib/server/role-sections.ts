import { daysBetween, type IsoDate } from '#lib/domain/calendar.ts';
import { may, ROLES } from '#lib/domain/permissions.ts';
import { countOf } from '#lib/domain/words.ts';
import type { App } from './app.ts';
import { lastSeq } from './db/ledger.ts';
import { listAccounts } from './people/accounts.ts';
import type { Person } from './people/person.ts';
import { countWaiting } from './pledges/waiting.ts';
import { countWaitingSubmissions, oldestWaiting } from './pledges/open-submissions.ts';
import { countOwnSubmissions } from './reviews/own-submissions.ts';
import { findReviewers } from './settings/settings.ts';

/** What an analyst has to do. */
export interface Work {
	checks: number;
	nobodys: number;
	returned: number;
	waiting: number;
}

/** What waits for a manager. */
export interface ReviewWaiting {
	waiting: number;
	oldestDays: number | null;
}

/** How the installation stands. */
export interface Installation {
	/** sentences about what should be mended */
	warnings: string[];
	engine: string;
	entries: number;
	lastRecordedOn: IsoDate | null;
	accounts: { role: string; count: number }[];
	disabled: number;
	reviewIsOn: boolean;
}

export interface RoleSections {
	work: Work | null;
	review: ReviewWaiting | null;
	installation: Installation | null;
}

/** What the board shows a person because of their role, beside what it shows everybody. */
export async function readRoleSections(app: App, person: Person): Promise<RoleSections> {
	const none = { work: null, review: null, installation: null };
	if (may(person.role, 'log')) return { ...none, work: await readWork(app, person) };
	if (may(person.role, 'verdict')) return { ...none, review: await readReview(app, person) };
	if (may(person.role, 'administer')) return { ...none, installation: await readInstallation(app) };
	return none;
}

async function readWork({ db }: App, { id }: Person): Promise<Work> {
	const [checks, own] = await Promise.all([countWaiting(db, id), countOwnSubmissions(db, id)]);
	return { checks: checks.mine, nobodys: checks.nobodys, returned: own.returned, waiting: own.waiting };
}

async function readReview({ db, clock }: App, { id }: Person): Promise<ReviewWaiting> {
	const [waiting, oldest] = await Promise.all([countWaitingSubmissions(db, id), oldestWaiting(db, id)]);
	return { waiting, oldestDays: oldest === null ? null : Math.max(0, daysBetween(oldest, clock.today())) };
}

const LOOPBACK = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:|$)/;

async function readInstallation({ db, clock, engine, env }: App): Promise<Installation> {
	const [accounts, reviewers, entries, waiting] = await Promise.all([
		listAccounts(db),
		findReviewers(db),
		lastSeq(db),
		countWaitingSubmissions(db)
	]);
	const last = await db
		.selectFrom('entry')
		.select('recorded_on')
		.where('seq', '=', entries)
		.executeTakeFirst();
	const enabled = accounts.filter(({ disabledAt }) => disabledAt === null);
	const count = (role: string) => enabled.filter((account) => account.role === role).length;
	const warnings = [
		reviewers === 'nobody' &&
			`Review is on and no account that may sign in is a manager: ${
				waiting > 0 ? `${countOf(waiting, 'submission')} cannot be decided on` : 'nobody can approve anything'
			}.`,
		count('admin') === 1 && 'There is one admin only: nobody else can let people in again.',
		env.origin.startsWith('http:') &&
			!LOOPBACK.test(env.origin) &&
			`People sign in over plain http at ${env.origin}: passwords travel unprotected.`,
		clock.fixed && `TODAY fixes the clock at ${clock.today()}: nothing falls due.`
	].filter((warning) => warning !== false);
	return {
		warnings,
		engine: engine === 'pglite' ? 'embedded' : 'PostgreSQL server',
		entries,
		lastRecordedOn: last?.recorded_on ?? null,
		accounts: ROLES.flatMap((role) => (count(role) > 0 ? [{ role, count: count(role) }] : [])),
		disabled: accounts.length - enabled.length,
		reviewIsOn: reviewers !== null
	};
}
