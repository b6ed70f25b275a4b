import type { IsoDate } from '#lib/domain/calendar.ts';
import type { BaselineInput, PledgeInput } from '#lib/domain/commands.ts';
import { DomainError } from '#lib/domain/errors.ts';
import { enterQuantity } from '#lib/domain/quantity.ts';
import type { Named } from '../db/planned-rows.ts';
import { formerOf, same, sourceOf, type Writing } from './writing.ts';

/** @returns the headline indicator, if there is one */
export function writeIndicator(w: Writing, input: PledgeInput, changed: string[]): Named | null {
	const { rows } = w.naming;
	const known = formerOf(w.before?.rows.indicator);
	const { indicator } = input;
	if (!indicator) return known;
	if (known && same(w.before?.input.indicator, indicator)) return known;
	const role = 'headline' as const;
	const row = known ?? rows.put('indicator', w.act, () => ({ pledge_id: w.pledge.id, role }));
	rows.put(
		'indicator_version',
		w.act,
		() => ({
			indicator_id: row.id,
			title: indicator.title,
			unit: indicator.unit,
			aggregation: indicator.aggregation,
			direction: indicator.direction,
			natural_limit: indicator.limit,
			basis: indicator.basis
		}),
		formerOf(w.before?.rows.indicatorVersion)
	);
	changed.push('indicator');
	return row;
}

export function writeBaseline(
	w: Writing,
	indicatorRow: Named,
	input: PledgeInput,
	pledgeKnownOn: IsoDate
): boolean {
	const { baseline, indicator } = input;
	const before = w.before?.input.baseline ?? null;
	// A kind without an indicator leaves what was measured before in the ledger, unread.
	if (!indicator) return false;
	if (!baseline) {
		if (!before) return false;
		throw new DomainError(
			'baseline_kept',
			'A baseline that was recorded cannot be taken away, only corrected. Put its value back or change it.',
			'baseline_value'
		);
	}
	const source = sourceOf(w, baseline.source);
	const comparable = (from: BaselineInput, sourceId: number | null) => ({ ...from, source: sourceId });
	const beforeSource = before?.source && 'id' in before.source ? before.source.id : null;
	if (before && same(comparable(before, beforeSource), comparable(baseline, source?.id ?? null)))
		return false;
	const value = enterQuantity(baseline.value, baseline.unit, indicator.unit, 'baseline_unit');
	const reporter = baseline.reporter ? w.naming.reporters.of({ name: baseline.reporter }) : null;
	w.naming.rows.put(
		'baseline',
		w.act,
		() => ({
			indicator_id: indicatorRow.id,
			value: value.value,
			entered_value: value.enteredValue,
			entered_unit: value.enteredUnit,
			factor: value.factor,
			period_start: baseline.period.start,
			period_end: baseline.period.end,
			precision: baseline.precision,
			qualifier: baseline.qualifier,
			proxy: baseline.proxy,
			reporter_id: reporter?.id ?? null,
			source_id: source?.id ?? null,
			reason: before ? w.reason : null,
			known_on: source ? (source.publishedOn ?? w.today) : pledgeKnownOn
		}),
		formerOf(w.before?.rows.baseline)
	);
	return true;
}

export function writeOrder(w: Writing, indicator: Named, order: PledgeInput['reporterOrder']): boolean {
	const before = w.before?.input.reporterOrder ?? null;
	if (!order && before) {
		throw new DomainError(
			'ranking_kept',
			'A ranking that was recorded cannot be taken away, only changed. Put it back or rank the reporters anew.',
			'reporters'
		);
	}
	if (!order || same(before, order)) return false;
	const { rows, reporters } = w.naming;
	const row = rows.put(
		'reporter_order',
		w.act,
		() => ({ indicator_id: indicator.id, reason: order.reason }),
		formerOf(w.before?.rows.order)
	);
	for (const [index, name] of order.ranked.entries()) {
		const reporter = reporters.of({ name });
		rows.put('reporter_rank', w.act, () => ({
			order_id: row.id,
			position: index + 1,
			reporter_id: reporter.id
		}));
	}
	return true;
}
