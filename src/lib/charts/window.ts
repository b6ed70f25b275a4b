import { daysIn, toDayNumber } from '#lib/domain/calendar.ts';
import type { IsoDate, Period } from '#lib/domain/calendar.ts';
import { axisTicks } from './timeAxis.ts';

export interface WindowEvent {
	title: string;
	from: IsoDate;
	to: IsoDate | null;
	place?: string | null;
}

export interface WindowDrawing {
	/** the window itself, in per cent of the width */
	window: { from: number; to: number };
	/** null when today lies too far away to be drawn */
	today: number | null;
	ticks: { at: number; label: string }[];
	/** per row and event: place, and whether it lies inside the window */
	events: { from: number; to: number; inside: boolean }[][];
}

/** An event counts when all of it lies inside the window; both end days belong to it. */
export function isInside(event: WindowEvent, window: Period): boolean {
	return event.from >= window.start && (event.to ?? event.from) <= window.end;
}

/** Places of a window, of the events around it and of today. Today is drawn while it is within a window's length. */
export function windowDrawing(
	window: Period,
	rows: readonly { events: readonly WindowEvent[] }[],
	today: IsoDate
): WindowDrawing {
	const events = rows.flatMap((row) => row.events);
	const reach = daysIn(window);
	const near =
		toDayNumber(today) >= toDayNumber(window.start) - reach &&
		toDayNumber(today) <= toDayNumber(window.end) + reach;
	const days = [window.start, window.end, ...events.flatMap((event) => [event.from, event.to ?? event.from])];
	if (near) days.push(today);
	const numbers = days.map(toDayNumber);
	const margin = Math.max(reach * 0.04, 3);
	const [min, max] = [Math.min(...numbers) - margin, Math.max(...numbers) + 1 + margin];
	const place = (day: number) => Math.round(((day - min) / (max - min)) * 10000) / 100;
	return {
		window: { from: place(toDayNumber(window.start)), to: place(toDayNumber(window.end) + 1) },
		today: near ? place(toDayNumber(today)) : null,
		ticks: axisTicks(min, max, null).map((tick) => ({ at: place(tick.value), label: tick.label })),
		events: rows.map((row) =>
			row.events.map((event) => ({
				from: place(toDayNumber(event.from)),
				to: place(toDayNumber(event.to ?? event.from) + 1),
				inside: isInside(event, window)
			}))
		)
	};
}
