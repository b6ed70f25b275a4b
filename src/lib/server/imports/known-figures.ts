import type { IsoDate, Period } from '#lib/domain/calendar.ts';
import type { Aggregation, ObservationState, Qualifier } from '#lib/domain/commitment.ts';
import type { StandingFigure } from '#lib/domain/standing-figures.ts';
import type { SourceCells } from '#lib/tabular/pledge-detail-columns.ts';

/** A figure that is shown, in the database or by an earlier row of the file. */
export interface KnownFigure extends StandingFigure {
	reporterId: number | null;
	qualifier: Qualifier;
	state: ObservationState;
	partial: boolean;
	derived: string | null;
	locator: string | null;
	quote: string | null;
	note: string | null;
	source: SourceCells | null;
	knownOn: IsoDate;
	/** the last of its corrections, withdrawn or not */
	end: number;
	/** the row of the file that it comes from; null for one that is recorded */
	line: number | null;
}

/** The figures of one indicator, found by what could stand in the way of another one. */
export interface KnownFigures {
	/** takes the place of the one with its id */
	put(figure: KnownFigure): void;
	/** those of one reporter for one period: more than one where a correction waits or was returned */
	find(reporter: string, period: Period): readonly KnownFigure[];
	/** those that a figure for this period could be in conflict with */
	near(period: Period, aggregation: Aggregation): KnownFigure[];
}

/** A hundred thousand figures of one indicator must not each be compared with all the others. */
export function knownFigures(): KnownFigures {
	const byKey = new Map<string, KnownFigure[]>();
	const byPeriod = new Map<string, Set<string>>();
	const byYear = new Map<number, Set<string>>();
	const figuresOf = (keys: Iterable<string>) => [...keys].flatMap((key) => byKey.get(key) ?? []);
	return {
		put(figure) {
			const key = keyOf(figure.reporter, figure.period);
			byKey.set(key, [...(byKey.get(key) ?? []).filter(({ id }) => id !== figure.id), figure]);
			into(byPeriod, spanOf(figure.period), key);
			for (const year of yearsOf(figure.period)) into(byYear, year, key);
		},
		find: (reporter, period) => byKey.get(keyOf(reporter, period)) ?? [],
		near(period, aggregation) {
			// Only what is added up is hurt by periods that overlap.
			if (aggregation !== 'cumulative') return figuresOf(byPeriod.get(spanOf(period)) ?? []);
			return figuresOf(new Set(yearsOf(period).flatMap((year) => [...(byYear.get(year) ?? [])])));
		}
	};
}

function into<K>(index: Map<K, Set<string>>, at: K, key: string): void {
	const known = index.get(at);
	if (known) known.add(key);
	else index.set(at, new Set([key]));
}

const spanOf = ({ start, end }: Period) => `${start} ${end}`;
const keyOf = (reporter: string, period: Period) => `${spanOf(period)} ${reporter.toLowerCase()}`;

function yearsOf({ start, end }: Period): number[] {
	const [first, last] = [Number(start.slice(0, 4)), Number(end.slice(0, 4))];
	return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}
