import { GROUPS, GROUP_KEYS, UNVERIFIED, type Group } from '#lib/domain/status.ts';
import { grouped } from '#lib/domain/words.ts';
import { stacked } from './framePlate.ts';
import { GROUP_PATTERNS } from './groupLook.ts';
import { keyPlate, swatch, type KeyMark } from './keyPlate.ts';
import { heightOf, lookOf, write, writeAll, type Measure, type PlateOf, type Shape } from './plate.ts';
import type { ChartCsv, Pattern } from './spec.ts';

/** Pledges that are counted together: those that headline totals hold by group, and those listed beside them. */
export interface BreakdownRow {
	label: string;
	counted: {
		total: { count: number };
		unverified: { count: number };
		groups: readonly { group: Group; count: number; unverified: number }[];
	};
	more: { count: number };
}

/** More rows than this would make a picture that nobody reads: the first ones are drawn, and the file holds all. */
export const MOST_ROWS = 40;

const LABEL = 190;
const NUMBERS = 62;
const HEAD = { size: 11.5, ink: 'ink-2' };
const BAR = 22;
/** Between two segments, and the least that is drawn of one. */
const GAP = 2;
const LEAST = 4;

const shownOf = ({ groups }: BreakdownRow['counted']) => groups.filter(({ count }) => count > 0);

/**
 * One bar of groups for each row, on one scale, with its numbers.
 * @param head what the rows are, such as "Theme"
 */
export function breakdownPlate(head: string, all: readonly BreakdownRow[], sum?: BreakdownRow): PlateOf {
	const rows = all.slice(0, MOST_ROWS);
	const hasMore = rows.some(({ more }) => more.count > 0);
	const largest = Math.max(...rows.map(({ counted }) => counted.total.count), 1);
	const most = Math.max(...rows.map(({ counted }) => shownOf(counted).length), 1);
	const table: PlateOf = (width, measure) => {
		const numbers = hasMore ? [width - 2 * NUMBERS, width - NUMBERS] : [width - NUMBERS];
		const bar = { left: LABEL + 16, width: (numbers[0] ?? width) - LABEL - 16 };
		// room is kept for the gaps and for what is drawn wider than it is
		const unit = (bar.width - (most - 1) * (GAP + LEAST)) / largest;
		const number = (text: string, at: number, top: number, look: Parameters<typeof write>[3]) =>
			write(text, { left: numbers[at] ?? 0, width: NUMBERS, align: 'right' }, top, look, measure).shapes;
		const shapes: Shape[] = [
			...write(head, { left: 0, width: LABEL }, 0, HEAD, measure).shapes,
			...write('How they stand', bar, 0, HEAD, measure).shapes,
			...number('Counted', 0, 0, HEAD),
			...(hasMore ? number('Others', 1, 0, HEAD) : [])
		];
		let top = heightOf(lookOf(HEAD.size)) + 5;
		const line = (row: BreakdownRow, drawn: boolean) => {
			shapes.push({ kind: 'line', from: [0, top], to: [width, top], stroke: { ink: 'rule', width: 1 } });
			const weight = drawn ? 400 : 600;
			const room = { left: 0, width: drawn ? LABEL : LABEL + bar.width };
			const named = writeAll([[row.label, { size: 13, weight }]], room, top + 6, measure);
			shapes.push(...named.shapes);
			if (drawn) {
				shapes.push(...segments(row, { left: bar.left, unit }, top + 5, measure));
			}
			shapes.push(...number(grouped(row.counted.total.count), 0, top + 6, { size: 13, weight }));
			if (hasMore && row.more.count > 0)
				shapes.push(...number(grouped(row.more.count), 1, top + 6, { size: 13, ink: 'ink-2' }));
			top = Math.max(named.bottom, top + BAR + 4) + 6;
		};
		for (const row of rows) line(row, true);
		if (sum) line(sum, false);
		return { width, height: top, shapes };
	};
	return stacked([table, keyPlate(keyOf(rows))], 8);
}

/** The groups of a bar beside one another, each as long as its count; what is unverified of each is hatched. */
function segments(
	{ counted }: BreakdownRow,
	bar: { left: number; unit: number },
	top: number,
	measure: Measure
): Shape[] {
	let left = bar.left;
	return shownOf(counted).flatMap(({ group, count, unverified }): Shape[] => {
		const { ink } = GROUPS[group];
		const right = left + Math.max(bar.unit * count, LEAST);
		const hatched = right - ((right - left) * unverified) / count;
		const fill = (from: number, to: number, pattern: Pattern): Shape[] =>
			to > from
				? [{ kind: 'box', box: { left: from, right: to, top, bottom: top + BAR }, fill: ink, pattern }]
				: [];
		const shapes: Shape[] = [
			...fill(left, hatched, GROUP_PATTERNS[group]),
			...fill(hatched, right, 'hatch'),
			// an outline, because little of some fillings is ink
			{
				kind: 'box',
				box: { left: left + 0.5, right: right - 0.5, top: top + 0.5, bottom: top + BAR - 0.5 },
				stroke: { ink, width: 1 }
			},
			...numberIn(grouped(count), left, right, top, measure)
		];
		left = right + GAP;
		return shapes;
	});
}

/** A number on a plate of paper in the middle of its segment, where there is room for it. */
function numberIn(text: string, left: number, right: number, top: number, measure: Measure): Shape[] {
	const look = lookOf(12, 600);
	const wide = measure(text, look);
	if (right - left < wide + 8) return [];
	const [x, y] = [(left + right) / 2, top + BAR / 2];
	const high = heightOf(look);
	const box = { left: x - wide / 2, right: x + wide / 2, top: y - high / 2, bottom: y + high / 2 };
	return [
		{ kind: 'box', box: { ...box, left: box.left - 3, right: box.right + 3 }, fill: 'paper' },
		{ kind: 'text', box, text, ink: 'ink', look }
	];
}

function keyOf(rows: readonly BreakdownRow[]): KeyMark[] {
	const groups = rows.flatMap(({ counted }) => counted.groups).filter(({ count }) => count > 0);
	return [
		...GROUP_KEYS.filter((key) => groups.some(({ group }) => group === key)).map((key) => ({
			text: GROUPS[key].word.toLowerCase(),
			mark: swatch(GROUPS[key].ink, GROUP_PATTERNS[key])
		})),
		...(groups.some(({ unverified }) => unverified > 0)
			? [{ text: UNVERIFIED.word.toLowerCase(), mark: swatch(UNVERIFIED.ink, 'hatch') }]
			: [])
	];
}

/** The counts for machines: every group has its column, also the empty ones. */
export function breakdownCsv(by: string, rows: readonly BreakdownRow[]): ChartCsv {
	return {
		columns: [
			[by, 'text'],
			...GROUP_KEYS.map((group) => [group, 'number'] as const),
			['unverified', 'number'],
			['counted', 'number'],
			['others', 'number']
		],
		rows: rows.map(({ label, counted, more }) => [
			label,
			...GROUP_KEYS.map((key) => String(counted.groups.find(({ group }) => group === key)?.count ?? 0)),
			...[counted.unverified.count, counted.total.count, more.count].map(String)
		])
	};
}
