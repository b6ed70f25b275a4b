import { fromDayNumber, periodAround, precisionOf, toDayNumber } from '#lib/domain/calendar.ts';
import type { DatePrecision, IsoDate, Period } from '#lib/domain/calendar.ts';
import { formatDate, formatDateAs } from '#lib/domain/words.ts';
import type { Tick } from './spec.ts';

/** Periods of one calendar length share slots: a figure stands in the middle of its slot, above the slot's name. */
export type Slot = Exclude<DatePrecision, 'day'> | null;

const COARSE: Exclude<DatePrecision, 'day'>[] = ['year', 'quarter', 'month'];

/** The calendar unit that all periods are exactly one of; null when they differ, and days have their exact place. */
export function commonSlot(periods: readonly Period[]): Slot {
	const [first] = periods;
	const unit = first ? precisionOf(first) : null;
	if (!unit || unit === 'day') return null;
	return periods.every((period) => precisionOf(period) === unit) ? unit : null;
}

/** Where something dated `on` stands: the middle of its slot, or the day itself. */
export function placeOf(on: IsoDate, slot: Slot): number {
	if (!slot) return toDayNumber(on);
	const { start, end } = periodAround(on, slot);
	return (toDayNumber(start) + toDayNumber(end) + 1) / 2;
}

/** From the start of the first to the end of the last slot; days without slots get a margin of 3 % on both sides. */
export function axisRange(days: readonly IsoDate[], slot: Slot): { min: number; max: number } {
	const sorted = [...days].sort();
	const [first = '2000-01-01'] = sorted;
	const last = sorted.at(-1) ?? first;
	if (slot) {
		return {
			min: toDayNumber(periodAround(first, slot).start),
			max: toDayNumber(periodAround(last, slot).end) + 1
		};
	}
	const [min, max] = [toDayNumber(first), toDayNumber(last)];
	const margin = Math.max((max - min) * 0.03, 10);
	return { min: min - margin, max: max + margin };
}

/**
 * Ticks of an axis of days. With slots, one in the middle of each; without, at the starts or the last days of years,
 * or of quarters or months where the axis is short. A figure stands at the end of its period, so a chart of figures
 * takes the ends. Never more than 60; the drawing thins them out to what fits.
 */
export function axisTicks(min: number, max: number, slot: Slot, edge: 'starts' | 'ends' = 'starts'): Tick[] {
	const unit = slot ?? unitFor(max - min);
	const ticks: Tick[] = [];
	let { start, end } = periodAround(fromDayNumber(Math.floor(min)), unit);
	while (toDayNumber(start) < max) {
		const value = slot ? placeOf(start, slot) : toDayNumber(edge === 'ends' ? end : start);
		const label = slot || edge === 'starts' ? formatDateAs(end, unit) : endLabel(end, unit);
		if (value >= min && value <= max) ticks.push({ value, label });
		({ start, end } = periodAround(fromDayNumber(toDayNumber(end) + 1), unit));
	}
	const every = Math.ceil(ticks.length / 60);
	return every > 1 ? ticks.filter((_, at) => at % every === 0) : ticks;
}

function endLabel(end: IsoDate, unit: DatePrecision): string {
	return unit === 'year' ? `end ${formatDateAs(end, unit)}` : formatDate(end);
}

function unitFor(days: number): Exclude<DatePrecision, 'day'> {
	const limits = { year: 900, quarter: 300, month: 0 };
	return COARSE.find((unit) => days >= limits[unit]) ?? 'month';
}
