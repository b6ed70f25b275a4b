import { monthsOf, type Period } from './calendar.ts';
import type { Qualifier } from './commitment.ts';
import { exact, type Decimal } from './quantity.ts';
import { needsConfirmation } from './revision.ts';
import { isSameName } from './standing-figures.ts';
import { formatQualified, formatQuantity } from './wording.ts';
import { formatPeriod } from './words.ts';

/** A figure of an indicator, as far as another one is held against it. */
export interface SeriesFigure {
	reporter: string;
	period: Period;
	value: Decimal;
	qualifier: Qualifier;
	partial: boolean;
}

/** The figure that another one is held against, and on which side of it it lies. */
export interface Neighbour<F extends SeriesFigure = SeriesFigure> {
	figure: F;
	side: 'before' | 'after';
}

/**
 * The nearest figure of the same sort: periods of the same length, as whole or as partial. The last one before it, or the
 * first one after it where there is none; of several for one period that of the same reporter. Null where there is none.
 */
export function neighbourOf<F extends SeriesFigure>(
	figures: readonly F[],
	figure: Pick<SeriesFigure, 'reporter' | 'period' | 'partial'>
): Neighbour<F> | null {
	const { period, partial, reporter } = figure;
	const length = monthsOf(period);
	const alike = figures.filter((one) => one.partial === partial && monthsOf(one.period) === length);
	const own = (one: F) => Number(isSameName(one.reporter, reporter));
	const earlier = alike.filter((one) => one.period.end < period.end);
	const later = alike.filter((one) => one.period.end > period.end);
	const [before] = earlier.sort((a, b) => b.period.end.localeCompare(a.period.end) || own(b) - own(a));
	if (before) return { figure: before, side: 'before' };
	const [after] = later.sort((a, b) => a.period.end.localeCompare(b.period.end) || own(b) - own(a));
	return after ? { figure: after, side: 'after' } : null;
}

/** "the figure before it (more than US$555 million, 2024)". */
const named = ({ figure, side }: Neighbour, unit: string) =>
	`the figure ${side} it (${formatQualified(figure.value, unit, figure.qualifier)}, ${formatPeriod(figure.period)})`;

/**
 * That a figure is as far from its neighbour as a correction that a person has to confirm, in plain words; null where it
 * is not. A slip of digits or of the unit looks like this more often than a fact does.
 */
export function unlikenessWords(value: Decimal, neighbour: Neighbour, unit: string): string | null {
	if (!needsConfirmation(neighbour.figure.value, value)) return null;
	const [before, now] = [exact(neighbour.figure.value), exact(value)];
	const other = named(neighbour, unit);
	if (now.eq(0)) return `It is zero, and ${other} is not.`;
	if (before.eq(0)) return `It is not zero, and ${other} is.`;
	if (now.times(before).lt(0)) return `It has the opposite sign of ${other}.`;
	// three digits, cut: how wrong it looks, not how much it is
	const times = (share: typeof now) => `${formatQuantity(share.prec(3, 0).toFixed(), '')} times`;
	if (now.abs().gt(before.abs())) return `It is ${times(now.div(before))} ${other}.`;
	return `It is ${times(before.div(now))} ${now.lt(0) ? 'nearer to zero' : 'smaller'} than ${other}.`;
}
