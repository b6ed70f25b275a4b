import { GROUPS, GROUP_KEYS, UNVERIFIED, type Group } from '#lib/domain/status.ts';
import { stacked } from './framePlate.ts';
import { keyPlate, swatch, type KeyMark } from './keyPlate.ts';
import { heightOf, lookOf, write, writeAll, type Measure, type PlateOf, type Shape } from './plate.ts';
import { sign } from './signs.ts';
import type { ChartCsv } from './spec.ts';

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
const LEAST = 24;

/**
 * One bar of groups for each row, on one scale, with its numbers.
 * @param head what the rows are, such as "Theme"
 */
export function breakdownPlate(head: string, all: readonly BreakdownRow[], sum?: BreakdownRow): PlateOf {
	const rows = all.slice(0, MOST_ROWS);
	const hasMore = rows.some(({ more }) => more.count > 0);
	const largest = Math.max(...rows.map(({ counted }) => counted.total.count), 1);
	const table: PlateOf = (width, measure) => {
		const numbers = hasMore ? [width - 2 * NUMBERS, width - NUMBERS] : [width - NUMBERS];
		const bar = { left: LABEL + 16, width: (numbers[0] ?? width) - LABEL - 16 };
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
				const share = row.counted.total.count / largest;
				shapes.push(...segments(row, { left: bar.left, width: bar.width * share }, top + 5, measure));
			}
			shapes.push(...number(String(row.counted.total.count), 0, top + 6, { size: 13, weight }));
			if (hasMore && row.more.count > 0)
				shapes.push(...number(String(row.more.count), 1, top + 6, { size: 13, ink: 'ink-2' }));
			top = Math.max(named.bottom, top + BAR + 4) + 6;
		};
		for (const row of rows) line(row, true);
		if (sum) line(sum, false);
		return { width, height: top, shapes };
	};
	return stacked([table, keyPlate(keyOf(rows))], 8);
}

/** The groups of a bar beside one another, none too small for its number; what is unverified of each is hatched. */
function segments(
	{ counted }: BreakdownRow,
	bar: { left: number; width: number },
	top: number,
	measure: Measure
): Shape[] {
	const shown = counted.groups.filter(({ count }) => count > 0);
	const total = shown.reduce((sum, { count }) => sum + count, 0);
	const spare = Math.max(bar.width - shown.length * (LEAST + 2), 0);
	let left = bar.left;
	return shown.flatMap(({ group, count, unverified }): Shape[] => {
		const { ink, shape } = GROUPS[group];
		const right = left + LEAST + (spare * count) / total;
		const hatched = right - ((right - left) * unverified) / count;
		const box = { top, bottom: top + BAR };
		const text = String(count);
		const look = lookOf(12, 600);
		const wide = measure(text, look);
		const room = right - left > wide + 26;
		const plate = wide + (room ? 24 : 8);
		const silent = unverified === count;
		const written = left + (room ? 18 : Math.max((Math.min(plate, right - left) - wide) / 2, 2));
		const onPlate = silent ? ink : 'paper';
		const middle = top + BAR / 2;
		const textTop = middle - heightOf(look) / 2;
		const shapes: Shape[] = [
			{ kind: 'box', box: { left, right: hatched, ...box }, fill: ink },
			...(unverified > 0
				? [
						{
							kind: 'box' as const,
							box: { left: hatched, right, ...box },
							fill: ink,
							pattern: 'hatch' as const
						}
					]
				: []),
			{
				kind: 'box',
				box: {
					left: left + (silent ? 2 : 0),
					right: left + Math.min(plate, right - left) - (silent ? 2 : 0),
					top: top + (silent ? 2 : 0),
					bottom: top + BAR - (silent ? 2 : 0)
				},
				fill: silent ? 'paper' : ink
			},
			...(room ? [inked(sign(shape, left + 9, middle, onPlate), ink, silent)] : []),
			{
				kind: 'text',
				box: { left: written, right: written + wide, top: textTop, bottom: textTop + heightOf(look) },
				text,
				ink: onPlate,
				look
			}
		];
		left = right + 2;
		return shapes;
	});
}

/** A hollow mark on a segment shows the segment through, not paper. */
function inked(shape: Shape, ink: string, silent: boolean): Shape {
	if (shape.kind !== 'sign' || !shape.stroke || silent) return shape;
	return { ...shape, fill: ink };
}

function keyOf(rows: readonly BreakdownRow[]): KeyMark[] {
	const groups = rows.flatMap(({ counted }) => counted.groups).filter(({ count }) => count > 0);
	return [
		...GROUP_KEYS.filter((key) => groups.some(({ group }) => group === key)).map((key) => ({
			text: GROUPS[key].word.toLowerCase(),
			mark: (x: number, y: number) => [sign(GROUPS[key].shape, x, y, GROUPS[key].ink)]
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
