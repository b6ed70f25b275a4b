import { daysIn, toDayNumber } from '#lib/domain/calendar.ts';
import type { IsoDate, Period } from '#lib/domain/calendar.ts';
import { formatDate, formatPeriod } from '#lib/domain/words.ts';
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
	/** the label is empty where it would touch the one before; `flip`: it ends at the tick instead of beginning there */
	ticks: { at: number; label: string; flip: boolean }[];
	/** per row and event: place, and whether it lies inside the window */
	events: { from: number; to: number; inside: boolean }[][];
}

/** An event counts when all of it lies inside the window; both end days belong to it. */
export function isInside(event: WindowEvent, window: Period): boolean {
	return event.from >= window.start && (event.to ?? event.from) <= window.end;
}

/** Width of a label's letters and of the room around it, in pixels. */
const LETTER = 6.6;
const AROUND = 8;

/**
 * Places of a window, of the events around it and of today. Today is drawn while it is within a window's length.
 * `width` is that of the drawing in pixels; labels are left out that would not fit it.
 */
export function windowDrawing(
	window: Period,
	rows: readonly { events: readonly WindowEvent[] }[],
	today: IsoDate,
	width = 300
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
		ticks: labelled(
			axisTicks(min, max, null).map((tick) => ({ at: place(tick.value), label: tick.label })),
			Math.max(width, 1)
		),
		events: rows.map((row) =>
			row.events.map((event) => ({
				from: place(toDayNumber(event.from)),
				to: place(toDayNumber(event.to ?? event.from) + 1),
				inside: isInside(event, window)
			}))
		)
	};
}

function labelled(ticks: { at: number; label: string }[], width: number): WindowDrawing['ticks'] {
	let taken = 0;
	return ticks.map(({ at, label }) => {
		const room = ((label.length * LETTER + AROUND) / width) * 100;
		const flip = at + room > 100;
		const from = flip ? at - room : at;
		if (from < taken) return { at, label: '', flip };
		taken = from + room;
		return { at, label, flip };
	});
}

interface Step {
	title: string;
	party: string | null;
	doneFrom: IsoDate | null;
	doneTo: IsoDate | null;
	place: string | null;
}

/** A window with the events of each party, drawn and in words. */
export interface WindowTimeline {
	/** what the drawing shows, for those who do not see it */
	spoken: string;
	drawing: WindowDrawing;
	rows: { party: string; events: { title: string; when: string; place: string | null; inside: boolean }[] }[];
	/** the days of the window, and how today lies to it: drawn, or said */
	window: string;
	today: { drawn: boolean; words: string };
}

/** The events of a pledge in their window, one row for each party; what no party is named for is held together. */
export function windowTimeline(
	window: Period,
	steps: readonly Step[],
	today: IsoDate,
	width?: number
): WindowTimeline {
	const parties = [...Map.groupBy(steps, ({ party }) => party ?? 'Together')].map(([party, own]) => ({
		party,
		events: own.flatMap(({ title, doneFrom, doneTo, place }) =>
			doneFrom ? [{ title, from: doneFrom, to: doneTo ?? doneFrom, place }] : []
		)
	}));
	const drawing = windowDrawing(window, parties, today, width);
	const drawn = drawing.today !== null;
	const away = today > window.end ? 'it is over' : 'it is not open yet';
	return {
		spoken: `Events in the window, ${formatPeriod(window)}`,
		drawing,
		rows: parties.map(({ party, events }) => ({
			party,
			events: events.map(({ title, from, to, place }) => ({
				...{ title, place, when: formatPeriod({ start: from, end: to }) },
				inside: isInside({ title, from, to }, window)
			}))
		})),
		window: `${formatDate(window.start)} – ${formatDate(window.end)}`,
		today: { drawn, words: drawn ? formatDate(today) : away }
	};
}
