/** Rows for tests, written by the same use cases that a person's forms call. Everything has a default. */
import type {
	ActualInput,
	CheckInInput,
	IndicatorInput,
	LifecycleInput,
	PledgeInput
} from '#lib/domain/commands.ts';
import { yearPeriod } from '#lib/domain/calendar.ts';
import type { Db } from '#lib/server/db/connection.ts';
import type { Act } from '#lib/server/db/ledger.ts';
import { addAccount } from '#lib/server/people/manage-accounts.ts';
import { addSupportingIndicator } from '#lib/server/pledges/add-indicator.ts';
import { checkIn } from '#lib/server/pledges/check-in.ts';
import { closePledge } from '#lib/server/pledges/close-pledge.ts';
import { loadDefinition, type Definition } from '#lib/server/pledges/definition.ts';
import { editPledge } from '#lib/server/pledges/edit-pledge.ts';
import { logPledge } from '#lib/server/pledges/log-pledge.ts';
import { openMoment, type Moment } from '#lib/server/pledges/moment.ts';
import { recordActual } from '#lib/server/pledges/record-actual.ts';
import type { AskedMoment } from '#lib/schema/moment.ts';

/** The day on which everything happens unless a test says otherwise. */
export const DAY = '2026-11-23';

let made = 0;
/** A number that no other call of this process gets. */
export const unique = (): number => ++made;

/** An act of nobody in particular, at noon of its day. */
export function anAct(over: Partial<Act> = {}): Act {
	const today = over.today ?? DAY;
	return { by: null, today, now: new Date(`${today}T12:00:00Z`), requestKey: null, ...over };
}

/** An account that cannot sign in; returns its id. */
export function anAccount(db: Db, over: Partial<Parameters<typeof addAccount>[1]> = {}): Promise<string> {
	const account = {
		email: `person${unique()}@pledges.example`,
		name: 'Person',
		role: 'analyst' as const,
		passwordHash: 'none',
		...over
	};
	return addAccount(db, account, new Date(`${DAY}T09:00:00Z`));
}

export const A_SOURCE = {
	title: 'Joint statement',
	publisher: 'Presidency',
	publishedOn: '2022-10-15',
	language: 'en',
	url: 'https://example.org/statement'
};

export const AN_OCCASION = {
	title: 'State visit',
	place: 'Capital',
	heldOn: '2022-10-15',
	parties: ['Atlantis', 'Erewhon'],
	source: A_SOURCE
};

export const AN_INDICATOR = {
	title: 'Freight carried',
	unit: 'kt',
	aggregation: 'level' as const,
	direction: 'increase' as const,
	limit: null,
	basis: null
};

export const A_BASELINE = {
	value: '100',
	unit: 'kt',
	period: yearPeriod(2020),
	precision: 'year' as const,
	qualifier: 'exactly' as const,
	proxy: false,
	reporter: null,
	source: A_SOURCE
};

export const A_TARGET = {
	value: '200',
	low: null,
	high: null,
	unit: 'kt',
	qualifier: 'at_least' as const,
	per: null,
	start: null,
	due: '2030-12-31',
	duePrecision: 'year' as const,
	standing: 'stated' as const,
	assumedDue: false,
	tolerance: null,
	graceDays: null,
	source: A_SOURCE,
	plan: []
};

/** Dates alone, for kinds without a number. */
export const A_WINDOW = {
	...A_TARGET,
	value: null,
	unit: null,
	qualifier: 'exactly' as const,
	start: '2023-01-01',
	due: '2024-12-31',
	duePrecision: 'day' as const
};

export const A_STEP = {
	id: null,
	type: 'stage' as const,
	title: 'Design finished',
	party: null,
	weight: null,
	due: '2027-06-30',
	duePrecision: 'day' as const,
	dueSource: null
};

/** Freight from 100 kt in 2020 to at least 200 kt by 2030, promised by one state to another. */
export function pledgeInput(over: Partial<PledgeInput> = {}): PledgeInput {
	return {
		code: `TEST-${String(unique()).padStart(4, '0')}`,
		occasion: AN_OCCASION,
		title: 'Double the freight',
		kind: 'level',
		theme: 'transport',
		strength: 'agreed',
		mode: 'reach',
		path: null,
		quote: 'to double the freight carried',
		locator: null,
		source: A_SOURCE,
		reading: 'Freight carried in a year.',
		owner: null,
		checkDays: 180,
		activityDays: 365,
		parties: [
			{ name: 'Atlantis', role: 'pledger' },
			{ name: 'Erewhon', role: 'counterpart' }
		],
		indicator: AN_INDICATOR,
		baseline: A_BASELINE,
		target: A_TARGET,
		reporterOrder: null,
		steps: [],
		guideline: null,
		...over
	};
}

/** What a pledge has that nothing is measured of. */
export const UNMEASURED = { indicator: null, baseline: null, target: null, reporterOrder: null } as const;

/** Logs a pledge; returns its code. */
export async function aPledge(db: Db, over: Partial<PledgeInput> = {}, act: Act = anAct()): Promise<string> {
	return (await logPledge(db, act, pledgeInput(over))).code;
}

/** 150 kt in 2024, final, from the one reporter. */
export function actualInput(over: Partial<ActualInput> = {}): ActualInput {
	return {
		indicator: null,
		reporter: 'Statistics Office',
		period: yearPeriod(2024),
		value: '150',
		unit: 'kt',
		qualifier: 'exactly',
		state: 'final',
		partial: false,
		derived: null,
		source: null,
		locator: null,
		quote: null,
		note: null,
		revises: null,
		reason: null,
		...over
	};
}

/** Records a figure of a pledge, without counting it as a check. */
export function anActual(
	db: Db,
	code: string,
	over: Partial<ActualInput> = {},
	act: Act = anAct()
): Promise<void> {
	return recordActual(db, act, { code, actual: actualInput(over), checkedOn: null });
}

/** Adds a supporting indicator to a pledge; returns its id. */
export async function anIndicator(
	db: Db,
	code: string,
	indicator: IndicatorInput = AN_INDICATOR
): Promise<number> {
	return (await addSupportingIndicator(db, anAct(), { code, indicator })) ?? 0;
}

/** Checks a pledge and finds nothing. */
export function aCheck(
	db: Db,
	code: string,
	over: Partial<CheckInInput> = {},
	act: Act = anAct()
): Promise<void> {
	const check: CheckInInput = {
		checkedOn: act.today,
		evidenceOn: null,
		outcome: 'no_change',
		source: null,
		text: 'Nothing new was found.',
		...over
	};
	return checkIn(db, act, { code, check });
}

/** Withdraws a pledge. */
export function aClosing(
	db: Db,
	code: string,
	over: Partial<LifecycleInput> = {},
	act: Act = anAct()
): Promise<void> {
	const closing: LifecycleInput = {
		state: 'withdrawn',
		on: act.today,
		reason: 'Taken back at the next summit.',
		source: null,
		...over
	};
	return closePledge(db, act, { code, closing });
}

/** The pledge as its edit form would open it. */
export async function definitionOf(db: Db, code: string): Promise<Definition> {
	const definition = await loadDefinition(db, code);
	if (!definition) throw new Error(`There is no pledge ${code} in this test.`);
	return definition;
}

/** The state that lists and exports read: today's, or the one that is asked for. */
export function momentOf(db: Db, asked: AskedMoment = {}, today = DAY): Promise<Moment> {
	return openMoment(db, asked, {
		today: () => today,
		now: () => new Date(`${today}T12:00:00Z`),
		fixed: true
	});
}

/** Edits a pledge as its form would, from what stands now. */
export async function anEdit(
	db: Db,
	code: string,
	over: Partial<PledgeInput>,
	reason: string | null = 'As agreed',
	act: Act = anAct()
): Promise<void> {
	const { seq, input } = await definitionOf(db, code);
	await editPledge(db, act, { code, expectedSeq: seq, reason, input: { ...input, ...over } });
}
