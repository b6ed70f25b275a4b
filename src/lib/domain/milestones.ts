import type { ArithmeticLine, Detail } from './assessment.ts';
import { daysBetween, earlierOf } from './calendar.ts';
import type { DatePrecision, IsoDate } from './calendar.ts';
import { doneOn, doneRecord } from './eligible.ts';
import type { Known } from './eligible.ts';
import { targetFlags } from './flags.ts';
import { note, notAssessable, outcome } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { exact, sumDecimals } from './quantity.ts';
import type { Status } from './status.ts';
import { STATUSES } from './status.ts';
import { formatPercentDown, formatRatioDown } from './wording.ts';
import { countOf, formatDate, formatDateAs, listOf } from './words.ts';

interface Stage {
	title: string;
	weight: number;
	due: IsoDate | null;
	duePrecision: DatePrecision;
	/** null while it is open on the day of the assessment */
	done: IsoDate | null;
	record: string | null;
}

/** Weights as shares that sum to 1; equal where not every stage has one [EVM]. */
export function weightShares(weights: readonly (string | null)[]): number[] {
	const given = weights.filter((weight) => weight !== null);
	const sum = sumDecimals(given);
	return given.length === weights.length && exact(sum).gt(0)
		? given.map((weight) => exact(weight).div(sum).toNumber())
		: weights.map(() => 1 / weights.length);
}

/** Stages that count: those done before the occasion are no part of the promise. */
function stagesOf(known: Known, clock: IsoDate): Stage[] {
	const counted = known.steps.filter((step) => (doneOn(step) ?? known.occasionOn) >= known.occasionOn);
	const shares = weightShares(counted.map((step) => step.weight));
	return counted.map((step, at) => {
		const done = doneOn(step);
		const past = done !== null && done <= clock;
		return {
			title: step.title,
			weight: shares[at] ?? 0,
			due: step.due,
			duePrecision: step.duePrecision,
			done: past ? done : null,
			record: past ? (doneRecord(step)?.id ?? null) : null
		};
	});
}

const sum = (stages: readonly Stage[]) => stages.reduce((total, stage) => total + stage.weight, 0);

/** Earned and planned value on a day: weights of the dated stages done, and of those due; undated ones stay out. */
export function earnedValue(
	stages: readonly Pick<Stage, 'weight' | 'due' | 'done'>[],
	on: IsoDate
): { planned: number; earned: number; spi: number | null } {
	const dated = stages.filter((stage) => stage.due !== null) as Stage[];
	const planned = sum(dated.filter((stage) => (stage.due ?? '') <= on));
	const earned = sum(dated.filter((stage) => stage.done !== null));
	return { planned, earned, spi: planned > 0 ? earned / planned : null };
}

/** Credit 0 or 1 per stage, in the order of progress.md; a stage is overdue from the day after its date [EVM]. */
export function assessMilestones(known: Known, clock: IsoDate): Outcome {
	const stages = stagesOf(known, clock);
	if (stages.length === 0) {
		return notAssessable(
			'no stages',
			'No stage since the pledge has been recorded, so there is nothing to count.'
		);
	}
	const due = known.target?.due ?? null;
	const done = stages.filter((stage) => stage.done !== null);
	const open = stages.filter((stage) => stage.done === null);
	const overdue = open.filter((stage) => stage.due !== null && stage.due < clock);
	const overdueSince = [
		...overdue.map((stage) => stage.due),
		open.length > 0 && due !== null && due < clock ? due : null
	]
		.filter((day) => day !== null)
		.reduce<IsoDate | null>((first, day) => (first === null ? day : earlierOf(first, day)), null);
	const cameLate = done
		.map((stage) => ({
			title: stage.title,
			days: stage.due ? daysBetween(stage.due, stage.done ?? stage.due) : 0
		}))
		.filter(({ days }) => days > 0);
	const daysLate = open.length === 0 ? lateness(stages, due) : null;
	const value = earnedValue(stages, clock);
	const detail: Detail = {
		kind: 'milestones',
		...value,
		overdueDays: overdueSince === null ? null : daysBetween(overdueSince, clock),
		daysLate,
		nextDue: nextDue(open, due, clock),
		cameLate
	};
	const status = statusOf(stages, open, overdueSince, clock);
	const tally = { done: done.length, of: stages.length };
	return {
		...outcome(
			status,
			textOf(status, tally, daysLate),
			sentenceOf(known, status, tally, stages, detail, overdue)
		),
		tally,
		detail,
		flags: [
			...(status === 'MET' && daysLate
				? [note('met_late', `The last stage was done ${countOf(daysLate, 'day')} after its date.`)]
				: []),
			...targetFlags(known.target)
		],
		reasons: reasonsOf(known, status, stages, overdue, cameLate, clock),
		observationIds: done.flatMap((stage) => (stage.record === null ? [] : [stage.record])),
		arithmetic: linesOf(tally, value)
	};
}

function statusOf(stages: Stage[], open: Stage[], overdueSince: IsoDate | null, clock: IsoDate): Status {
	if (open.length === 0) return 'MET';
	if (overdueSince !== null) return 'BEHIND';
	if (open.some((stage) => stage.due === null)) return 'IN_PROGRESS';
	const fallenDue = stages.some((stage) => {
		if (stage.due === null) return false;
		return stage.due < clock || (stage.due === clock && stage.done !== null);
	});
	return fallenDue ? 'ON_TRACK' : 'NOT_DUE_YET';
}

/** Days from the pledge's deadline, or the last dated stage, to the day it was done; 0 when in time. */
function lateness(stages: readonly Stage[], due: IsoDate | null): number {
	const held = due === null ? stages.filter((stage) => stage.due !== null) : stages;
	const last = held
		.map((stage) => stage.done ?? '')
		.sort()
		.at(-1);
	const deadline =
		due ??
		held
			.map((stage) => stage.due ?? '')
			.sort()
			.at(-1);
	return last && deadline ? Math.max(daysBetween(deadline, last), 0) : 0;
}

function nextDue(open: readonly Stage[], due: IsoDate | null, clock: IsoDate): IsoDate | null {
	const days = [...open.map((stage) => stage.due), open.length > 0 ? due : null];
	return days.filter((day) => day !== null && day >= clock).sort()[0] ?? null;
}

function textOf(status: Status, tally: { done: number; of: number }, daysLate: number | null): string {
	const count = `${tally.done} of ${countOf(tally.of, 'stage')}`;
	if (status === 'MET') return daysLate ? `Met, ${countOf(daysLate, 'day')} late` : `Met, ${count}`;
	return status === 'IN_PROGRESS' ? count : `${STATUSES[status].word}, ${count}`;
}

/** "on 31 Jan 2024", "in Jun 2022", "in 2022": a due date as precisely as it was given. */
function dueOn({ due, duePrecision }: Stage): string {
	return due === null ? '' : `${duePrecision === 'day' ? 'on' : 'in'} ${formatDateAs(due, duePrecision)}`;
}

function sentenceOf(
	known: Known,
	status: Status,
	tally: { done: number; of: number },
	stages: readonly Stage[],
	detail: Extract<Detail, { kind: 'milestones' }>,
	overdue: readonly Stage[]
): string {
	const count = countWords(tally);
	const late = detail.cameLate.map(({ title, days }) => `“${title}” came ${countOf(days, 'day')} late`);
	const tail = late.length > 0 ? `; ${listOf(late)}` : '';
	if (status === 'MET') {
		const last =
			stages
				.map((stage) => stage.done ?? '')
				.sort()
				.at(-1) ?? known.occasionOn;
		return `${allDone(tally.of)} on ${formatDate(last)}${tail}.`;
	}
	const next = nextWords(known, stages, detail.nextDue);
	if (detail.overdueDays !== null) {
		return `${count}; ${overdueWords(known, overdue, detail.overdueDays)}${tail}.`;
	}
	if (status === 'IN_PROGRESS') {
		const undated = stages.filter((stage) => stage.done === null && stage.due === null).length;
		return `${count}; ${countOf(undated, 'open stage has', 'open stages have')} no stated date${next}${tail}.`;
	}
	if (status === 'NOT_DUE_YET') return `${count}, and nothing has fallen due yet${next}.`;
	return `${count}, and nothing that has fallen due is open${next}${tail}.`;
}

function allDone(of: number): string {
	if (of === 1) return 'The one stage is done,';
	return `${of === 2 ? 'Both stages' : `All ${of} stages`} are done, the last`;
}

function nextWords({ target }: Known, stages: readonly Stage[], next: IsoDate | null): string {
	if (next === null) return '';
	const stage = stages.find(({ due, done }) => due === next && done === null);
	const precision = stage?.duePrecision ?? target?.duePrecision ?? 'day';
	return `; the next date is ${formatDateAs(next, precision)}`;
}

/** Which stage has been open the longest after its date, how long, and how many there are. */
function overdueWords({ target }: Known, overdue: readonly Stage[], days: number): string {
	const since = overdue.map(({ due }) => due ?? '').sort()[0];
	const [first, ...others] = overdue.filter(({ due }) => due === since);
	const late = countOf(days, 'day');
	if (!first || (target?.due && since && target.due < since)) {
		const by = target?.due ? ` by ${formatDateAs(target.due, target.duePrecision)}` : '';
		return `the pledge was due${by} and is ${late} overdue`;
	}
	if (overdue.length === 1) return `“${first.title}” was due ${dueOn(first)} and is ${late} overdue`;
	const names = listOf([first, ...others].map(({ title }) => `“${title}”`));
	return `${overdue.length} stages are overdue, the longest ${names}, due ${dueOn(first)}, by ${late}`;
}

function countWords({ done, of }: { done: number; of: number }): string {
	if (done === 0) return of === 1 ? 'The one stage is not done' : `None of the ${of} stages is done`;
	return `${done} of ${of} stages ${done === 1 ? 'is' : 'are'} done`;
}

const WHY: Partial<Record<Status, string>> = {
	MET: 'Every stage is done.',
	ON_TRACK: 'Every stage that has fallen due is done.',
	NOT_DUE_YET: 'No stage has fallen due yet.'
};

function reasonsOf(
	known: Known,
	status: Status,
	stages: readonly Stage[],
	overdue: readonly Stage[],
	cameLate: readonly { title: string; days: number }[],
	clock: IsoDate
): string[] {
	const early = known.steps.length - stages.length;
	const why = WHY[status];
	const ago = (due: IsoDate) => `${countOf(daysBetween(due, clock), 'day')} ago`;
	const { due = null, duePrecision = 'day' } = known.target ?? {};
	return [
		...(why ? [why] : []),
		...overdue.map((stage) => `“${stage.title}” was due ${dueOn(stage)}, ${ago(stage.due ?? clock)}.`),
		...(status === 'BEHIND' && due !== null && due < clock
			? [`The pledge was due by ${formatDateAs(due, duePrecision)}, ${ago(due)}.`]
			: []),
		...cameLate.map(({ title, days }) => `“${title}” was done ${countOf(days, 'day')} after its date.`),
		...(stages.some((stage) => stage.done === null && stage.due === null)
			? ['Stages without a date cannot fall overdue and stay out of the pace.']
			: []),
		...(early > 0
			? [`${countOf(early, 'stage')} done before the pledge ${early === 1 ? 'does' : 'do'} not count.`]
			: [])
	];
}

function linesOf(
	tally: { done: number; of: number },
	value: { planned: number; earned: number; spi: number | null }
): ArithmeticLine[] {
	const count: ArithmeticLine = {
		label: 'Stages done',
		formula: `${tally.done} of ${tally.of}`,
		result: `${tally.done} of ${tally.of}`,
		rule: 'credit 0 or 1 per stage',
		source: 'EVM'
	};
	if (value.spi === null) return [count];
	return [
		count,
		{
			label: 'Earned against planned value',
			formula: `${formatPercentDown(value.earned)} ÷ ${formatPercentDown(value.planned)}`,
			result: formatRatioDown(value.spi),
			rule: 'SPI = EV ÷ PV, dated stages only',
			source: 'EVM'
		}
	];
}
