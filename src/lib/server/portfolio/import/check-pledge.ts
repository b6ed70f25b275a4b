import type { TargetInput } from '#lib/domain/commands.ts';
import { compareDecimals } from '#lib/domain/quantity.ts';
import { isSameName } from '#lib/domain/standing-figures.ts';
import type { FilePledge, FileTarget } from '#lib/schema/portfolio/file.ts';
import { below } from '#lib/schema/portfolio/read-file.ts';
import { readPledge } from '#lib/schema/pledge.ts';
import { typedOfPledge } from '#lib/schema/pledge-text.ts';
import { refuseDueBefore } from '../../pledges/before-occasion.ts';
import { keeps, refuse, refuseAs, type Checking } from './checking.ts';
import { describedAs, standingSteps, targetAs, type PlacedStep } from './described.ts';

/** Where in a pledge of the file the fields of its form stand, where they have other names. */
const PLACES: Record<string, string> = {
	source: 'quote_source',
	guideline: 'guideline.text',
	...{ indicator_title: 'indicator.title', unit: 'indicator.unit', aggregation: 'indicator.aggregation' },
	...{ direction: 'indicator.direction', natural_limit: 'indicator.limit', basis: 'indicator.basis' },
	...{ baseline_value: 'baseline.value', baseline_unit: 'baseline.unit', baseline_date: 'baseline.period' },
	...{ baseline_qualifier: 'baseline.qualifier', baseline_reporter: 'baseline.reporter' },
	...{ target_value: 'target.value', events_required: 'target.value', target_low: 'target.low' },
	...{ target_high: 'target.high', target_unit: 'target.unit', target_qualifier: 'target.qualifier' },
	...{ start: 'target.start', deadline: 'target.deadline', deadline_assumed: 'target.assumed_deadline' },
	...{ window_start: 'window.start', window_end: 'window.end', target_source: 'target.source' },
	...{ tolerance: 'target.tolerance', grace_days: 'target.grace_days', plan: 'target.plan' },
	...{ reporters: 'reporter_order', reporters_reason: 'reporter_order_reason', steps: 'milestones' }
};
const IN_STEP: Record<string, string> = { due: 'due_on' };

/** Which parts of a pledge its form describes. */
const DESCRIPTION = `code title kind theme strength quote quote_source locator reading parties mode path
	check_interval_days activity_interval_days indicator baseline target window reporter_order reporter_order_reason
	milestones events guideline`.split(/\s+/);

/** Checks what stands of a description as its form would, and the ledger behind it. `at`: the pledge's path. */
export function checkPledge(check: Checking, pledge: FilePledge, at: string): void {
	const { ok } = check;
	if (DESCRIPTION.every((name) => ok(`${at}.${name}`))) checkDescription(check, pledge, at);
	for (const [n, former] of list(pledge.former_targets).entries()) {
		const place = `${at}.former_targets[${n}]`;
		if (ok(place)) checkFormerTarget(check, pledge, former, place);
	}
	for (const [n, { parties }] of list(pledge.former_descriptions).entries()) {
		const place = `${at}.former_descriptions[${n}].parties`;
		if (!ok(place)) continue;
		const names = Object.keys(parties);
		const twice = names.find((name, m) => names.slice(0, m).some((other) => isSameName(other, name)));
		if (twice) refuse(check.errors, below(place, twice), `${twice} is listed already; take one away.`);
	}
}

const list = <T>(items: T[]): T[] => (Array.isArray(items) ? items : []);

function checkDescription(check: Checking, pledge: FilePledge, at: string): void {
	const { errors } = check;
	if (pledge.window && (pledge.target?.start || pledge.target?.deadline)) {
		refuse(errors, `${at}.window`, 'The days stand in the target already; write them once.');
	}
	const described = describedAs(pledge, check.sourceOf);
	const steps = standingSteps(pledge);
	const read = readPledge(typedOfPledge(described), check.today);
	if (!read.ok) {
		refuseAs(errors, read.errors, (field) => placeOf(field, at, Object.keys(pledge.parties), steps));
		return;
	}
	refuseUnread(check, at, described.target, read.value.target);
	if (pledge.target && !described.target && pledge.former_targets.length === 0) {
		refuse(errors, `${at}.target`, 'This target says nothing; write its value or its days, or leave it out.');
	}
	const { mode, path, activityDays: activity_interval_days } = read.value;
	for (const [name, kept] of Object.entries({ mode, path, activity_interval_days })) {
		const given = pledge[name as 'mode' | 'path' | 'activity_interval_days'];
		if (given !== null && given !== kept) refuse(errors, `${at}.${name}`, UNREAD);
	}
	for (const [n, { place }] of steps.entries()) {
		const [given, kept] = [described.steps[n], read.value.steps[n]];
		if (!given || given.type === 'stage') continue;
		if (given.due !== kept?.due || given.weight !== kept?.weight) {
			refuse(errors, `${at}.${place}.${given.due === kept?.due ? 'weight' : 'due_on'}`, UNREAD);
		}
	}
	const made = check.madeOn.get(pledge);
	const due = pledge.window ? 'window.end' : 'target.deadline';
	if (made) keeps(errors, `${at}.${due}`, () => refuseDueBefore(made, read.value));
	check.described.set(pledge, read.value);
}

const UNREAD = 'A pledge of this kind has no such part; take it away.';

/** Refuses what the kind does not need, which a form would not even ask. */
function refuseUnread(
	check: Checking,
	at: string,
	given: TargetInput | null,
	kept: TargetInput | null
): void {
	if (given === null) return;
	const parts = { ...given, deadline: given.due, grace_days: given.graceDays } as Record<string, unknown>;
	const read = { ...kept, deadline: kept?.due ?? null, grace_days: kept?.graceDays ?? null } as Record<
		string,
		unknown
	>;
	for (const name of ['value', 'low', 'high', 'per', 'start', 'deadline', 'tolerance', 'grace_days']) {
		if (parts[name] !== null && read[name] == null) refuse(check.errors, `${at}.target.${name}`, UNREAD);
	}
	if (kept && given.qualifier !== kept.qualifier) refuse(check.errors, `${at}.target.qualifier`, UNREAD);
	if (given.plan.length > (kept?.plan.length ?? 0)) refuse(check.errors, `${at}.target.plan`, UNREAD);
}

function placeOf(field: string, at: string, parties: string[], steps: PlacedStep[]): string {
	const row = /^(parties|steps|plan)\.(\d+)\.(\w+)$/.exec(field);
	if (!row) return `${at}.${PLACES[field] ?? field}`;
	const [, rows, number = '', name = ''] = row;
	if (rows === 'plan') return `${at}.target.plan[${number}].${name}`;
	if (rows === 'parties') {
		const party = parties[Number(number)];
		return party === undefined ? `${at}.parties` : below(`${at}.parties`, party);
	}
	return `${at}.${steps[Number(number)]?.place ?? 'milestones'}.${IN_STEP[name] ?? name}`;
}

/** A target that was replaced may be of a kind that the pledge no longer has; only what cannot be at all is refused. */
function checkFormerTarget(check: Checking, pledge: FilePledge, target: FileTarget, at: string): void {
	const { errors } = check;
	const read = targetAs(target, null, null, check.sourceOf);
	if (read.low && read.high && compareDecimals(read.low, read.high) > 0) {
		refuse(errors, `${at}.high`, 'The upper end is below the lower one; swap them.');
	}
	if (read.start && read.due && read.due < read.start) {
		refuse(errors, `${at}.deadline`, 'This lies before the start; correct one of the two.');
	}
	if (read.tolerance !== null && read.tolerance < 0) {
		refuse(errors, `${at}.tolerance`, 'A tolerance is 0 or more.');
	}
	for (const [n, { on }] of read.plan.entries()) {
		if (read.plan.findIndex((point) => point.on === on) === n) continue;
		refuse(errors, `${at}.plan[${n}].on`, 'There are two planned values for this day; take one away.');
	}
	if (!pledge.target && !pledge.window) {
		refuse(
			errors,
			at,
			'A target that was replaced needs the one that stands, were it one that says nothing.'
		);
	}
}
