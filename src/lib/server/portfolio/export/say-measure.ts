import { partialText } from '#lib/domain/calendar.ts';
import type { FIGURE_QUALIFIERS } from '#lib/domain/parts.ts';
import { typedValue, type Decimal } from '#lib/domain/quantity.ts';
import { isPartOfYear } from '#lib/schema/actual.ts';
import { periodText } from '#lib/schema/dates.ts';
import type { WrittenPledge } from '#lib/schema/portfolio/file.ts';
import { chainsOf, type LoadedRows } from './load-rows.ts';
import { sayOwnCheck } from './say-progress.ts';
import { ifAny, ifTrue, orLeft, reasonOf, recorded, sourceOf, split, times, type Saying } from './saying.ts';

type Row<K extends keyof LoadedRows> = LoadedRows[K] extends Map<number, (infer R)[]> ? R : never;
type Supporting = NonNullable<WrittenPledge['supporting']>[number];
type Target = NonNullable<WrittenPledge['target']>;

/** One indicator with all that belongs to it; undefined where it had no version yet. */
export function sayMeasure(saying: Saying, indicatorId: number): Supporting | undefined {
	const { rows } = saying;
	const versions = split(rows.indicatorVersions.get(indicatorId));
	if (!versions.standing) return undefined;
	const { unit } = versions.standing;
	const baselines = split(rows.baselines.get(indicatorId));
	const orders = split(rows.orders.get(indicatorId));
	const ranking = orders.standing && sayRanking(saying, orders.standing);
	return {
		indicator: sayIndicator(saying, versions.standing),
		former_indicators: ifAny(versions.former.map((version) => sayIndicator(saying, version))),
		baseline: baselines.standing ? sayBaseline(saying, baselines.standing, unit) : null,
		former_baselines: ifAny(baselines.former.map((baseline) => sayBaseline(saying, baseline, unit))),
		reporter_order: ranking?.ranked,
		reporter_order_reason: ranking?.reason,
		reporter_order_recorded_on: ranking?.recorded_on,
		reporter_order_recorded_by: ranking?.recorded_by,
		former_rankings: ifAny(orders.former.map((order) => sayRanking(saying, order))),
		actuals: ifAny(
			chainsOf(rows.figures.get(indicatorId) ?? []).map((chain) =>
				sayActual(saying, chain, versions.standing?.aggregation ?? 'level')
			)
		)
	};
}

/** The unit of the headline indicator; null without one. */
export function unitOf({ rows }: Saying, pledgeId: number): string | null {
	const headline = rows.indicators.get(pledgeId)?.find(({ role }) => role === 'headline');
	return (headline && rows.indicatorVersions.get(headline.id)?.at(-1)?.unit) ?? null;
}

function sayIndicator(saying: Saying, row: Row<'indicatorVersions'>): Supporting['indicator'] {
	const { title, unit, aggregation, direction } = row;
	return {
		...{ title, unit, aggregation, direction, limit: orLeft(row.natural_limit), basis: orLeft(row.basis) },
		reason: reasonOf(saying, row),
		...recorded(saying, row)
	};
}

function sayBaseline(
	saying: Saying,
	row: Row<'baselines'>,
	unit: string
): NonNullable<Supporting['baseline']> {
	return {
		value: row.entered_value,
		unit: row.entered_unit === unit ? undefined : row.entered_unit,
		period: periodText({ start: row.period_start, end: row.period_end }),
		qualifier: figureQualifier(row),
		proxy: ifTrue(row.proxy),
		reporter: row.reporter_id === null ? undefined : saying.names.reporter(row.reporter_id),
		source: sourceOf(saying, row.source_id),
		reason: orLeft(row.reason),
		...times(saying, row)
	};
}

function sayRanking(saying: Saying, row: Row<'orders'>) {
	const ranks = saying.rows.ranks.get(row.id) ?? [];
	const ranked = ranks.map(({ reporter_id }) => saying.names.reporter(reporter_id));
	return { ranked, reason: row.reason, ...recorded(saying, row) };
}

function sayActual(
	saying: Saying,
	chain: Row<'figures'>[],
	aggregation: Row<'indicatorVersions'>['aggregation']
): NonNullable<Supporting['actuals']>[number] {
	const figures = chain.map((row) => ({
		...{ period_start: row.period_start, period_end: row.period_end },
		...{
			value: row.entered_value,
			unit: row.entered_unit,
			qualifier: figureQualifier(row),
			state: row.state
		},
		partial: partialOf(row, aggregation),
		derived: orLeft(row.derived),
		source: sourceOf(saying, row.source_id),
		...{ locator: orLeft(row.locator), quote: orLeft(row.quote), note: orLeft(row.note) },
		reason: orLeft(row.reason),
		review: row.needs_review ? sayReview(saying, row) : undefined,
		withdrawn: sayWithdrawal(saying, row),
		check: sayOwnCheck(saying, saying.rows.checksOfFigures.get(row.id)),
		...times(saying, row)
	}));
	const [first] = chain;
	const { standing, former } = split(figures);
	if (!first || !standing) throw new Error('A chain of figures is never empty.');
	return { reporter: saying.names.reporter(first.reporter_id), ...standing, former: ifAny(former) };
}

/** The table holds any qualifier; the forms give a figure only these. */
function figureQualifier({ qualifier }: Pick<Row<'figures'>, 'qualifier'>) {
	return qualifier as (typeof FIGURE_QUALIFIERS)[number];
}

/** Said where it is so, and where the days alone would suggest it. */
function partialOf(row: Row<'figures'>, aggregation: Row<'indicatorVersions'>['aggregation']) {
	const suggested = isPartOfYear(aggregation, { start: row.period_start, end: row.period_end });
	return row.partial || suggested ? row.partial : undefined;
}

function sayReview(saying: Saying, figure: Row<'figures'>) {
	const [review] = saying.rows.reviews.get(figure.entry_seq) ?? [];
	if (!review) return { state: 'waiting' as const };
	return { state: review.decision, note: orLeft(review.note), ...recorded(saying, review) };
}

function sayWithdrawal(saying: Saying, figure: Row<'figures'>) {
	const [withdrawal] = saying.rows.withdrawals.get(figure.id) ?? [];
	return withdrawal && { reason: withdrawal.reason, ...recorded(saying, withdrawal) };
}

/** A target as it was typed. @param days false where they stand in a window beside it */
export function sayTarget(saying: Saying, row: Row<'targets'>, unit: string | null, days: boolean): Target {
	const { factor } = row;
	const typed = (value: Decimal | null) =>
		value === null ? undefined : factor === null ? value : typedValue(value, factor);
	const points = saying.rows.points.get(row.id) ?? [];
	return {
		...{ value: typed(row.value), low: typed(row.low), high: typed(row.high) },
		unit: row.entered_unit === unit ? undefined : orLeft(row.entered_unit),
		qualifier: row.qualifier,
		per: orLeft(row.per),
		...(days && { start: orLeft(row.starts_on), deadline: dueText(row) }),
		interpretation: ifTrue(row.standing === 'interpretation'),
		assumption: ifTrue(row.standing === 'assumption'),
		assumed_deadline: ifTrue(row.assumed_due),
		tolerance: orLeft(row.tolerance),
		grace_days: orLeft(row.grace_days),
		plan: ifAny(points.map((point) => ({ on: point.planned_on, value: typed(point.value) ?? point.value }))),
		source: sourceOf(saying, row.source_id),
		reason: orLeft(row.reason),
		...times(saying, row)
	};
}

/** The last day as it would be typed; null where there is none. */
export function dueText(row: Pick<Row<'targets'>, 'due_on' | 'due_precision'>): string | null {
	return row.due_on === null ? null : partialText(row.due_on, row.due_precision);
}
