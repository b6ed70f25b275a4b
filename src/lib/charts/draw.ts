import {
	BarController,
	BarElement,
	Chart,
	LinearScale,
	LineController,
	LineElement,
	PointElement,
	type ChartConfiguration,
	type ChartDataset
} from 'chart.js';
import { axisLabel } from './figures.ts';
import { marksPlugin, type ReadColour } from './marksPlugin.ts';
import type { ChartSpec, PlainConfiguration } from './spec.ts';

Chart.register(BarController, BarElement, LineController, LineElement, LinearScale, PointElement);

/** A chart on a canvas, as long as it lives. */
export interface Drawing {
	update(spec: ChartSpec): void;
	/** draws again with the colours that the page has now */
	redraw(): void;
	/** marks a figure; null marks none */
	activate(at: { dataset: number; index: number } | null): void;
	/** the figure nearest to a pointer, by its place along the axis of time */
	nearest(event: PointerEvent): { dataset: number; index: number } | null;
	/** the drawing with its title above and its unit, ready to be saved */
	picture(): HTMLCanvasElement;
	destroy(): void;
}

/** Draws a chart with Chart.js. Colours written `var(--token)` are read from the canvas's own style. */
export function drawChart(canvas: HTMLCanvasElement, first: ChartSpec): Drawing {
	let spec = first;
	let active: { dataset: number; index: number } | null = null;
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
		chart.update('none');
	}

	return {
		update(next) {
			spec = next;
			active = null;
			renew();
		},
		redraw: renew,
		activate(at) {
			active = at;
			chart.draw();
		},
		nearest(event) {
			const [found] = chart
				.getElementsAtEventForMode(event, 'nearest', { intersect: false, axis: 'x' }, false)
				.filter((element) => spec.stops.some((stop) => stop.dataset === element.datasetIndex));
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
	const { x, y } = plain.options.scales;
	const text = { color: colour('var(--ink-2)'), font: { family: font, size: 12 } };
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
			parsing: false,
			normalized: true,
			layout: { padding: { top: 8, right: 14 } },
			scales: {
				x: {
					type: 'linear',
					min: x.min,
					max: x.max,
					afterBuildTicks: (axis) => {
						axis.ticks = x.marks.map((mark) => ({ ...mark }));
					},
					ticks: {
						...text,
						maxRotation: 0,
						autoSkipPadding: 12,
						includeBounds: false,
						callback: (value) => x.marks.find((mark) => mark.value === value)?.label ?? ''
					},
					grid: { display: false },
					border: { color: colour('var(--rule-strong)') }
				},
				y: {
					type: 'linear',
					min: y.min,
					max: y.max,
					ticks: {
						...text,
						maxTicksLimit: 7,
						includeBounds: false,
						padding: 6,
						callback: (value) => axisLabel(Number(value), y.compact)
					},
					grid: {
						color: (context) => colour(context.tick?.value === 0 ? 'var(--rule-strong)' : 'var(--grid)'),
						tickLength: 0
					},
					border: { display: false }
				}
			}
		}
	};
}

/** A copy in which every colour has been read. */
function painted<T extends object>(dataset: T, colour: ReadColour): T {
	const paint = (value: unknown): unknown =>
		typeof value === 'string'
			? colour(value)
			: Array.isArray(value) && typeof value[0] === 'string'
				? value.map(paint)
				: value;
	return Object.fromEntries(Object.entries(dataset).map(([key, value]) => [key, paint(value)])) as T;
}

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
