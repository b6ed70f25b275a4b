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
import { marksPlugin } from './marksPlugin.ts';
import type { ReadColour } from './pen.ts';
import { patternOf, type MakePattern } from './patterns.ts';
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
	destroy(): void;
}

/** Where a chart is drawn: on a page, which it follows, or in a picture. */
export interface Surface {
	colour: ReadColour;
	/** families of fonts, in their order */
	font: string;
	makePattern: MakePattern;
	/** a picture has the size of its canvas, and does not follow a page */
	still: boolean;
	/** its dots for each pixel of a page; null: those of the screen */
	density: () => number | null;
}

/** Draws a chart with Chart.js, on a page or in a picture. */
export function drawChart(canvas: HTMLCanvasElement, first: ChartSpec, surface: Surface): Drawing {
	let spec = first;
	let active: Stop | null = null;
	const plugin = marksPlugin({
		marks: () => spec.configuration.options.plugins.marks,
		...surface,
		active: () => active
	});
	const chart = new Chart(canvas, configurationOf(spec.configuration, surface, [plugin]));

	function renew() {
		const { data, options } = configurationOf(spec.configuration, surface, []);
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
		destroy: () => chart.destroy()
	};
}

/** The plain configuration with its colours read and its ticks written out: what Chart.js is given. */
function configurationOf(
	plain: PlainConfiguration,
	surface: Surface,
	plugins: ChartConfiguration['plugins'] & object
): ChartConfiguration {
	const { scales, lying = false } = plain.options;
	const { colour, font, still } = surface;
	const density = surface.density();
	const look: AxisLook = {
		colour,
		text: { color: colour('var(--ink-2)'), font: { family: font, size: 12 } }
	};
	return {
		type: plain.type,
		data: {
			datasets: plain.data.datasets.map((dataset) => painted(dataset, surface) as ChartDataset)
		},
		plugins,
		options: {
			animation: false,
			responsive: !still,
			...(density !== null && { devicePixelRatio: density }),
			maintainAspectRatio: false,
			events: [],
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
function painted(
	{ pattern, dottedOver, ...dataset }: PlainDataset,
	{ colour, makePattern }: Surface
): object {
	const paint = (value: unknown): unknown =>
		typeof value === 'string'
			? colour(value)
			: Array.isArray(value) && typeof value[0] === 'string'
				? value.map(paint)
				: value;
	const copy = Object.fromEntries(Object.entries(dataset).map(([key, value]) => [key, paint(value)]));
	const fill =
		pattern && patternOf(pattern, String(copy.backgroundColor), colour('var(--paper)'), makePattern);
	return {
		...copy,
		...(fill && { backgroundColor: fill }),
		...(dottedOver !== undefined && { segment: { borderDash: dotsOver(dottedOver) } })
	};
}

const dotsOver = (far: number) => (segment: ScriptableLineSegmentContext) =>
	(segment.p1.parsed.x ?? 0) - (segment.p0.parsed.x ?? 0) > far ? [1, 5] : undefined;
