/**
 * A picture as shapes with their places: what a chart looks like beside its title and its foot, worked out without
 * anything that draws. Places are in pixels of a screen; inks are names of tokens.
 */
import { overlap, type Box } from './boxes.ts';
import type { ChartSpec, Pattern } from './spec.ts';

export interface TextLook {
	size: number;
	weight: 400 | 600;
	face: 'sans' | 'serif';
}

/** How wide a text is in a look. */
export type Measure = (text: string, look: TextLook) => number;

export interface Stroke {
	ink: string;
	width: number;
	dash?: readonly number[];
}

export type Shape =
	| { kind: 'box'; box: Box; fill?: string; pattern?: Pattern; stroke?: Stroke }
	| { kind: 'line'; from: readonly [number, number]; to: readonly [number, number]; stroke: Stroke }
	/** a path around a place */
	| { kind: 'sign'; x: number; y: number; path: string; fill?: string; stroke?: Stroke }
	/** one line; its box is as high as a line of its look */
	| { kind: 'text'; box: Box; text: string; ink: string; look: TextLook }
	| { kind: 'chart'; box: Box; spec: ChartSpec };

export interface Plate {
	width: number;
	height: number;
	shapes: Shape[];
}

/** Draws a picture's body to a width. */
export type PlateOf = (width: number, measure: Measure) => Plate;

export const lookOf = (size: number, weight: TextLook['weight'] = 400): TextLook => ({
	...{ size, weight },
	face: 'sans'
});
export const heightOf = ({ size }: TextLook) => Math.round(size * 1.4);

/** Where a line may end: at spaces that are not kept together, and behind a dash or a stroke. */
const pieces = (text: string) =>
	text
		.split(/[ \t\r\n]+/)
		.flatMap((word) =>
			word.split(/(?<=[–—/&-])/).map((piece, at) => ({ piece, space: at === 0 ? ' ' : '' }))
		);

/** The lines of a text in a room: broken between words, and inside a word that is wider than the room. */
export function wrapped(text: string, room: number, look: TextLook, measure: Measure): string[] {
	const lines: string[] = [];
	let line = '';
	for (const { piece, space } of pieces(text.trim())) {
		const longer = line ? `${line}${space}${piece}` : piece;
		if (measure(longer, look) <= room) {
			line = longer;
			continue;
		}
		if (line) lines.push(line);
		line = '';
		for (const letter of piece) {
			if (line && measure(line + letter, look) > room) {
				lines.push(line);
				line = '';
			}
			line += letter;
		}
	}
	return line ? [...lines, line] : lines;
}

/** The narrowest room in which a text has as few lines as in this one, so that none of them is left with one word. */
export function balanced(text: string, room: number, look: TextLook, measure: Measure): number {
	const lines = wrapped(text, room, look, measure).length;
	let [low, high] = [room / 2, room];
	while (high - low > 2) {
		const middle = (low + high) / 2;
		if (wrapped(text, middle, look, measure).length > lines) low = middle;
		else high = middle;
	}
	return high;
}

/** Where a text goes. */
export interface Column {
	left: number;
	width: number;
	align?: 'left' | 'right';
}

/** A text in a column from `top` on, and where it ends. */
export function write(
	text: string,
	{ left, width, align = 'left' }: Column,
	top: number,
	{ ink = 'ink', ...look }: Partial<TextLook> & Pick<TextLook, 'size'> & { ink?: string },
	measure: Measure
): { shapes: Shape[]; bottom: number } {
	const full = { ...lookOf(look.size), ...look };
	const high = heightOf(full);
	const shapes = wrapped(text, width, full, measure).map((line, at): Shape => {
		const wide = measure(line, full);
		const from = align === 'right' ? left + width - wide : left;
		const box = { left: from, right: from + wide, top: top + at * high, bottom: top + (at + 1) * high };
		return { kind: 'text', box, text: line, ink, look: full };
	});
	return { shapes, bottom: top + shapes.length * high };
}

/** Texts under one another in a column. */
export function writeAll(
	texts: readonly (readonly [text: string, look: Parameters<typeof write>[3]])[],
	column: Column,
	top: number,
	measure: Measure
): { shapes: Shape[]; bottom: number } {
	let bottom = top;
	const shapes = texts.flatMap(([text, look]) => {
		const written = write(text, column, bottom, look, measure);
		bottom = written.bottom;
		return written.shapes;
	});
	return { shapes, bottom };
}

/** The shapes, moved. */
export function shifted(shapes: readonly Shape[], dx: number, dy: number): Shape[] {
	const shift = ({ left, right, top, bottom }: Box) => ({
		...{ left: left + dx, right: right + dx, top: top + dy, bottom: bottom + dy }
	});
	return shapes.map((shape) => {
		if (shape.kind === 'sign') return { ...shape, x: shape.x + dx, y: shape.y + dy };
		if (shape.kind === 'line') {
			const move = ([x, y]: readonly [number, number]) => [x + dx, y + dy] as const;
			return { ...shape, from: move(shape.from), to: move(shape.to) };
		}
		return { ...shape, box: shift(shape.box) };
	});
}

/** Texts that lie on one another or leave the plate: none, if a plate was laid out well. */
export function misplaced({ width, height, shapes }: Plate): string[] {
	const texts = shapes.filter((shape) => shape.kind === 'text');
	const over = texts.flatMap((one, at) =>
		texts
			.slice(at + 1)
			.flatMap((other) => (overlap(one.box, other.box) ? [`${one.text} | ${other.text}`] : []))
	);
	const out = texts.filter(
		({ box }) => box.left < 0 || box.top < 0 || box.right > width + 0.5 || box.bottom > height + 0.5
	);
	return [...over, ...out.map(({ text }) => text)];
}
