import { BarElement, type Chart, type Plugin } from 'chart.js';
import { figureBoxes, fitted, overlap, type Box } from './boxes.ts';
import type { BandMark, LabelMark, LineMark, Marks, Stop } from './spec.ts';

/** Reads a token such as `var(--series)` off the page. */
export type ReadColour = (colour: string) => string;

const SIZE = 12;
const ROW = 14;
const EDGE = 6;
/** What is drawn besides the datasets: target, band, baseline, the day of the clock, direct labels, the active point. */
export function marksPlugin(options: {
	marks: () => Marks;
	colour: ReadColour;
	font: string;
	active: () => Stop | null;
}): Plugin {
	/** room that texts have taken in this drawing, and that the figures themselves take */
	let taken: Box[] = [];
	let figures: Box[] = [];
	/** thin lines that a text crosses only where there is no other room for it */
	let crossed: Box[] = [];

	const pen = (chart: Chart) => {
		const { ctx, chartArea: area, scales } = chart;
		const x = (value: number) => scales.x?.getPixelForValue(value) ?? 0;
		const y = (value: number) => scales.y?.getPixelForValue(value) ?? 0;
		const ink = (name: string) => options.colour(`var(--${name})`);

		function stroke(
			from: [number, number],
			to: [number, number],
			name: string,
			width: number,
			dash: number[] = []
		) {
			ctx.save();
			ctx.strokeStyle = ink(name);
			ctx.lineWidth = width;
			ctx.setLineDash(dash);
			ctx.beginPath();
			ctx.moveTo(...from);
			ctx.lineTo(...to);
			ctx.stroke();
			ctx.restore();
		}

		/** Writes a text at the first place where it stands free; otherwise not at all, unless it must be said. */
		function write(
			text: string,
			places: { at: number; base: number; align: CanvasTextAlign; down?: boolean }[],
			look: { name: string; weight: number; must: boolean; cross?: boolean }
		): boolean {
			ctx.save();
			ctx.font = `${look.weight} ${SIZE}px ${options.font}`;
			const room = area.right - area.left;
			const rows = text.split('\n').map((row) => (look.must ? fitted(ctx, row, room) : row));
			const width = Math.max(...rows.map((row) => ctx.measureText(row).width));
			const more = (rows.length - 1) * ROW;
			const boxes = places.map(({ at, base, align, down = false }) => {
				const last = down ? base + more : base;
				const start = align === 'center' ? at - width / 2 : align === 'right' ? at - width : at;
				const left = Math.min(start, chart.width - width - 2);
				return { left, right: left + width, top: last - more - SIZE, bottom: last + 3 };
			});
			const inside = (box: Box) =>
				width <= room && box.left >= area.left - 2 && box.top >= 0 && box.bottom <= area.bottom + 2;
			const clear = (box: Box, others: Box[]) => !others.some((other) => overlap(box, other));
			const fits = boxes.filter((box) => inside(box) && clear(box, [...taken, ...figures]));
			const free =
				fits.find((box) => clear(box, crossed)) ??
				(look.cross === false ? undefined : fits[0]) ??
				(look.must ? (boxes.find((box) => clear(box, taken)) ?? boxes[0]) : undefined);
			if (free) {
				taken.push({ left: free.left - 5, right: free.right + 5, top: free.top, bottom: free.bottom });
				ctx.textAlign = 'center';
				ctx.lineJoin = 'round';
				ctx.lineWidth = 4;
				ctx.strokeStyle = ink('paper');
				ctx.fillStyle = ink(look.name);
				for (const [row, words] of rows.entries()) {
					const place = [free.left + width / 2, free.bottom - 3 - more + row * ROW] as const;
					ctx.strokeText(words, ...place);
					ctx.fillText(words, ...place);
				}
			}
			ctx.restore();
			return free !== undefined;
		}
		return { ctx, area, x, y, ink, stroke, write };
	};

	function drawBand(chart: Chart, band: BandMark) {
		const { ctx, area, y, ink, stroke } = pen(chart);
		const top = band.high === null ? area.top : Math.max(y(band.high), area.top);
		const bottom = band.low === null ? area.bottom : Math.min(y(band.low), area.bottom);
		ctx.save();
		ctx.fillStyle = ink(band.ghost ? 'sunken' : 'accent-soft');
		ctx.fillRect(area.left, top, area.right - area.left, bottom - top);
		ctx.restore();
		const name = band.ghost ? 'ink-3' : 'target';
		for (const [value, at] of [
			[band.high, top],
			[band.low, bottom]
		] as const) {
			if (value !== null) stroke([area.left, at], [area.right, at], name, 1, band.ghost ? [2, 3] : []);
		}
	}

	function drawLine(chart: Chart, line: LineMark) {
		const { ctx, area, x, y, ink, stroke } = pen(chart);
		const at = y(line.y);
		stroke(
			[area.left, at],
			[area.right, at],
			line.ghost ? 'ink-3' : 'target',
			line.ghost ? 1 : 2,
			line.ghost ? [2, 3] : []
		);
		if (line.due === null) return;
		const due = x(line.due);
		ctx.save();
		ctx.fillStyle = ink(line.ghost ? 'paper' : 'target');
		ctx.strokeStyle = ink('ink-3');
		ctx.beginPath();
		ctx.moveTo(due, at - 6);
		ctx.lineTo(due + 6, at);
		ctx.lineTo(due, at + 6);
		ctx.lineTo(due - 6, at);
		ctx.closePath();
		ctx.fill();
		// a former deadline is hollow, so that it is told from the one that holds without any colour
		if (line.ghost) ctx.stroke();
		ctx.restore();
	}

	function nameTarget(chart: Chart, mark: LineMark | BandMark) {
		const { area, y, write } = pen(chart);
		const value = 'y' in mark ? mark.y : (mark.high ?? mark.low ?? 0);
		const at = Math.max(y(value), area.top);
		const places = [
			{ at: area.left + 2, base: at - 6, align: 'left' as const },
			{ at: area.left + 2, base: at + 15, align: 'left' as const }
		];
		const look = { name: mark.ghost ? 'ink-3' : 'target', weight: mark.ghost ? 400 : 600 };
		if (!write(mark.text, places, { ...look, must: false })) {
			write(mark.short, places, { ...look, must: !mark.ghost });
		}
	}

	function drawBaseline(chart: Chart, baseline: NonNullable<Marks['baseline']>) {
		const { area, x, y, stroke, write } = pen(chart);
		const [at, level] = [x(baseline.x), y(baseline.y)];
		stroke([at, level], [area.right, level], 'ink-3', 1, [1.5, 3]);
		stroke([at - 11, level], [at + 11, level], 'ink', 3);
		crossed.push({ left: at, right: area.right, top: level - 1, bottom: level + 1 });
		figures.push({ left: at - 12, right: at + 12, top: level - 3, bottom: level + 3 });
		write(
			baseline.text,
			[
				{ at: at - 16, base: level + 4, align: 'right' },
				{ at: area.right, base: level - 5, align: 'right' },
				{ at: area.right, base: level + 15, align: 'right' },
				{ at: area.left + 2, base: level - 5, align: 'left' },
				{ at: area.left + 2, base: level + 15, align: 'left' }
			],
			{ name: 'ink-2', weight: 400, must: false }
		);
	}

	function drawToday(chart: Chart, today: NonNullable<Marks['today']>) {
		const { area, x, stroke, write } = pen(chart);
		const at = x(today.x);
		stroke([at, area.top], [at, area.bottom], 'accent', 1, [1, 3]);
		crossed.push({ left: at - 2, right: at + 2, top: area.top, bottom: area.bottom });
		write(
			today.text,
			[
				{ at: at - 4, base: area.top + 10, align: 'right' },
				{ at: at - 4, base: area.bottom - 5, align: 'right' }
			],
			{
				name: 'accent',
				weight: 400,
				must: false
			}
		);
	}

	function drawLabel(chart: Chart, label: LabelMark) {
		const { x, y, write } = pen(chart);
		const [at, level] = [x(label.x), y(label.y)];
		const [above, below] = [level - 8, level + 19];
		/** another reporter's mark right above the figure: then the text stands above that */
		const covered = figures.find(
			(box) => box.left < at && at < box.right && box.bottom <= level + 6 && box.bottom > level - 24
		);
		const bases = label.y < 0 ? [below, above] : [above, covered ? covered.top - 4 : above, below];
		const places = [
			...bases.map((base) => ({ at, base, align: 'center' as const, down: base === below })),
			// a row higher, still over its own figure, where a neighbour has taken the room
			...bases
				.filter((base) => base !== below)
				.map((base) => ({ at, base: base - ROW, align: 'center' as const })),
			// over a narrow bar beside a higher one, from its own edge to the free side
			{ at: at - EDGE, base: above, align: 'left' as const },
			{ at: at + EDGE, base: above, align: 'right' as const }
		];
		const look = { name: label.quiet ? 'ink-2' : 'ink', weight: label.quiet ? 400 : 600, must: false };
		const short = label.short || label.text;
		const free = { ...look, cross: false };
		if (write(label.text, places, free) || write(short, places, free)) return;
		if (!write(label.text, places, look) && label.short) write(short, places, { ...look, must: label.must });
	}

	/** The outline of a figure that covers a part of its period. */
	function drawPart(chart: Chart, part: { dataset: number; index: number }) {
		const meta = chart.getDatasetMeta(part.dataset);
		const element = meta.data[part.index];
		if (!element) return;
		const { ctx, ink } = pen(chart);
		const { x, y } = element.getProps(['x', 'y'], true);
		ctx.save();
		ctx.strokeStyle = ink('series');
		ctx.lineWidth = 1.5;
		ctx.setLineDash(meta.type === 'bar' ? [4, 3] : [2.5, 2]);
		ctx.beginPath();
		if (meta.type === 'bar') {
			const { base, width } = (element as BarElement).getProps(['base', 'width'], true);
			ctx.rect(x - width / 2, Math.min(y, base), width, Math.abs(base - y));
		} else ctx.arc(x, y, 5, 0, Math.PI * 2);
		ctx.stroke();
		ctx.restore();
	}

	/** How many each lying bar stands for, on a plate of paper, because it may be filled with a pattern. */
	function drawCounts(chart: Chart) {
		const { ctx, ink } = pen(chart);
		ctx.save();
		ctx.font = `600 ${SIZE}px ${options.font}`;
		ctx.textAlign = 'center';
		for (const meta of chart.getSortedVisibleDatasetMetas()) {
			for (const [at, element] of meta.data.entries()) {
				const { x, y, base } = (element as BarElement).getProps(['x', 'y', 'base'], true) as {
					x: number;
					y: number;
					base: number;
				};
				const text = String((meta._parsed[at] as { x?: number } | undefined)?.x ?? '');
				const width = ctx.measureText(text).width + 6;
				if (x - base < width + 4) continue;
				const middle = (x + base) / 2;
				ctx.fillStyle = ink('paper');
				ctx.fillRect(middle - width / 2, y - 8, width, 16);
				ctx.fillStyle = ink('ink');
				ctx.fillText(text, middle, y + 4);
			}
		}
		ctx.restore();
	}

	function drawActive(chart: Chart, active: Stop) {
		const { ctx, area, ink, x: left, y: top } = pen(chart);
		const element = chart.getDatasetMeta(active.dataset).data[active.index];
		const place = active.at
			? { x: left(active.at.x), y: top(active.at.y) }
			: element?.getProps(['x', 'y'], true);
		if (!place) return;
		const { x, y } = place;
		ctx.save();
		ctx.strokeStyle = ink('ink');
		if (element instanceof BarElement && chart.data.datasets.some((dataset) => 'stack' in dataset)) {
			// one bar of a stack is framed: a mark at its end would lie on its neighbour
			const { base, width, height, horizontal } = element.getProps(
				['base', 'width', 'height', 'horizontal'],
				true
			);
			ctx.lineWidth = 2.5;
			if (horizontal) ctx.strokeRect(base, y - height / 2, x - base, height);
			else ctx.strokeRect(x - width / 2, y, width, base - y);
			ctx.restore();
			return;
		}
		ctx.lineWidth = 1;
		ctx.setLineDash([2, 2]);
		ctx.beginPath();
		ctx.moveTo(x, y);
		ctx.lineTo(x, area.bottom);
		ctx.stroke();
		ctx.setLineDash([]);
		ctx.lineWidth = 2;
		ctx.fillStyle = ink('paper');
		ctx.beginPath();
		ctx.arc(x, y, 6, 0, Math.PI * 2);
		ctx.fill();
		ctx.stroke();
		ctx.restore();
	}

	return {
		id: 'marks',
		beforeDraw(chart) {
			const { ctx, ink } = pen(chart);
			ctx.save();
			ctx.fillStyle = ink('paper');
			ctx.fillRect(0, 0, chart.width, chart.height);
			ctx.restore();
			taken = [];
			crossed = [];
			figures = figureBoxes(chart);
		},
		beforeDatasetsDraw(chart) {
			const { bands } = options.marks();
			for (const band of bands) drawBand(chart, band);
		},
		afterDatasetsDraw(chart) {
			const { lines, bands, baseline, today, labels, parts, counts } = options.marks();
			for (const part of parts) drawPart(chart, part);
			if (counts) drawCounts(chart);
			for (const line of lines) drawLine(chart, line);
			const [first, ...rest] = labels;
			if (first) drawLabel(chart, first);
			for (const mark of [...lines, ...bands].filter((one) => !one.ghost)) nameTarget(chart, mark);
			if (baseline) drawBaseline(chart, baseline);
			if (today) drawToday(chart, today);
			for (const mark of [...lines, ...bands].filter((one) => one.ghost)) nameTarget(chart, mark);
			for (const label of rest) drawLabel(chart, label);
			const active = options.active();
			if (active) drawActive(chart, active);
		}
	};
}
