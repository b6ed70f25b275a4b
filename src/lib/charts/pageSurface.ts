import type { Surface } from './draw.ts';

/** Dots of a printed drawing to a pixel: enough for sharp letters. */
const PAPER = 3;
const printing = () => document.documentElement.classList.contains('printing');

/** A canvas of a page: its inks are read from the page each time, and so follow its theme. */
export function surfaceOf(canvas: HTMLCanvasElement): Surface {
	const style = () => getComputedStyle(canvas);
	return {
		colour: (text) => {
			const token = /^var\((--[\w-]+)\)$/.exec(text)?.[1];
			return token ? style().getPropertyValue(token).trim() : text;
		},
		font: style().fontFamily,
		makePattern: (size, paint) => {
			// as fine as the screen or the paper is
			const fine = printing() ? PAPER : devicePixelRatio || 1;
			const side = Math.round(size * fine);
			const tile = Object.assign(document.createElement('canvas'), { width: side, height: side });
			const ctx = tile.getContext('2d');
			if (!ctx) return null;
			ctx.scale(side / size, side / size);
			paint(ctx);
			const pattern = ctx.createPattern(tile, 'repeat');
			pattern?.setTransform(new DOMMatrix().scale(size / side));
			return pattern;
		},
		still: false,
		density: () => (printing() ? PAPER : null)
	};
}
