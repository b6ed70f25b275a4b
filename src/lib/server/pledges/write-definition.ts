import { isDeepStrictEqual } from 'node:util';
import type { IsoDate } from '#lib/domain/calendar.ts';
import type {
	BaselineInput,
	PledgeInput,
	SourceInput,
	StepInput,
	TargetInput
} from '#lib/domain/commands.ts';
import { DomainError } from '#lib/domain/errors.ts';
import { enterQuantity } from '#lib/domain/quantity.ts';
import type { Db } from '../db/connection.ts';
import { addParty } from '../portfolio/parties.ts';
import { addReporter } from '../portfolio/reporters.ts';
import { addSource, type AddedSource } from '../sources/add-source.ts';
import type { Definition } from './definition.ts';

/** One act of describing a pledge: where its rows go, and what stood before. */
export interface Writing {
	trx: Db;
	seq: number;
	today: IsoDate;
	pledgeId: number;
	/** null for a new pledge */
	before: Definition | null;
	/** why targets, baselines, rankings or steps change; null for a new pledge */
	reason: string | null;
}

/**
 * Appends the parts of a description that are new or differ from what stands, and nothing else.
 * @returns the names of the parts that changed, in the words of the history
 */
export async function writeDefinition(w: Writing, input: PledgeInput): Promise<string[]> {
	const source = await addSource(w.trx, w.seq, input.source);
	const knownOn = source.publishedOn ?? w.today;
	const changed: string[] = [];
	if (await writeVersion(w, input, source.id, knownOn)) changed.push('description');
	if (await writeGuideline(w, input)) changed.push('scoring guideline');
	const indicatorId = await writeIndicator(w, input, changed);
	if (indicatorId !== null) {
		if (await writeBaseline(w, indicatorId, input, knownOn)) changed.push('baseline');
		if (input.indicator && (await writeOrder(w, indicatorId, input.reporterOrder)))
			changed.push('ranking of reporters');
	}
	if (await writeTarget(w, input, knownOn)) changed.push('target');
	if (await writeSteps(w, input.steps, knownOn)) changed.push('steps');
	return changed;
}

/** Whether two parts of a description say the same, in whatever order their fields are named. */
function same(one: unknown, other: unknown): boolean {
	return isDeepStrictEqual(one, other);
}

async function idOf(w: Writing, source: SourceInput | null): Promise<AddedSource | null> {
	return source ? await addSource(w.trx, w.seq, source) : null;
}

async function writeVersion(
	w: Writing,
	input: PledgeInput,
	sourceId: number,
	knownOn: IsoDate
): Promise<boolean> {
	const parts = (from: PledgeInput, source: number) => [
		[from.title, from.kind, from.theme, from.strength, from.mode, from.path, from.quote, from.locator],
		[from.reading, from.owner, from.checkDays, from.activityDays, source],
		[...from.parties].sort((a, b) => a.name.localeCompare(b.name)).map((p) => [p.name, p.role])
	];
	const before = w.before;
	await refuseUnknownOwner(w, input.owner);
	if (before && 'id' in before.input.source) {
		if (same(parts(before.input, before.input.source.id), parts(input, sourceId))) return false;
	}
	const { id } = await w.trx
		.insertInto('pledge_version')
		.values({
			entry_seq: w.seq,
			pledge_id: w.pledgeId,
			prev_id: before?.rows.version ?? null,
			title: input.title,
			kind: input.kind,
			theme: input.theme,
			strength: input.strength,
			mode: input.mode,
			path: input.path,
			quote: input.quote,
			locator: input.locator,
			source_id: sourceId,
			reading: input.reading,
			owner_id: input.owner,
			check_days: input.checkDays,
			activity_days: input.activityDays,
			known_on: knownOn
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	for (const { name, role } of input.parties) {
		const party_id = await addParty(w.trx, w.seq, name);
		await w.trx
			.insertInto('pledge_party')
			.values({ version_id: id, party_id, role, entry_seq: w.seq })
			.execute();
	}
	return true;
}

async function refuseUnknownOwner(w: Writing, owner: string | null): Promise<void> {
	if (owner === null || owner === w.before?.input.owner) return;
	const known = await w.trx.selectFrom('account').select('id').where('id', '=', owner).executeTakeFirst();
	if (known) return;
	throw new DomainError('unknown_owner', 'Choose the owner from the list, or nobody.', 'owner');
}

async function writeGuideline(w: Writing, { guideline: text, kind }: PledgeInput): Promise<boolean> {
	const before = w.before?.input.guideline ?? null;
	if (text === null && before !== null && kind === 'qualitative') {
		throw new DomainError(
			'guideline_kept',
			'A scoring guideline that was saved cannot be taken away, only changed. Put it back or rewrite it.',
			'guideline'
		);
	}
	if (text === null || text === before) return false;
	await w.trx
		.insertInto('guideline')
		.values({
			entry_seq: w.seq,
			pledge_id: w.pledgeId,
			prev_id: w.before?.rows.guideline ?? null,
			text
		})
		.execute();
	return true;
}

async function writeIndicator(w: Writing, input: PledgeInput, changed: string[]): Promise<number | null> {
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

async function writeBaseline(
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

async function writeOrder(
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

async function writeTarget(w: Writing, input: PledgeInput, pledgeKnownOn: IsoDate): Promise<boolean> {
	const before = w.before?.input.target ?? null;
	if (!input.target && !before) return false;
	const target = input.target ?? NO_TARGET;
	const source = await idOf(w, target.source);
	const comparable = (from: TargetInput, sourceId: number | null) => ({ ...from, source: sourceId });
	const beforeSource = before?.source && 'id' in before.source ? before.source.id : null;
	if (before && same(comparable(before, beforeSource), comparable(target, source?.id ?? null))) return false;
	const unit = input.indicator?.unit ?? null;
	const canonical = (value: string | null) =>
		value === null || unit === null
			? value
			: enterQuantity(value, target.unit ?? unit, unit, 'target_unit').value;
	const { id } = await w.trx
		.insertInto('target')
		.values({
			entry_seq: w.seq,
			pledge_id: w.pledgeId,
			prev_id: w.before?.rows.target ?? null,
			value: canonical(target.value),
			low: canonical(target.low),
			high: canonical(target.high),
			entered_unit: unit === null ? null : (target.unit ?? unit),
			factor: unit === null ? null : enterQuantity('1', target.unit ?? unit, unit, 'target_unit').factor,
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
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	for (const point of target.plan) {
		await w.trx
			.insertInto('trajectory_point')
			.values({
				entry_seq: w.seq,
				target_id: id,
				planned_on: point.on,
				value: canonical(point.value) ?? point.value
			})
			.execute();
	}
	return true;
}

async function writeSteps(w: Writing, steps: readonly StepInput[], pledgeKnownOn: IsoDate): Promise<boolean> {
	const before = new Map((w.before?.input.steps ?? []).map((step, at) => [step.id, { step, at }]));
	let changed = false;
	for (const [position, step] of steps.entries()) {
		const known = step.id === null ? undefined : before.get(step.id);
		if (step.id !== null && !known) {
			throw new DomainError(
				'unknown_step',
				'One of the steps is not known any more; reload the page.',
				'steps'
			);
		}
		const source = await idOf(w, step.dueSource);
		const beforeSource =
			known?.step.dueSource && 'id' in known.step.dueSource ? known.step.dueSource.id : null;
		if (
			known?.at === position &&
			same({ ...known.step, dueSource: beforeSource }, { ...step, dueSource: source?.id ?? null })
		) {
			continue;
		}
		changed = true;
		const knownOn = source ? (source.publishedOn ?? w.today) : known ? w.today : pledgeKnownOn;
		await writeStep(w, step, { position, source: source?.id ?? null, knownOn, dropped: false });
	}
	const kept = new Set(steps.map((step) => step.id));
	for (const { step, at } of before.values()) {
		if (kept.has(step.id)) continue;
		await refuseDone(w, step);
		changed = true;
		await writeStep(w, step, { position: at, source: null, knownOn: w.today, dropped: true });
	}
	return changed;
}

async function writeStep(
	w: Writing,
	step: StepInput,
	rest: { position: number; source: number | null; knownOn: IsoDate; dropped: boolean }
): Promise<void> {
	const id =
		step.id ??
		(
			await w.trx
				.insertInto('step')
				.values({ entry_seq: w.seq, pledge_id: w.pledgeId, type: step.type })
				.returning('id')
				.executeTakeFirstOrThrow()
		).id;
	await w.trx
		.insertInto('step_version')
		.values({
			entry_seq: w.seq,
			step_id: id,
			prev_id: w.before?.rows.steps.get(id) ?? null,
			position: rest.position,
			title: step.title,
			party_id: step.party ? await addParty(w.trx, w.seq, step.party) : null,
			weight: step.weight,
			due_on: step.due,
			due_precision: step.duePrecision,
			due_source_id: rest.source,
			dropped: rest.dropped,
			reason: w.reason,
			known_on: rest.knownOn
		})
		.execute();
}

async function refuseDone(w: Writing, step: StepInput): Promise<void> {
	const done = await w.trx
		.selectFrom('step_done')
		.select('id')
		.where('step_id', '=', step.id)
		.limit(1)
		.executeTakeFirst();
	if (!done) return;
	throw new DomainError(
		'step_recorded',
		`“${step.title}” has progress recorded and cannot be taken away. Put it back.`,
		'steps'
	);
}
