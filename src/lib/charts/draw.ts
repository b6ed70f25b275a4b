import {
	BarController,
	BarElement,
	Chart,
	LinearScale,
	LineController,
	LineElement,
	PointElement,
	type ChartConfiguration,
	type ChartDataset,
	type Scale,
	type ScriptableLineSegmentContext
} from 'chart.js';
import { fitted } from './boxes.ts';
import { axisLabel } from './figures.ts';
import { marksPlugin, type ReadColour } from './marksPlugin.ts';
import { patternOf } from './patterns.ts';
import type { ChartSpec, PlainAxis, PlainConfiguration, PlainDataset, Stop } from './spec.ts';

Chart.register(BarController, BarElement, LineController, LineElement, LinearScale, PointElement);

/** A chart on a canvas, as long as it lives. */
export interface Drawing {
	update(spec: ChartSpec): void;
	/** draws again with the colours that the page has now */
	redraw(): void;
	/** marks a figure; null marks none */
	activate(stop: Stop | null): void;
	/** the figure under a pointer, or the nearest one by its place along the axis */
	nearest(event: PointerEvent): { dataset: number; index: number } | null;
	/** the drawing with its title above and its unit, ready to be saved */
	picture(): HTMLCanvasElement;
	destroy(): void;
}

/** Draws a chart with Chart.js. Colours written `var(--token)` are read from the canvas's own style. */
export function drawChart(canvas: HTMLCanvasElement, first: ChartSpec): Drawing {
	let spec = first;
	let active: Stop | null = null;
	const style = () => getComputedStyle(canvas);
	const colour: ReadColour = (text) => {
		const token = /^var\((--[\w-]+)\)$/.exec(text)?.[1];
		return token ? style().getPropertyValue(token).trim() : text;
	};
	const font = style().fontFamily;
	const plugin = marksPlugin({
		marks: () => spec.configuration.options.plugins.marks,
		colour,
		font,
		active: () => active
	});
	const chart = new Chart(canvas, configurationOf(spec.configuration, colour, font, [plugin]));

	function renew() {
		const { data, options } = configurationOf(spec.configuration, colour, font, []);
		chart.data = data;
		if (options) chart.options = options;
		// a page that is being printed is as wide as its paper
		chart.resize();
		chart.update('none');
	}

	return {
		update(next) {
			spec = next;
			active = null;
			renew();
		},
		redraw: renew,
		activate(stop) {
			active = stop;
			chart.draw();
		},
		nearest(event) {
			const axis = spec.configuration.options.lying ? 'y' : 'x';
			const near = (intersect: boolean) =>
				chart
					.getElementsAtEventForMode(event, 'nearest', { intersect, axis }, false)
					.find((element) => spec.stops.some((stop) => stop.dataset === element.datasetIndex));
			const found = near(true) ?? near(false);
			return found ? { dataset: found.datasetIndex, index: found.index } : null;
		},
		picture: () => withTitle(canvas, spec, colour, style()),
		destroy: () => chart.destroy()
	};
}

/** The plain configuration with its colours read and its ticks written out: what Chart.js is given. */
function configurationOf(
	plain: PlainConfiguration,
	colour: ReadColour,
	font: string,
	plugins: ChartConfiguration['plugins'] & object
): ChartConfiguration {
	const { scales, lying = false } = plain.options;
	const look: AxisLook = {
		colour,
		text: { color: colour('var(--ink-2)'), font: { family: font, size: 12 } }
	};
	return {
		type: plain.type,
		data: {
			datasets: plain.data.datasets.map((dataset) => painted(dataset, colour) as ChartDataset)
		},
		plugins,
		options: {
			animation: false,
			responsive: true,
			maintainAspectRatio: false,
			events: [],
			...(printing() ? { devicePixelRatio: PAPER } : {}),
			parsing: false,
			normalized: true,
			indexAxis: lying ? 'y' : 'x',
			layout: { padding: { top: 8, right: 14 } },
			scales: {
				x: lying ? valueAxis(scales.x, look) : placeAxis(scales.x, look),
				y: lying ? { ...placeAxis(scales.y, look), reverse: true } : valueAxis(scales.y, look)
			}
		}
	};
}

/** Dots of a printed drawing to a pixel: enough for sharp letters. */
const PAPER = 3;
const printing = () => document.documentElement.classList.contains('printing');

interface AxisLook {
	colour: ReadColour;
	text: { color: string; font: { family: string; size: number } };
}

/** The axis along which figures have their place: the ticks are given. */
function placeAxis({ min, max, marks = [] }: PlainAxis, { colour, text }: AxisLook) {
	return {
		type: 'linear' as const,
		min,
		max,
		offset: false,
		afterBuildTicks: (axis: Scale) => {
			axis.ticks = marks.map((mark) => ({ ...mark }));
		},
		ticks: {
			...text,
			maxRotation: 0,
			autoSkipPadding: 12,
			includeBounds: false,
			callback(this: Scale, value: string | number) {
				const label = marks.find((mark) => mark.value === value)?.label ?? '';
				// names beside lying bars leave the bars at least two thirds of the width
				return this.axis === 'y' ? fitted(this.chart.ctx, label, this.chart.width / 3) : label;
			}
		},
		grid: { display: false },
		border: { color: colour('var(--rule-strong)') }
	};
}

/** The axis of the values, with ticks at round ones. */
function valueAxis({ min, max, compact = false, whole = false }: PlainAxis, { colour, text }: AxisLook) {
	return {
		type: 'linear' as const,
		min,
		max,
		ticks: {
			...text,
			maxTicksLimit: 7,
			includeBounds: false,
			padding: 6,
			...(whole ? { precision: 0 } : {}),
			callback: (value: string | number) => axisLabel(Number(value), compact)
		},
		grid: {
			color: (context: { tick?: { value: number } }) =>
				colour(context.tick?.value === 0 ? 'var(--rule-strong)' : 'var(--grid)'),
			tickLength: 0
		},
		border: { display: false }
	};
}

/** A copy in which every colour has been read, and every pattern drawn. */
function painted({ pattern, dottedOver, ...dataset }: PlainDataset, colour: ReadColour): object {
	const paint = (value: unknown): unknown =>
		typeof value === 'string'
			? colour(value)
			: Array.isArray(value) && typeof value[0] === 'string'
				? value.map(paint)
				: value;
	const copy = Object.fromEntries(Object.entries(dataset).map(([key, value]) => [key, paint(value)]));
	const fill = pattern && patternOf(pattern, String(copy.backgroundColor), colour('var(--paper)'));
	return {
		...copy,
		...(fill && { backgroundColor: fill }),
		...(dottedOver !== undefined && { segment: { borderDash: dotsOver(dottedOver) } })
	};
}

const dotsOver = (far: number) => (segment: ScriptableLineSegmentContext) =>
	(segment.p1.parsed.x ?? 0) - (segment.p0.parsed.x ?? 0) > far ? [1, 5] : undefined;

/** The drawing under its title, so that a saved picture says what it shows. */
function withTitle(
	canvas: HTMLCanvasElement,
	spec: ChartSpec,
	colour: ReadColour,
	style: CSSStyleDeclaration
): HTMLCanvasElement {
	const scale = canvas.width / Math.max(canvas.clientWidth, 1);
	const picture = document.createElement('canvas');
	const ctx = picture.getContext('2d');
	if (!ctx) return canvas;
	const margin = 20 * scale;
	const titleFont = `600 ${17 * scale}px ${style.getPropertyValue('--serif')}`;
	const unitFont = `400 ${12 * scale}px ${style.fontFamily}`;
	ctx.font = titleFont;
	const lines = wrapped(ctx, spec.title, canvas.width);
	const head = margin + lines.length * 23 * scale + 24 * scale;
	picture.width = canvas.width + 2 * margin;
	picture.height = canvas.height + head + margin;
	ctx.fillStyle = colour('var(--paper)');
	ctx.fillRect(0, 0, picture.width, picture.height);
	ctx.textBaseline = 'top';
	ctx.fillStyle = colour('var(--ink)');
	ctx.font = titleFont;
	for (const [at, line] of lines.entries()) ctx.fillText(line, margin, margin + at * 23 * scale);
	ctx.fillStyle = colour('var(--ink-2)');
	ctx.font = unitFont;
	ctx.fillText(spec.unit, margin, head - 18 * scale);
	ctx.drawImage(canvas, margin, head);
	return picture;
}

function wrapped(ctx: CanvasRenderingContext2D, text: string, room: number): string[] {
	const lines = [''];
	for (const word of text.split(/\s+/)) {
		const line = lines.at(-1) ?? '';
		const longer = line ? `${line} ${word}` : word;
		if (line && ctx.measureText(longer).width > room) lines.push(word);
		else lines[lines.length - 1] = longer;
	}
	return lines;
}
