/**
 * How column types arrive in JavaScript, the same for both engines: dates as ISO text (never a local midnight),
 * numerics as exact text, counts as numbers.
 */
const DATE = 1082;
const INT8 = 20;
const NUMERIC = 1700;

export const parsers: Record<number, (value: string) => unknown> = {
	[DATE]: (value) => value,
	[NUMERIC]: (value) => value,
	[INT8]: (value) => Number(value)
};
