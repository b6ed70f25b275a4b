import {
	balanced,
	heightOf,
	shifted,
	write,
	writeAll,
	type Plate,
	type PlateOf,
	type Measure
} from './plate.ts';

/** Width of every picture, and the paper around what is drawn. */
export const PICTURE_WIDTH = 720;
const MARGIN = 28;
const TITLE = { size: 20, weight: 600, face: 'serif' } as const;

/** A chart as it is taken away: it says by itself what it shows, of which state, and where it is opened again. */
export interface Picture {
	/** the finding */
	title: string;
	unit: string;
	body: PlateOf;
	/** sentences under a rule */
	foot: readonly string[];
}

/** The whole picture: the finding, the unit, what is drawn, and what it rests on. */
export function framed({ title, unit, body, foot }: Picture, measure: Measure): Plate {
	const room = { left: MARGIN, width: PICTURE_WIDTH - 2 * MARGIN };
	const named = { ...room, width: balanced(title, room.width, TITLE, measure) };
	const finding = write(title, named, MARGIN - 4, TITLE, measure);
	const head = write(unit, room, finding.bottom + 2, { size: 13, ink: 'ink-2' }, measure);
	const drawn = body(room.width, measure);
	const top = head.bottom + 10;
	const rule = top + drawn.height + 14;
	const said = writeAll(
		foot.filter(Boolean).map((text) => [text, { size: 11, ink: 'ink-2' }] as const),
		room,
		rule + 8,
		measure
	);
	return {
		width: PICTURE_WIDTH,
		height: Math.ceil(said.bottom + MARGIN - heightOf({ size: 6, weight: 400, face: 'sans' })),
		shapes: [
			...finding.shapes,
			...head.shapes,
			...shifted(drawn.shapes, MARGIN, top),
			{
				kind: 'line',
				from: [MARGIN, rule],
				to: [PICTURE_WIDTH - MARGIN, rule],
				stroke: { ink: 'rule-strong', width: 1 }
			},
			...said.shapes
		]
	};
}

/** Bodies under one another. */
export function stacked(parts: readonly PlateOf[], gap: number): PlateOf {
	return (width, measure) => {
		let height = 0;
		const shapes = parts.flatMap((part, at) => {
			const plate = part(width, measure);
			const top = height + (at > 0 && plate.height > 0 ? gap : 0);
			height = top + plate.height;
			return shifted(plate.shapes, 0, top);
		});
		return { width, height, shapes };
	};
}

/** A line of quiet words, such as which rows of how many are drawn. */
export function remark(text: string): PlateOf {
	return (width, measure) => {
		const { shapes, bottom } = write(text, { left: 0, width }, 0, { size: 12, ink: 'ink-2' }, measure);
		return { width, height: bottom, shapes };
	};
}
