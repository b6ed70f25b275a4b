/**
 * A chart as lines and places of a still picture: the same spec that is drawn on screen, worked out without a browser,
 * so that paper and readers without scripts have it too.
 */
import type { Box } from './boxes.ts';
import { axisLabel } from './figures.ts';
import type { ChartSpec, PlainDataset, PointShape } from './spec.ts';
import {
	round,
	widthOf,
	writeBaseline,
	writeLabel,
	writer,
	writeTarget,
	type StillText
} from './stillTexts.ts';

export interface StillBar extends Box {
	fill: string;
	stroke: string;
	dashed: boolean;
}

export interface StillPoint {
	x: number;
	y: number;
	shape: PointShape;
	fill: string;
	stroke: string;
	dashed: boolean;
}

export interface Still {
	width: number;
	height: number;
	frame: Box;
	grid: { y: number; label: string; zero: boolean }[];
	ticks: { x: number; label: string }[];
	bands: (Box & { ghost: boolean })[];
	/** targets in force and former ones across the whole width, with the place of their deadline */
	lines: { y: number; ghost: boolean; due: number | null }[];
	baseline: { x: number; y: number } | null;
	today: number | null;
	bars: StillBar[];
	paths: { d: string; stroke: string; width: number; dash: string | null }[];
	points: StillPoint[];
	texts: StillText[];
}

const SIZE = { width: 320, height: 165 };

/** What is drawn of a chart, in units of a picture 320 wide. */
export function stillOf(spec: ChartSpec): Still {
	const { data, options } = spec.configuration;
	const { x: xScale, y: yScale } = options.scales;
	const { marks } = options.plugins;
	const grid = gridOf(yScale.min, yScale.max).map((value) => ({
		value,
		label: axisLabel(value, yScale.compact ?? false)
	}));
	const frame = {
		left: Math.max(...grid.map(({ label }) => widthOf(label)), 12) + 10,
		right: SIZE.width - 8,
		top: 12,
		bottom: SIZE.height - 18
	};
	const place = (value: number, min: number, max: number, from: number, to: number) =>
		round(from + ((value - min) / (max - min || 1)) * (to - from));
	const x = (value: number) => place(value, xScale.min, xScale.max, frame.left, frame.right);
	const y = (value: number) => place(value, yScale.min, yScale.max, frame.bottom, frame.top);
	const inside = (value: number) => Math.min(Math.max(y(value), frame.top), frame.bottom);

	const isPart = (dataset: number, index: number) =>
		marks.parts.some((part) => part.dataset === dataset && part.index === index);
	const drawn = data.datasets.map((set, at) =>
		drawSet(set, { x, y, inside, frame, part: (i) => isPart(at, i) })
	);
	const bars = drawn.flatMap((one) => one.bars);
	const points = drawn.flatMap((one) => one.points);
	const taken: Box[] = [];
	const figures = [
		...bars,
		...points.map((point) => ({
			left: point.x - 4,
			right: point.x + 4,
			top: point.y - 4,
			bottom: point.y + 4
		}))
	];
	const write = writer({ frame, width: SIZE.width, taken, figures });
	const texts: StillText[] = [];
	const [first, ...labels] = marks.labels;
	const add = (text: StillText | null) => text && texts.push(text);
	if (first) add(writeLabel(write, first, x, y));
	const targets = [...marks.lines, ...marks.bands];
	for (const mark of targets.filter(({ ghost }) => !ghost)) add(writeTarget(write, mark, inside, frame));
	if (marks.baseline) add(writeBaseline(write, marks.baseline, x, y, frame));
	for (const mark of targets.filter(({ ghost }) => ghost)) add(writeTarget(write, mark, inside, frame));
	for (const label of labels) add(writeLabel(write, label, x, y));
	return {
		...SIZE,
		frame,
		grid: grid.map(({ value, label }) => ({ y: y(value), label, zero: value === 0 })),
		ticks: thinned(xScale.marks.map(({ value, label }) => ({ x: x(value), label }))),
		bands: marks.bands.map(({ low, high, ghost }) => ({
			left: frame.left,
			right: frame.right,
			top: high === null ? frame.top : inside(high),
			bottom: low === null ? frame.bottom : inside(low),
			ghost
		})),
		lines: marks.lines.map((line) => ({
			y: inside(line.y),
			ghost: line.ghost,
			due: line.due === null ? null : x(line.due)
		})),
		baseline: marks.baseline && { x: x(marks.baseline.x), y: inside(marks.baseline.y) },
		today: marks.today && x(marks.today.x),
		bars,
		paths: drawn.flatMap((one) => one.paths),
		points,
		texts
	};
}

/** Round values across a range, five at most. */
function gridOf(min: number, max: number): number[] {
	const rough = (max - min) / 5;
	const power = 10 ** Math.floor(Math.log10(rough));
	const step = ([1, 2, 5, 10].find((one) => one * power >= rough) ?? 10) * power;
	const values: number[] = [];
	for (let at = Math.ceil(min / step); at * step <= max; at++)
		values.push(Number((at * step).toPrecision(12)));
	return values;
}

/** As many ticks as stand beside each other, evenly. */
function thinned(ticks: { x: number; label: string }[]): { x: number; label: string }[] {
	const widest = Math.max(...ticks.map(({ label }) => widthOf(label)), 1) + 8;
	const gap =
		ticks.length > 1 ? Math.abs((ticks.at(-1)?.x ?? 0) - (ticks[0]?.x ?? 0)) / (ticks.length - 1) : 1e9;
	const every = Math.max(1, Math.ceil(widest / Math.max(gap, 1)));
	return ticks.filter((_, at) => at % every === 0);
}

interface Pen {
	x: (value: number) => number;
	y: (value: number) => number;
	inside: (value: number) => number;
	frame: Box;
	/** whether the figure covers a part of its period */
	part: (index: number) => boolean;
}

function drawSet(set: PlainDataset, pen: Pen): Pick<Still, 'bars' | 'paths' | 'points'> {
	const colour = (colours: string | string[], at: number) =>
		typeof colours === 'string' ? colours : (colours[at] ?? 'none');
	if (set.type === 'bar') {
		const half = barWidth(set, pen) / 2;
		const zero = pen.inside(0);
		const bars = set.data.map((point, at) => {
			const [middle, end] = [pen.x(point.x), pen.inside(point.y)];
			return {
				left: round(middle - half),
				right: round(middle + half),
				top: Math.min(end, zero),
				bottom: Math.max(end, zero),
				fill: colour(set.backgroundColor, at),
				stroke: pen.part(at) ? 'var(--series)' : colour(set.borderColor, at),
				dashed: pen.part(at)
			};
		});
		return { bars, paths: [], points: [] };
	}
	const places = set.data.map((point) => ({ x: pen.x(point.x), y: pen.inside(point.y) }));
	const lined = set.showLine !== false && places.length > 1;
	const paths = lined
		? [
				{
					d: pathOf(places, set.stepped ?? false),
					stroke: colour(set.borderColor === 'transparent' ? set.backgroundColor : set.borderColor, 0),
					width: Math.min(set.borderWidth, 2),
					dash: set.borderDash?.join(' ') ?? null
				}
			]
		: [];
	const points =
		set.pointRadius === 0 ? [] : places.map((at, index) => pointOf(set, at, index, pen.part(index)));
	return { bars: [], paths, points };
}

function pointOf(set: PlainDataset, at: { x: number; y: number }, index: number, part: boolean): StillPoint {
	const stroke = set.pointBorderColor ?? set.borderColor;
	return {
		...at,
		shape: set.pointStyle ?? 'circle',
		fill: set.pointBackgroundColor?.[index] ?? 'var(--series)',
		stroke: part ? 'var(--series)' : typeof stroke === 'string' ? stroke : (stroke[index] ?? 'none'),
		dashed: part
	};
}

/** Bars fill most of the room between two of them. */
function barWidth(set: PlainDataset, pen: Pen): number {
	const places = set.data.map((point) => pen.x(point.x)).sort((one, other) => one - other);
	const gaps = places.slice(1).map((at, before) => at - (places[before] ?? 0));
	const room = Math.min(...gaps, (pen.frame.right - pen.frame.left) / 6);
	return Math.max(Math.min(room * 0.72, 30), 1);
}

function pathOf(places: readonly { x: number; y: number }[], stepped: PlainDataset['stepped']): string {
	return places
		.map(({ x, y }, at) => {
			if (at === 0) return `M${x} ${y}`;
			return stepped === 'before' ? `V${y}H${x}` : stepped === 'after' ? `H${x}V${y}` : `L${x} ${y}`;
		})
		.join('');
}
