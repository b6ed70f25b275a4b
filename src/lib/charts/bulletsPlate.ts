import { GROUPS, UNVERIFIED } from '#lib/domain/status.ts';
import { formatDate } from '#lib/domain/words.ts';
import type { Box } from './boxes.ts';
import { bulletDrawing } from './bullet.ts';
import { bulletWords } from './bulletWords.ts';
import { remark, stacked } from './framePlate.ts';
import { keyPlate, swatch, type KeyMark } from './keyPlate.ts';
import { heightOf, lookOf, writeAll, type Measure, type PlateOf, type Shape } from './plate.ts';
import { progressOf, type Bullet, type Counted, type ProgressRow } from './pledgeProgress.ts';
import { sign } from './signs.ts';

/** A row of a list as it is drawn. */
export interface BulletRow extends ProgressRow {
	code: string;
	title: string;
}

const BAR = { left: 250, width: 236 };
const STATUS = 510;
const QUIET = { size: 11.5, ink: 'ink-2' };

/** The bars of a list: each pledge, its figure against its target, and its status. @param rows which rows of how many */
export function bulletsPlate(pledges: readonly BulletRow[], rows: string): PlateOf {
	const list: PlateOf = (width, measure) => {
		const shapes: Shape[] = [];
		let top = 0;
		for (const pledge of pledges) {
			shapes.push({ kind: 'line', from: [0, top], to: [width, top], stroke: { ink: 'rule', width: 1 } });
			const named = writeAll(
				[
					[pledge.title, { size: 12.5, weight: 600 }],
					[pledge.code, QUIET]
				],
				{ left: 0, width: BAR.left - 16 },
				top + 7,
				measure
			);
			const bar = progress(pledge, top + 7, measure);
			const status = standing(pledge, width, top + 7, measure);
			shapes.push(...named.shapes, ...bar.shapes, ...status.shapes);
			top = Math.max(named.bottom, bar.bottom, status.bottom) + 7;
		}
		return { width, height: top, shapes };
	};
	return stacked([remark(rows), list, keyPlate(keyOf(pledges))], 8);
}

function standing({ assessment }: BulletRow, width: number, top: number, measure: Measure) {
	const { shape, ink } = GROUPS[assessment.group];
	const { state, dueOn } = assessment.freshness;
	const since = dueOn ? ` since ${formatDate(dueOn)}` : '';
	const column = { left: STATUS + 16, width: width - STATUS - 16 };
	const said = writeAll(
		[
			[assessment.statusText, { size: 12, weight: 600, ink }],
			...(state === 'unverified'
				? [[`${UNVERIFIED.word.toLowerCase()}${since}`, { ...QUIET, ink: UNVERIFIED.ink }] as const]
				: [])
		],
		column,
		top,
		measure
	);
	return { ...said, shapes: [sign(shape, STATUS + 5, top + heightOf(lookOf(12)) / 2, ink), ...said.shapes] };
}

function progress(row: BulletRow, top: number, measure: Measure) {
	const drawn = progressOf(row);
	if (drawn === null)
		return writeAll([['no figure to measure by', { ...QUIET, ink: 'ink-3' }]], BAR, top, measure);
	if ('tally' in drawn) {
		const said = writeAll([[drawn.tally.text, QUIET]], BAR, top + 16, measure);
		return { ...said, shapes: [...cells(drawn.tally, top + 2), ...said.shapes] };
	}
	const { now, of } = bulletWords(drawn.bullet);
	const said = writeAll([[`${now}${of}`, QUIET]], BAR, top + 20, measure);
	return { ...said, shapes: [...bulletShapes(drawn.bullet, top), ...said.shapes] };
}

/** More cells than this are drawn as one continuous bar. */
const MOST_CELLS = 24;

/** Steps as cells, those that are done filled, or hatched where nobody has checked. */
function cells({ done, of, ink, unverified }: Counted, top: number): Shape[] {
	const filled = {
		fill: ink,
		pattern: unverified ? ('hatch' as const) : ('solid' as const),
		stroke: { ink, width: 1 }
	};
	const empty = { fill: 'sunken', stroke: { ink: 'rule-strong', width: 1 } };
	const box = (from: number, to: number): Box => ({
		...{ left: BAR.left + from * BAR.width, right: BAR.left + to * BAR.width, top, bottom: top + 10 }
	});
	if (of > MOST_CELLS) {
		return [
			{ kind: 'box', box: box(0, 1), ...empty },
			{ kind: 'box', box: box(0, done / of), ...filled }
		];
	}
	return Array.from({ length: of }, (_, at) => {
		const { left, right, ...place } = box(at / of, (at + 1) / of);
		return { kind: 'box', box: { left, right: right - 2, ...place }, ...(at < done ? filled : empty) };
	});
}

/** One bar, twenty high: as on the page. */
function bulletShapes(bullet: Bullet, top: number): Shape[] {
	const drawing = bulletDrawing(bullet);
	const { ink, provisional, unverified, direction, qualifier } = bullet;
	const x = (share: number) => BAR.left + (share / 100) * BAR.width;
	const box = (from: number, to: number, above: number, below: number): Box => ({
		...{ left: x(from), right: Math.max(x(to), x(from) + 1.5), top: top + above, bottom: top + below }
	});
	const upright = (
		at: number,
		above: number,
		below: number,
		stroke: Extract<Shape, { kind: 'line' }>['stroke']
	): Shape => ({
		...{ kind: 'line', from: [x(at), top + above], to: [x(at), top + below], stroke }
	});
	const mark = (at: number, y: number, path: string, look: object): Shape => ({
		...{ kind: 'sign', x: x(at), y: top + y, path, ...look }
	});
	const shapes: Shape[] = [
		{ kind: 'box', box: box(0, 100, 5, 15), fill: 'sunken', stroke: { ink: 'rule', width: 1 } }
	];
	if (drawing.band) {
		const { from, to } = drawing.band;
		shapes.push({
			kind: 'box',
			box: box(from, to, 2, 18),
			fill: 'accent-soft',
			stroke: { ink: 'accent', width: 1 }
		});
	}
	if (drawing.zero > 0 && drawing.zero < 100)
		shapes.push(upright(drawing.zero, 3, 17, { ink: 'ink-2', width: 1 }));
	if (drawing.bar) {
		const fill = provisional
			? { fill: 'paper' }
			: { fill: ink, pattern: unverified ? ('hatch' as const) : ('solid' as const) };
		const { from, to } = drawing.bar;
		shapes.push({ kind: 'box', box: box(from, to, 6.5, 13.5), ...fill, stroke: { ink, width: 1 } });
	}
	if (drawing.baseline !== null) {
		shapes.push(upright(drawing.baseline, 3, 17, { ink: 'ink-2', width: 1.5, dash: [2, 1.5] }));
	}
	if (drawing.expected !== null) shapes.push(mark(drawing.expected, 0, EXPECTED, { fill: 'ink-2' }));
	if (drawing.target !== null) {
		shapes.push(upright(drawing.target, 1, 19, { ink: 'target', width: 2.5 }));
		const lid = qualifier === 'up_to' || qualifier === 'less_than';
		if (lid) shapes.push(mark(drawing.target, 0, LID, { stroke: { ink: 'target', width: 2 } }));
		else
			shapes.push(mark(drawing.target, 1, direction === 'decrease' ? FLAG_BACK : FLAG, { fill: 'target' }));
	}
	const beyond = { stroke: { ink: 'paper', width: 2 } };
	if (drawing.under) shapes.push(mark(0, 10, 'M7 -5L2 0L7 5', beyond));
	if (drawing.over) shapes.push(mark(100, 10, 'M-7 -5L-2 0L-7 5', beyond));
	return shapes;
}

const EXPECTED = 'M-3.5 0h7L0 5z';
const LID = 'M-5 1.2H0M-5 18.8H0';
const FLAG = 'M0 0v6l5 -3z';
const FLAG_BACK = 'M0 0v6l-5 -3z';

/** The marks that are drawn, and only those. */
function keyOf(pledges: readonly BulletRow[]): KeyMark[] {
	const drawn = pledges.flatMap((pledge) => progressOf(pledge) ?? []);
	const bullets = drawn.flatMap((one) => ('bullet' in one ? [one.bullet] : []));
	const has = (is: (bullet: Bullet) => unknown) => bullets.some((bullet) => is(bullet));
	const line =
		(stroke: Extract<Shape, { kind: 'line' }>['stroke'], more: Shape[] = []) =>
		(x: number, y: number): Shape[] => [
			{ kind: 'line', from: [x, y - 7], to: [x, y + 7], stroke },
			...more.map((shape) => (shape.kind === 'sign' ? { ...shape, x: shape.x + x, y: shape.y + y } : shape))
		];
	const target = { ink: 'target', width: 2.5 };
	const flag: Shape = { kind: 'sign', x: 0, y: -7, path: FLAG, fill: 'target' };
	const lids: Shape[] = [
		{ kind: 'sign', x: 0, y: 0, path: 'M-5 -7H0M-5 7H0', stroke: { ink: 'target', width: 2 } }
	];
	const isLid = ({ target: value, qualifier }: Bullet) =>
		value !== null && (qualifier === 'up_to' || qualifier === 'less_than');
	return [
		...(has((one) => one.target !== null && !isLid(one))
			? [{ text: 'target', mark: line(target, [flag]) }]
			: []),
		...(has(isLid) ? [{ text: 'target “up to”', mark: line(target, lids) }] : []),
		...(has(({ low, high }) => low ?? high) ? [{ text: 'target band', mark: bandMark }] : []),
		...(has(({ baseline }) => baseline !== null)
			? [{ text: 'baseline', mark: line({ ink: 'ink-2', width: 1.5, dash: [2, 1.5] }) }]
			: []),
		...(has(({ expected }) => expected !== null)
			? [
					{
						text: 'expected by now',
						mark: (x: number, y: number): Shape[] => [
							{ kind: 'sign', x, y: y - 3, path: EXPECTED, fill: 'ink-2' }
						]
					}
				]
			: []),
		...(has(({ provisional }) => provisional) ? [{ text: 'provisional', mark: hollow }] : []),
		...(drawn.some((one) => ('bullet' in one ? one.bullet : one.tally).unverified)
			? [{ text: 'unverified', mark: swatch(UNVERIFIED.ink, 'hatch') }]
			: [])
	];
}

const around = (x: number, y: number): Box => ({ left: x - 7, right: x + 7, top: y - 5.5, bottom: y + 5.5 });
const bandMark = (x: number, y: number): Shape[] => [
	{ kind: 'box', box: around(x, y), fill: 'accent-soft', stroke: { ink: 'accent', width: 1 } }
];
const hollow = (x: number, y: number): Shape[] => [
	{ kind: 'box', box: around(x, y), fill: 'paper', stroke: { ink: 'ink-2', width: 1 } }
];
