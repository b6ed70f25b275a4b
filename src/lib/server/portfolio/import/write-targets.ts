import { DomainError } from '#lib/domain/errors.ts';
import { conversionFactor, multiplyDecimals, type Decimal } from '#lib/domain/quantity.ts';
import type { FilePledge } from '#lib/schema/portfolio/file.ts';
import { isMeasured } from '#lib/domain/commitment.ts';
import type { TargetInput } from '#lib/domain/commands.ts';
import type { Place } from './acts.ts';
import { saysNothing, targetAs } from './described.ts';
import { FACTS, idIn, knownOn, type Importing, type Pledged, type Row } from './writing.ts';

/** Plans the ledger of targets: those that were replaced, and the one that stands. */
export function writeTargets(w: Importing, pledged: Pledged, pledge: FilePledge): void {
	const units = [pledge.indicator, ...pledge.former_indicators.toReversed()].flatMap(
		(one) => one?.unit ?? []
	);
	const unit = units[0] ?? null;
	const read = w.described.get(pledge)?.target ?? null;
	const emptied = targetAs(pledge.target, pledge.window, null, () => null);
	const standing = read ?? { ...emptied, unit: isMeasured(pledge.kind) ? unit : null };
	const stands = read !== null || (pledge.former_targets.length > 0 && saysNothing(standing));
	const chain = [
		...pledge.former_targets.map((target) => ({ target, input: targetAs(target, null, unit, () => null) })),
		...(stands ? [{ target: pledge.target, input: standing }] : [])
	];
	let former: Row | null = null;
	for (const { target, input } of chain) {
		const fact = target ?? {
			known_on: null,
			recorded_on: null,
			recorded_by: null,
			source: null,
			reason: null
		};
		const place: Place = { ...FACTS, within: pledged.logged, after: former?.act };
		const act = pledged.plan.actOf(fact, place);
		const factor = targetFactor(input.unit, units);
		const otherwise = fact.source || former ? w.today : pledged.knownOn;
		const { source, reason } = fact;
		const kept = (value: Decimal | null) =>
			value === null || factor === null ? value : multiplyDecimals(value, factor);
		const row: Row = w.rows.put(
			'target',
			act,
			() => ({
				pledge_id: pledged.row.id,
				...{ value: kept(input.value), low: kept(input.low), high: kept(input.high) },
				...{ entered_unit: factor === null ? null : input.unit, factor },
				...datesOf(input),
				tolerance: input.tolerance === null ? null : String(input.tolerance),
				source_id: idIn(w.references.sources, source),
				reason,
				known_on: knownOn(w, fact, otherwise)
			}),
			former
		);
		for (const { on, value } of input.plan) {
			const planned = kept(value) ?? value;
			w.rows.put('trajectory_point', act, () => ({ target_id: row.id, planned_on: on, value: planned }));
		}
		former = row;
	}
}

function datesOf(input: TargetInput) {
	return {
		...{ qualifier: input.qualifier, per: input.per, starts_on: input.start, due_on: input.due },
		...{ due_precision: input.duePrecision, standing: input.standing, assumed_due: input.assumedDue },
		grace_days: input.graceDays
	};
}

/**
 * What one of the target's unit is in the unit of its indicator. A former target may be in a unit that the indicator
 * had before; without any that fits, its values stay as they are.
 */
function targetFactor(unit: string | null, indicatorUnits: readonly string[]): string | null {
	if (unit === null || indicatorUnits.length === 0) return null;
	for (const kept of indicatorUnits) {
		try {
			return conversionFactor(unit, kept);
		} catch (error) {
			if (!(error instanceof DomainError)) throw error;
		}
	}
	return '1';
}
