import type { Chart, Plugin } from 'chart.js';
import { figureBoxes } from './boxes.ts';
import { drawActive, drawCounts, drawPart } from './figureMarks.ts';
import { penOf, ROW, type Inks, type Taken } from './pen.ts';
import type { BandMark, LabelMark, LineMark, Marks, Stop } from './spec.ts';

const EDGE = 6;
/** What is drawn besides the datasets: target, band, baseline, the day of the clock, direct labels, the active point. */
export function marksPlugin(options: Inks & { marks: () => Marks; active: () => Stop | null }): Plugin {
	let room: Taken = { taken: [], figures: [], crossed: [] };
	const pen = (chart: Chart) => penOf(chart, options, room);

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
		room.crossed.push({ left: at, right: area.right, top: level - 1, bottom: level + 1 });
		room.figures.push({ left: at - 12, right: at + 12, top: level - 3, bottom: level + 3 });
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
		room.crossed.push({ left: at - 2, right: at + 2, top: area.top, bottom: area.bottom });
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
		const covered = room.figures.find(
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

	return {
		id: 'marks',
		beforeDraw(chart) {
			const { ctx, ink } = pen(chart);
			ctx.save();
			ctx.fillStyle = ink('paper');
			ctx.fillRect(0, 0, chart.width, chart.height);
			ctx.restore();
			room = { taken: [], crossed: [], figures: figureBoxes(chart) };
		},
		beforeDatasetsDraw(chart) {
			const { bands } = options.marks();
			for (const band of bands) drawBand(chart, band);
		},
		afterDatasetsDraw(chart) {
			const { lines, bands, baseline, today, labels, parts, counts } = options.marks();
			const { ink } = pen(chart);
			for (const part of parts) drawPart(chart, part, ink);
			if (counts) drawCounts(chart, ink, options.font);
			for (const line of lines) drawLine(chart, line);
			const [first, ...rest] = labels;
			if (first) drawLabel(chart, first);
			for (const mark of [...lines, ...bands].filter((one) => !one.ghost)) nameTarget(chart, mark);
			if (baseline) drawBaseline(chart, baseline);
			if (today) drawToday(chart, today);
			for (const mark of [...lines, ...bands].filter((one) => one.ghost)) nameTarget(chart, mark);
			for (const label of rest) drawLabel(chart, label);
			const active = options.active();
			if (active) drawActive(chart, active, ink);
		}
	};
}
