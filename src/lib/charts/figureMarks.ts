/** What is drawn on the figures of a chart themselves. */
import { BarElement, type Chart } from 'chart.js';
import type { Stop } from './spec.ts';

/** The colour of an ink by its name. */
type Ink = (name: string) => string;

/** The outline of a figure that covers a part of its period. */
export function drawPart(chart: Chart, part: { dataset: number; index: number }, ink: Ink): void {
	const meta = chart.getDatasetMeta(part.dataset);
	const element = meta.data[part.index];
	if (!element) return;
	const { ctx } = chart;
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
export function drawCounts(chart: Chart, ink: Ink, font: string): void {
	const { ctx } = chart;
	ctx.save();
	ctx.font = `600 12px ${font}`;
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

/** A ring around the figure that somebody stands on, and where it stands along the axis. */
export function drawActive(chart: Chart, active: Stop, ink: Ink): void {
	const { ctx, chartArea: area, scales } = chart;
	const element = chart.getDatasetMeta(active.dataset).data[active.index];
	const place = active.at
		? {
				x: scales.x?.getPixelForValue(active.at.x) ?? 0,
				y: scales.y?.getPixelForValue(active.at.y) ?? 0
			}
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
