import { overlaps } from './calendar.ts';
import type { Period } from './calendar.ts';
import type { Aggregation } from './commitment.ts';
import { DomainError } from './errors.ts';
import type { Decimal } from './quantity.ts';
import { needsConfirmation } from './revision.ts';
import { formatQuantity } from './wording.ts';
import { formatPeriod } from './words.ts';

/** A recorded figure that no other has replaced, or that counts while the one that corrects it waits or was returned. */
export interface StandingFigure {
	id: number;
	/** id of the last figure of its corrections; its own, where nothing corrects it */
	last: number;
	reporter: string;
	value: Decimal;
	period: Period;
}

/** What is recorded already, and in which manner its periods combine. */
export interface Standing {
	unit: string;
	aggregation: Aggregation;
	figures: readonly StandingFigure[];
}

/** A figure that somebody wants to record, in the indicator's unit. */
export interface Candidate {
	reporter: string;
	period: Period;
	value: Decimal;
	/** id of the figure that it corrects */
	revises: number | null;
	/** an unusually large correction was confirmed */
	confirmed: boolean;
}

/**
 * Refuses a second figure of one reporter for one period and, where figures are added up, one whose days another
 * figure counts already, whoever states it. The same period by another reporter is kept: it is the same sum, seen
 * twice. A correction by more than a factor of two is more often a slip than a fact (progress.md, "revision").
 * @throws DomainError `unknown_actual`, `period_taken` (names the figure to correct), `period_overlaps`, `revision_large`
 */
export function refuseConflict({ unit, aggregation, figures }: Standing, candidate: Candidate): void {
	const { reporter, period } = candidate;
	const own = figures.filter((figure) => isSameName(figure.reporter, reporter));
	const revised = own.find(({ id, last }) => id === candidate.revises && id === last);
	// A correction takes the place of the one that counts as well.
	const isOther = (figure: StandingFigure) => figure.last !== revised?.last;
	if (candidate.revises !== null && !revised) {
		throw new DomainError(
			'unknown_actual',
			'The figure to correct is not there any more: somebody corrected it meanwhile, or it is another reporter’s. Reload the page.',
			'reporter'
		);
	}
	const said = (figure: StandingFigure) =>
		`${figure.reporter} has ${formatQuantity(figure.value, unit)} for ${formatPeriod(figure.period)} already`;
	const taken = own.find((figure) => isOther(figure) && isSame(figure.period, period));
	if (taken) {
		throw new DomainError(
			'period_taken',
			`${said(taken)}. Correct that figure instead of adding a second one.`,
			'period',
			taken.last
		);
	}
	const crossed = figures.find(
		(figure) => isOther(figure) && !isSame(figure.period, period) && overlaps(figure.period, period)
	);
	if (aggregation === 'cumulative' && crossed) {
		throw new DomainError(
			'period_overlaps',
			`${said(crossed)}, and the two periods overlap: the sum would count those days twice. Choose a period that does not overlap.`,
			'period'
		);
	}
	if (revised && !candidate.confirmed && needsConfirmation(revised.value, candidate.value)) {
		throw new DomainError(
			'revision_large',
			`This changes the figure from ${formatQuantity(revised.value, unit)} to ${formatQuantity(candidate.value, unit)}. Check the digits and the unit; if it is right, tick the box and save again.`,
			'confirmed'
		);
	}
}

/**
 * Refuses to add up figures whose days overlap, as where they were taken as levels before. The same period by two
 * reporters is the same sum, seen twice; a figure and the one that waits to correct it are never added up.
 * @throws DomainError `figures_overlap`
 */
export function refuseOverlapping({ unit, figures }: Omit<Standing, 'aggregation'>): void {
	const sorted = figures.toSorted((one, other) => (one.period.start < other.period.start ? -1 : 1));
	const said = ({ reporter, value, period }: StandingFigure) =>
		`${formatQuantity(value, unit)} for ${formatPeriod(period)} (${reporter})`;
	for (const [at, one] of sorted.entries()) {
		for (let next = at + 1; next < sorted.length; next++) {
			const other = sorted[next];
			if (!other || other.period.start > one.period.end) break;
			if (other.last === one.last || isSame(one.period, other.period)) continue;
			throw new DomainError(
				'figures_overlap',
				`Figures of this kind are added up, but ${said(one)} and ${said(other)} overlap: the sum would count those days twice. Correct the period of one of them first, or keep the present kind.`,
				'kind'
			);
		}
	}
}

/** Whether two names are one reporter: the case of their letters does not tell two apart. */
export function isSameName(one: string, other: string): boolean {
	return one.toLowerCase() === other.toLowerCase();
}

const isSame = (one: Period, other: Period) => one.start === other.start && one.end === other.end;
