import type { IsoDate } from '#lib/domain/calendar.ts';
import type { BaselineInput, PledgeInput } from '#lib/domain/commands.ts';
import { DomainError } from '#lib/domain/errors.ts';
import { enterQuantity } from '#lib/domain/quantity.ts';
import { addReporter } from '../portfolio/reporters.ts';
import { idOf, same, type Writing } from './writing.ts';

export async function writeIndicator(
	w: Writing,
	input: PledgeInput,
	changed: string[]
): Promise<number | null> {
	const known = w.before?.rows.indicator ?? null;
	const indicator = input.indicator;
	if (!indicator) return known;
	if (known !== null && same(w.before?.input.indicator, indicator)) return known;
	const id =
		known ??
		(
			await w.trx
				.insertInto('indicator')
				.values({ entry_seq: w.seq, pledge_id: w.pledgeId, role: 'headline' })
				.returning('id')
				.executeTakeFirstOrThrow()
		).id;
	await w.trx
		.insertInto('indicator_version')
		.values({
			entry_seq: w.seq,
			indicator_id: id,
			prev_id: w.before?.rows.indicatorVersion ?? null,
			title: indicator.title,
			unit: indicator.unit,
			aggregation: indicator.aggregation,
			direction: indicator.direction,
			natural_limit: indicator.limit,
			basis: indicator.basis
		})
		.execute();
	changed.push('indicator');
	return id;
}

export async function writeBaseline(
	w: Writing,
	indicatorId: number,
	input: PledgeInput,
	pledgeKnownOn: IsoDate
): Promise<boolean> {
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
	const source = await idOf(w, baseline.source);
	const comparable = (from: BaselineInput, sourceId: number | null) => ({ ...from, source: sourceId });
	const beforeSource = before?.source && 'id' in before.source ? before.source.id : null;
	if (before && same(comparable(before, beforeSource), comparable(baseline, source?.id ?? null)))
		return false;
	const value = enterQuantity(baseline.value, baseline.unit, indicator.unit, 'baseline_unit');
	await w.trx
		.insertInto('baseline')
		.values({
			entry_seq: w.seq,
			indicator_id: indicatorId,
			prev_id: w.before?.rows.baseline ?? null,
			value: value.value,
			entered_value: value.enteredValue,
			entered_unit: value.enteredUnit,
			factor: value.factor,
			period_start: baseline.period.start,
			period_end: baseline.period.end,
			precision: baseline.precision,
			qualifier: baseline.qualifier,
			proxy: baseline.proxy,
			reporter_id: baseline.reporter ? await addReporter(w.trx, w.seq, baseline.reporter) : null,
			source_id: source?.id ?? null,
			reason: before ? w.reason : null,
			known_on: source ? (source.publishedOn ?? w.today) : pledgeKnownOn
		})
		.execute();
	return true;
}

export async function writeOrder(
	w: Writing,
	indicatorId: number,
	order: PledgeInput['reporterOrder']
): Promise<boolean> {
	const before = w.before?.input.reporterOrder ?? null;
	if (!order && before) {
		throw new DomainError(
			'ranking_kept',
			'A ranking that was recorded cannot be taken away, only changed. Put it back or rank the reporters anew.',
			'reporters'
		);
	}
	if (!order || same(before, order)) return false;
	const { id } = await w.trx
		.insertInto('reporter_order')
		.values({
			entry_seq: w.seq,
			indicator_id: indicatorId,
			prev_id: w.before?.rows.order ?? null,
			reason: order.reason
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	for (const [index, name] of order.ranked.entries()) {
		await w.trx
			.insertInto('reporter_rank')
			.values({
				entry_seq: w.seq,
				order_id: id,
				position: index + 1,
				reporter_id: await addReporter(w.trx, w.seq, name)
			})
			.execute();
	}
	return true;
}
