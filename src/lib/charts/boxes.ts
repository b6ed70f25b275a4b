import type { BarElement, Chart } from 'chart.js';

/** A part of the drawing in pixels. */
export interface Box {
	left: number;
	top: number;
	right: number;
	bottom: number;
}

export const overlap = (one: Box, other: Box) =>
	one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

/** Where bars and points stand, so that no text covers them. */
export function figureBoxes(chart: Chart): Box[] {
	return chart.getSortedVisibleDatasetMetas().flatMap((meta) => {
		if (chart.data.datasets[meta.index]?.label === 'Expected path') return [];
		return meta.data.map((element) => {
			const { x, y } = element.getProps(['x', 'y'], true);
			if (meta.type !== 'bar') return { left: x - 5, right: x + 5, top: y - 5, bottom: y + 5 };
			const { base, width } = (element as BarElement).getProps(['base', 'width'], true);
			return {
				left: x - width / 2,
				right: x + width / 2,
				top: Math.min(y, base) + 1,
				bottom: Math.max(y, base) - 1
			};
		});
	});
}

/** The text, shortened with an ellipsis where it is wider than the room. */
export function fitted(ctx: CanvasRenderingContext2D, text: string, room: number): string {
	if (ctx.measureText(text).width <= room) return text;
	let end = text.length;
	while (end > 1 && ctx.measureText(`${text.slice(0, end)}…`).width > room) end--;
	return `${text.slice(0, end).trimEnd()}…`;
}
