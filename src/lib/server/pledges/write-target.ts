import type { IsoDate } from '#lib/domain/calendar.ts';
import type { PledgeInput, TargetInput } from '#lib/domain/commands.ts';
import { enterQuantity } from '#lib/domain/quantity.ts';
import { formerOf, same, sourceOf, type Writing } from './writing.ts';

/** A target without any value or date: what stands when an edit takes a target away. */
const NO_TARGET: TargetInput = {
	value: null,
	low: null,
	high: null,
	unit: null,
	qualifier: 'exactly',
	per: null,
	start: null,
	due: null,
	duePrecision: 'day',
	standing: 'stated',
	assumedDue: false,
	tolerance: null,
	graceDays: null,
	source: null,
	plan: []
};

export function writeTarget(w: Writing, input: PledgeInput, pledgeKnownOn: IsoDate): boolean {
	const before = w.before?.input.target ?? null;
	if (!input.target && !before) return false;
	const target = input.target ?? NO_TARGET;
	const source = sourceOf(w, target.source);
	const comparable = (from: TargetInput, sourceId: number | null) => ({ ...from, source: sourceId });
	const beforeSource = before?.source && 'id' in before.source ? before.source.id : null;
	const unit = input.indicator?.unit ?? null;
	// What is kept is in the indicator's unit, so another unit makes another figure of the same words.
	const sameUnit = unit === null || unit === (w.before?.input.indicator?.unit ?? null);
	if (before && sameUnit && same(comparable(before, beforeSource), comparable(target, source?.id ?? null))) {
		return false;
	}
	const canonical = (value: string | null) =>
		value === null || unit === null
			? value
			: enterQuantity(value, target.unit ?? unit, unit, 'target_unit').value;
	const { rows } = w.naming;
	const factor = unit === null ? null : enterQuantity('1', target.unit ?? unit, unit, 'target_unit').factor;
	const figures = {
		value: canonical(target.value),
		low: canonical(target.low),
		high: canonical(target.high)
	};
	const row = rows.put(
		'target',
		w.act,
		() => ({
			pledge_id: w.pledge.id,
			...figures,
			entered_unit: unit === null ? null : (target.unit ?? unit),
			factor,
			qualifier: target.qualifier,
			per: target.per,
			starts_on: target.start,
			due_on: target.due,
			due_precision: target.duePrecision,
			standing: target.standing,
			assumed_due: target.assumedDue,
			tolerance: target.tolerance === null ? null : String(target.tolerance),
			grace_days: target.graceDays,
			source_id: source?.id ?? null,
			reason: before ? w.reason : null,
			known_on: source ? (source.publishedOn ?? w.today) : before ? w.today : pledgeKnownOn
		}),
		formerOf(w.before?.rows.target)
	);
	for (const point of target.plan) {
		const value = canonical(point.value) ?? point.value;
		rows.put('trajectory_point', w.act, () => ({ target_id: row.id, planned_on: point.on, value }));
	}
	return true;
}
