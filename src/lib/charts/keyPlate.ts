import { heightOf, lookOf, write, type PlateOf, type Shape } from './plate.ts';
import { sign } from './signs.ts';
import { PATTERNS, type KeyEntry, type Pattern } from './spec.ts';

const LOOK = lookOf(12);
const GAP = 20;
/** Room of the mark before its words. */
const MARK = 22;

/** A mark of a key with its words. */
export interface KeyMark {
	mark: (x: number, y: number) => Shape[];
	text: string;
}

/** What the sorts of marks of a picture mean, in rows. */
export function keyPlate(entries: readonly KeyMark[]): PlateOf {
	return (width, measure) => {
		const shapes: Shape[] = [];
		let [left, top, bottom] = [0, 0, 0];
		for (const { mark, text } of entries) {
			const room = Math.min(measure(text, LOOK) + 1, width - MARK);
			if (left > 0 && left + MARK + room > width) [left, top] = [0, bottom + 2];
			const written = write(
				text,
				{ left: left + MARK, width: room },
				top,
				{ ...LOOK, ink: 'ink-2' },
				measure
			);
			shapes.push(...mark(left + 8, top + heightOf(LOOK) / 2), ...written.shapes);
			left += MARK + room + GAP;
			bottom = Math.max(bottom, written.bottom);
		}
		return { width, height: bottom, shapes };
	};
}

const PATHS = {
	line: { width: 2 },
	baseline: { width: 3 },
	path: { width: 1.5, dash: [4, 3] },
	ghost: { width: 1.5, dash: [1.5, 2.5] }
} as const;
const POINTS = {
	circle: '●',
	rect: '■',
	rectRot: '◆',
	triangle: '△',
	waiting: '△',
	crossRot: '×',
	former: '×'
} as const;

/** A swatch of a filling. */
export const swatch =
	(ink: string, pattern: Pattern) =>
	(x: number, y: number): Shape[] => [
		{
			kind: 'box',
			box: { left: x - 7, right: x + 7, top: y - 5.5, bottom: y + 5.5 },
			...{ fill: ink, pattern, stroke: { ink, width: 1 } }
		}
	];

/** The key of a chart as marks of a picture. */
export function keyMarks(key: readonly KeyEntry[]): KeyMark[] {
	return key.map(({ look, ink, text }) => ({ text, mark: (x, y) => markOf(look, ink, x, y) }));
}

function markOf(look: KeyEntry['look'], ink: string, x: number, y: number): Shape[] {
	if (look in PATHS) {
		const stroke = { ink, ...PATHS[look as keyof typeof PATHS] };
		return [{ kind: 'line', from: [x - 9, y], to: [x + 9, y], stroke }];
	}
	if (look in POINTS) return [sign(POINTS[look as keyof typeof POINTS], x, y, ink)];
	const pattern = PATTERNS.find((one) => one === look);
	if (pattern) return swatch(ink, pattern)(x, y);
	const stroke = { ink, width: 1.5, ...(look === 'part' && { dash: [3, 2] }) };
	return [{ kind: 'box', box: { left: x - 6, right: x + 6, top: y - 5.5, bottom: y + 5.5 }, stroke }];
}
