import type { DatePrecision, IsoDate } from '#lib/domain/calendar.ts';
import { countOf, formatDate, formatDateAs } from '#lib/domain/words.ts';
import { inDays, lateBy } from '#lib/format/dates.ts';
import { sourceCells, SOURCE_COLUMNS, type CitedSource } from './cited.ts';
import { heightOf, lookOf, writeAll, type PlateOf, type Shape } from './plate.ts';
import { sign } from './signs.ts';
import type { ChartCsv } from './spec.ts';
import { STEP_LOOKS, stepState, type StepState } from './steps.ts';

/** A stage of a project, as far as it is drawn. */
export interface Stage {
	title: string;
	party: string | null;
	due: IsoDate | null;
	duePrecision: DatePrecision;
	doneFrom: IsoDate | null;
	doneTo: IsoDate | null;
	/** former due dates, where it was moved */
	moved?: string | null | undefined;
	place: string | null;
	note: string | null;
	source: CitedSource | null;
}

export interface Stages {
	stages: readonly Stage[];
	today: IsoDate;
	/** the day of the pledge: what was done before it does not count */
	pledgedOn: IsoDate | null;
}

type Standing = Stage & { state: StepState; days: number };

const doneOn = ({ doneTo, doneFrom }: Stage) => doneTo ?? doneFrom;

function standing({ stages, today, pledgedOn }: Stages): Standing[] {
	return stages.map((stage) => ({
		...stage,
		...stepState({ due: stage.due, doneOn: doneOn(stage) }, today, pledgedOn)
	}));
}

/** "3 of 9 stages done, 2 overdue"; what was done before the pledge is not counted. */
export function stagesFinding(stages: Stages): string {
	const all = standing(stages).map(({ state }) => state);
	const count = (...states: StepState[]) => all.filter((state) => states.includes(state)).length;
	const [before, overdue] = [count('before'), count('overdue')];
	return [
		`${count('done', 'done_late')} of ${countOf(all.length - before, 'stage')} done`,
		...(overdue > 0 ? [`${overdue} overdue`] : []),
		...(before > 0 ? [`${before} done before the pledge`] : [])
	].join(', ');
}

/** Left edge and width of what a stage is and of when. */
const TEXT = 28;
const WHEN = 200;
const GAP = 20;

/** The stages like a timetable: mark, stage, when. */
export function stagesPlate(given: Stages): PlateOf {
	return (width, measure) => {
		const stages = standing(given);
		const marks: Shape[] = [];
		const shapes: Shape[] = [];
		const places: number[] = [];
		let top = 0;
		for (const stage of stages) {
			const what = { left: TEXT, width: width - TEXT - GAP - WHEN };
			const named = writeAll(whatOf(stage), what, top + 7, measure);
			const when = writeAll(whenOf(stage), { left: width - WHEN, width: WHEN }, top + 7, measure);
			const { shape, ink } = STEP_LOOKS[stage.state];
			const place = top + 7 + heightOf(lookOf(13)) / 2;
			places.push(place);
			marks.push(sign(shape, 10, place, ink));
			shapes.push(...named.shapes, ...when.shapes);
			top = Math.max(named.bottom, when.bottom) + 7;
			if (stage !== stages.at(-1)) {
				shapes.push({ kind: 'line', from: [TEXT, top], to: [width, top], stroke: { ink: 'rule', width: 1 } });
			}
		}
		const [first, last] = [places[0], places.at(-1)];
		const joined: Shape[] =
			first === undefined || last === undefined
				? []
				: [{ kind: 'line', from: [10, first], to: [10, last], stroke: { ink: 'rule-strong', width: 2 } }];
		return { width, height: top, shapes: [...joined, ...marks, ...shapes] };
	};
}

type Said = Parameters<typeof writeAll>[0];

function whatOf({ title, party, place, source, state }: Standing): Said {
	const by = [[party, place].filter(Boolean).join(', '), source && (source.publisher ?? source.title)];
	const line = by.filter(Boolean).join(' · ');
	const counts = state !== 'before';
	return [
		[title, { size: 13, weight: counts ? 600 : 400, ink: counts ? 'ink' : 'ink-2' }],
		...(line ? [[line, QUIET] as const] : [])
	];
}

function whenOf(stage: Standing): Said {
	const { state, days, due, duePrecision, moved } = stage;
	const { word, ink } = STEP_LOOKS[state];
	const on = doneOn(stage);
	const late = state === 'done_late' || state === 'overdue' ? `, ${lateBy(days)}` : '';
	const ahead = state === 'ahead' ? `, ${inDays(days)}` : '';
	return [
		[on ? `${word} ${formatDate(on)}` : word, { size: 12, weight: 600, ink }],
		...(state === 'before' ? [['before the pledge, so it does not count', QUIET] as const] : []),
		...(due
			? [[`${on ? 'was due' : 'due'} ${formatDateAs(due, duePrecision)}${late}${ahead}`, QUIET] as const]
			: []),
		...(moved ? [[moved, QUIET] as const] : [])
	];
}
const QUIET = { size: 11.5, ink: 'ink-2' };

/** The stages for machines. */
export function stagesCsv(given: Stages): ChartCsv {
	return {
		columns: [
			['stage', 'text'],
			['party', 'text'],
			['due', 'date'],
			['due_precision', 'code'],
			['done_from', 'date'],
			['done', 'date'],
			['state', 'code'],
			['days_late', 'number'],
			['former_due', 'text'],
			['place', 'text'],
			['note', 'text'],
			...SOURCE_COLUMNS
		],
		rows: standing(given).map((stage) => [
			...[stage.title, stage.party ?? '', stage.due ?? '', stage.due ? stage.duePrecision : ''],
			...[stage.doneFrom ?? '', doneOn(stage) ?? '', stage.state],
			stage.state === 'done_late' || stage.state === 'overdue' ? String(stage.days) : '',
			...[stage.moved ?? '', stage.place ?? '', stage.note ?? ''],
			...sourceCells(stage.source)
		])
	};
}
