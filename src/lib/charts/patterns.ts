import type { Pattern } from './spec.ts';

const TILE = 6;

/** What a pattern is made of, as rectangles of ink on a tile of paper: left, top, width, height. */
const INKED: Record<Exclude<Pattern, 'solid' | 'hatch'>, [number, number, number, number][]> = {
	level: [[0, 0, 6, 3]],
	upright: [[0, 0, 3, 6]],
	grid: [
		[0, 0, 6, 1.5],
		[0, 0, 1.5, 6]
	],
	dots: [[1.5, 1.5, 2.5, 2.5]],
	holes: [
		[0, 0, 6, 2],
		[0, 4, 6, 2],
		[0, 2, 2, 2],
		[4, 2, 2, 2]
	],
	dashes: [
		[0, 1, 4, 1.5],
		[3, 4, 3, 1.5]
	],
	tint: []
};

/** A filling that repeats a square, as the canvas that is drawn on makes it. */
export type MakePattern = (
	size: number,
	paint: (ctx: CanvasRenderingContext2D) => void
) => CanvasPattern | null;

/** A filling for an area in one ink; null for a solid one. */
export function patternOf(
	pattern: Pattern,
	ink: string,
	paper: string,
	makePattern: MakePattern
): CanvasPattern | null {
	if (pattern === 'solid') return null;
	return makePattern(TILE, (ctx) => {
		ctx.fillStyle = paper;
		ctx.fillRect(0, 0, TILE, TILE);
		ctx.fillStyle = ctx.strokeStyle = ink;
		if (pattern === 'hatch') {
			ctx.lineWidth = 1.5;
			ctx.beginPath();
			for (const at of [-TILE, 0, TILE]) {
				ctx.moveTo(at, TILE);
				ctx.lineTo(at + TILE, 0);
			}
			ctx.stroke();
		} else if (pattern === 'tint') {
			ctx.globalAlpha = 0.28;
			ctx.fillRect(0, 0, TILE, TILE);
		} else for (const place of INKED[pattern]) ctx.fillRect(...place);
	});
}
