import type { Chart } from 'chart.js';
import { fitted, overlap, type Box } from './boxes.ts';

/** Reads a token such as `var(--series)` off the page. */
export type ReadColour = (colour: string) => string;

/** What a drawing is drawn with. */
export interface Inks {
	colour: ReadColour;
	font: string;
}

/** Room of one drawing that is taken. */
export interface Taken {
	/** by texts */
	taken: Box[];
	/** by the figures themselves */
	figures: Box[];
	/** by thin lines, which a text crosses only where there is no other room for it */
	crossed: Box[];
}

const SIZE = 12;
/** Height of a row of text. */
export const ROW = 14;

/** Lines and texts on a chart, by the values of its axes. */
export function penOf(chart: Chart, { colour, font }: Inks, { taken, figures, crossed }: Taken) {
	const { ctx, chartArea: area, scales } = chart;
	const x = (value: number) => scales.x?.getPixelForValue(value) ?? 0;
	const y = (value: number) => scales.y?.getPixelForValue(value) ?? 0;
	const ink = (name: string) => colour(`var(--${name})`);

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
		ctx.font = `${look.weight} ${SIZE}px ${font}`;
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
}
