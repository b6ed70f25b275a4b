/** Where the texts of a still picture stand. */
import { overlap, type Box } from './boxes.ts';
import type { BandMark, LabelMark, LineMark } from './spec.ts';

/** Where a text stands; `x` and `y` are the left end of its base line. */
export interface StillText {
	x: number;
	y: number;
	text: string;
	/** name of the ink */
	ink: string;
	strong: boolean;
}

/** Height of a text, and its usual width of a letter. */
const TEXT = 9.5;
const LETTER = TEXT * 0.56;

/** How wide a text is likely to be. */
export const widthOf = (text: string) => text.length * LETTER;

export const round = (value: number) => Math.round(value * 10) / 10;

/** The place of a value. */
type Scale = (value: number) => number;

interface Paper {
	frame: Box;
	/** of the whole picture */
	width: number;
	taken: Box[];
	figures: Box[];
}

/** A place that a text may have: where it begins, is centred or ends, and its base line. */
interface Place {
	at: number;
	base: number;
	align: 'left' | 'center' | 'right';
}

type Write = (
	text: string,
	places: Place[],
	look: { ink: string; strong: boolean; must: boolean }
) => StillText | null;

/** Writes a text at the first place where it stands free; else not at all, unless it must be said. */
export function writer({ frame, width: all, taken, figures }: Paper): Write {
	return (text, places, { ink, strong, must }) => {
		const width = widthOf(text) * (strong ? 1.06 : 1);
		const boxes = places.map(({ at, base, align }) => {
			const start = align === 'left' ? at : align === 'center' ? at - width / 2 : at - width;
			// Only a text that stands over its figure may be moved aside.
			const left = align === 'center' ? Math.max(Math.min(start, all - width - 1), frame.left) : start;
			return { left, right: left + width, top: base - TEXT, bottom: base + 2 };
		});
		const free = (box: Box, others: Box[]) => !others.some((other) => overlap(box, other));
		const fits = (box: Box) =>
			box.left >= frame.left - 2 && box.right <= all && box.top >= 0 && box.bottom <= frame.bottom + 1;
		const box =
			boxes.find((one) => fits(one) && free(one, [...taken, ...figures])) ??
			(must ? (boxes.find((one) => free(one, taken)) ?? boxes[0]) : undefined);
		if (!box) return null;
		taken.push({ ...box, left: box.left - 3, right: box.right + 3 });
		return { x: round(box.left), y: round(box.bottom - 2), text, ink, strong };
	};
}

/** The figure beside its mark. */
export function writeLabel(write: Write, label: LabelMark, x: Scale, y: Scale): StillText | null {
	const [at, level] = [x(label.x), y(label.y)];
	const [above, below] = [level - 6, level + TEXT + 5];
	const bases = label.y < 0 ? [below, above] : [above, below];
	const places: Place[] = [
		...bases.map((base): Place => ({ at, base, align: 'center' })),
		{ at: at - 5, base: above, align: 'left' },
		{ at: at + 5, base: above, align: 'right' },
		{ at: at + 7, base: level + 3, align: 'left' },
		{ at: at - 7, base: level + 3, align: 'right' }
	];
	const look = { ink: label.quiet ? 'ink-2' : 'ink', strong: !label.quiet };
	const short = label.short.replace('\n', ' ');
	return (
		write(label.text, places, { ...look, must: label.must && !short }) ??
		(short ? write(short, places, { ...look, must: label.must }) : null)
	);
}

/** The name of a target at its line, or at the edge of its band. */
export function writeTarget(
	write: Write,
	mark: LineMark | BandMark,
	inside: Scale,
	frame: Box
): StillText | null {
	const at = inside('y' in mark ? mark.y : (mark.high ?? mark.low ?? 0));
	const places: Place[] = [
		{ at: frame.left + 2, base: at - 4, align: 'left' },
		{ at: frame.right, base: at - 4, align: 'right' },
		{ at: frame.left + 2, base: at + TEXT + 3, align: 'left' }
	];
	const look = { ink: mark.ghost ? 'ink-3' : 'target', strong: !mark.ghost };
	const most = (frame.right - frame.left) / LETTER;
	return (
		(mark.text.length < most ? write(mark.text, places, { ...look, must: false }) : null) ??
		write(mark.short, places, { ...look, must: !mark.ghost })
	);
}

/** The baseline in words, where it stands free. */
export function writeBaseline(
	write: Write,
	baseline: { x: number; y: number; text: string },
	x: Scale,
	y: Scale,
	frame: Box
): StillText | null {
	const level = y(baseline.y);
	const places: Place[] = [
		{ at: x(baseline.x) - 9, base: level + 3, align: 'right' },
		{ at: frame.right, base: level - 4, align: 'right' },
		{ at: frame.right, base: level + TEXT + 3, align: 'right' },
		{ at: frame.left + 2, base: level - 4, align: 'left' },
		{ at: frame.left + 2, base: level + TEXT + 3, align: 'left' }
	];
	return write(baseline.text, places, { ink: 'ink-2', strong: false, must: false });
}
