import { setImmediate } from 'node:timers/promises';
import { createCanvas, DOMMatrix, Path2D, type Canvas, type SKRSContext2D } from '@napi-rs/canvas';
import { drawChart, type Surface } from '#lib/charts/draw.ts';
import { patternOf, type MakePattern } from '#lib/charts/patterns.ts';
import type { Measure, Plate, Shape, Stroke, TextLook } from '#lib/charts/plate.ts';
import { families } from './fonts.ts';
import { colourOf, inkOf } from './inks.ts';

/** Pixels of a picture for each pixel of its layout. */
export const DENSITY = 2;

const fontOf = ({ size, weight, face }: TextLook) => `${weight} ${size}px ${families()[face]}`;

let ruler: SKRSContext2D | null = null;

/** How wide a text is in a picture. */
export const measure: Measure = (text, look) => {
	ruler ??= createCanvas(1, 1).getContext('2d');
	ruler.font = fontOf(look);
	return ruler.measureText(text).width;
};

/** The canvas of this library does all that a browser's does here; only its type is another one. */
const asPage = (canvas: Canvas) => canvas as unknown as HTMLCanvasElement;
const makePattern: MakePattern = (size, paintTile) => {
	const tile = createCanvas(size * DENSITY, size * DENSITY);
	const ctx = tile.getContext('2d');
	ctx.scale(DENSITY, DENSITY);
	paintTile(ctx as unknown as CanvasRenderingContext2D);
	const pattern = ctx.createPattern(tile, 'repeat');
	pattern?.setTransform(new DOMMatrix().scale(1 / DENSITY));
	return pattern as unknown as CanvasPattern | null;
};

let turn: Promise<unknown> = Promise.resolve();

/**
 * A plate as a PNG file. Placing and drawing it hold up everything else for up to a fifth of a second, so that one
 * picture is drawn at a time, and whatever waits has its turn between two; writing the file holds up nothing.
 */
export async function paint(place: () => Plate): Promise<Uint8Array> {
	const drawn = turn.then(() => setImmediate()).then(() => drawPlate(place()));
	turn = drawn.catch(() => undefined);
	return (await drawn).encode('png');
}

function drawPlate({ width, height, shapes }: Plate): Canvas {
	const canvas = createCanvas(width * DENSITY, height * DENSITY);
	const ctx = canvas.getContext('2d');
	ctx.scale(DENSITY, DENSITY);
	ctx.fillStyle = inkOf('paper');
	ctx.fillRect(0, 0, width, height);
	for (const shape of shapes) {
		ctx.save();
		draw(ctx, shape);
		ctx.restore();
	}
	return canvas;
}

function draw(ctx: SKRSContext2D, shape: Shape): void {
	if (shape.kind === 'text') {
		const { box, text, ink, look } = shape;
		ctx.font = fontOf(look);
		ctx.fillStyle = inkOf(ink);
		ctx.textBaseline = 'middle';
		ctx.fillText(text, box.left, (box.top + box.bottom) / 2);
	} else if (shape.kind === 'line') {
		ctx.beginPath();
		ctx.moveTo(...shape.from);
		ctx.lineTo(...shape.to);
		stroked(ctx, shape.stroke);
		ctx.stroke();
	} else if (shape.kind === 'sign') {
		ctx.translate(shape.x, shape.y);
		const path = new Path2D(shape.path);
		if (shape.fill) {
			ctx.fillStyle = inkOf(shape.fill);
			ctx.fill(path);
		}
		if (shape.stroke) {
			stroked(ctx, shape.stroke);
			ctx.stroke(path);
		}
	} else if (shape.kind === 'box') drawBox(ctx, shape);
	else drawSpec(ctx, shape);
}

function stroked(ctx: SKRSContext2D, { ink, width, dash = [] }: Stroke): void {
	ctx.strokeStyle = inkOf(ink);
	ctx.lineWidth = width;
	ctx.setLineDash([...dash]);
}

function drawBox(
	ctx: SKRSContext2D,
	{ box, fill, pattern = 'solid', stroke }: Extract<Shape, { kind: 'box' }>
): void {
	const place = [box.left, box.top, box.right - box.left, box.bottom - box.top] as const;
	if (fill) {
		const filling = patternOf(pattern, inkOf(fill), inkOf('paper'), makePattern);
		ctx.fillStyle = (filling as unknown as SKRSContext2D['fillStyle'] | null) ?? inkOf(fill);
		ctx.fillRect(...place);
	}
	if (stroke) {
		stroked(ctx, stroke);
		ctx.strokeRect(...place);
	}
}

const surface = (): Surface => ({
	colour: colourOf,
	font: families().sans,
	makePattern,
	density: () => DENSITY
});

/** A chart, drawn by what draws it on a page. */
function drawSpec(ctx: SKRSContext2D, { box, spec }: Extract<Shape, { kind: 'chart' }>): void {
	const [width, height] = [box.right - box.left, box.bottom - box.top];
	const canvas = createCanvas(width, height);
	const drawing = drawChart(asPage(canvas), spec, surface());
	ctx.drawImage(canvas, box.left, box.top, width, height);
	drawing.destroy();
}
