import type { Decimal } from '#lib/domain/quantity.ts';

export interface BulletView {
	actual: Decimal | null;
	target: Decimal | null;
	low?: Decimal | null;
	high?: Decimal | null;
	baseline?: Decimal | null;
	/** where the expected path stands today */
	expected?: number | null;
}

/** Places along the bar in per cent of its length. */
export interface BulletDrawing {
	/** the actual, from zero; null where there is no figure */
	bar: { from: number; to: number } | null;
	band: { from: number; to: number } | null;
	target: number | null;
	baseline: number | null;
	expected: number | null;
	zero: number;
	/** the figure lies outside what is drawn: the drawing is cut, the number is not */
	under: boolean;
	over: boolean;
}

/** Free room beyond the furthest mark, as a share of the bar. */
const ROOM = 0.14;

/**
 * The scale is made by zero and by what was promised – target, band, baseline – and not by the actual: an actual
 * far beyond it is cut off and marked. Without any promise the actual alone makes it.
 */
export function bulletDrawing(view: BulletView): BulletDrawing {
	const number = (value: Decimal | null | undefined) =>
		value === null || value === undefined ? null : Number(value);
	const [actual, target, low, high, baseline] = [
		number(view.actual),
		number(view.target),
		number(view.low),
		number(view.high),
		number(view.baseline)
	];
	const promised = [target, low, high, baseline].filter((value) => value !== null);
	const scale = [0, ...(promised.length > 0 ? promised : [actual ?? 1])];
	const [least, most] = [Math.min(...scale), Math.max(...scale)];
	const room = (most - least || 1) * ROOM;
	const [start, end] = [least < 0 ? least - room : least, most > 0 || least === 0 ? most + room : most];
	const place = (value: number) =>
		Math.round(((Math.min(Math.max(value, start), end) - start) / (end - start)) * 1000) / 10;
	const span = (one: number, other: number) => ({
		from: Math.min(place(one), place(other)),
		to: Math.max(place(one), place(other))
	});
	return {
		bar: actual === null ? null : span(0, actual),
		band: low === null && high === null ? null : span(low ?? start, high ?? end),
		target: target === null ? null : place(target),
		baseline: baseline === null ? null : place(baseline),
		expected: view.expected === null || view.expected === undefined ? null : place(view.expected),
		zero: place(0),
		under: actual !== null && actual < start,
		over: actual !== null && actual > end
	};
}
