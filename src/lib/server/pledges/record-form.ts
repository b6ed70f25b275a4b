import type { Aggregation, Kind, LifecycleState } from '#lib/domain/commitment.ts';
import { type Decimal } from '#lib/domain/quantity.ts';
import { unitsFor } from '#lib/domain/units.ts';
import type { ReviewState } from '#lib/domain/review.ts';
import { formatQuantity } from '#lib/domain/wording.ts';
import { formatPeriod } from '#lib/domain/words.ts';
import { periodText } from '#lib/schema/dates.ts';
import { isLast, upTo } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { lastSeq } from '../db/ledger.ts';
import { listReporters } from '../portfolio/reporters.ts';
import { standingFigure } from './corrected-figure.ts';
import { findPledge } from './definition.ts';
import { sourceChoices } from './form-options.ts';
import { lastSources } from './last-source.ts';
import { listRecordSteps, type RecordStep } from './record-steps.ts';
import { reviewNote, reviewState } from './reviewed.ts';

/** The indicator that a figure is recorded for, with what the last figure suggests. */
export interface RecordIndicator {
	id: number;
	title: string;
	unit: string;
	aggregation: Aggregation;
	limit: Decimal | null;
	/** units in which a figure may be typed, the canonical one first */
	units: { value: string; label: string }[];
	last: { reporter: string; unit: string; source: number | null; said: string } | null;
}

/** What the page for recording progress of a pledge needs to know; bounded, however many figures there are. */
export interface RecordForm {
	code: string;
	/** the ledger number at which the form is opened */
	seen: number;
	title: string;
	kind: Kind;
	/** null while the pledge is open */
	closed: LifecycleState | null;
	indicator: RecordIndicator | null;
	steps: RecordStep[];
	guideline: string | null;
	/** the figure to correct, as it was typed; `meanwhile` when it stands in place of the one that was asked for */
	revised: {
		id: number;
		said: string;
		fields: Record<string, string>;
		meanwhile: boolean;
		/** where it stands with the managers, and what they wrote to it */
		review: ReviewState | null;
		reviewNote: string | null;
		/** the account that submitted it */
		by: string | null;
	} | null;
	reporters: string[];
	sources: { value: string; label: string }[];
	/** the source that was looked at last */
	lastSource: number | null;
}

/**
 * @param revise id of a figure to correct
 * @returns null for an unknown code, or a figure that this pledge never had
 */
export async function loadRecordForm(
	db: Db,
	code: string,
	revise: number | null = null
): Promise<RecordForm | null> {
	const pledge = await findPledge(db, code);
	if (!pledge) return null;
	const version = await db
		.selectFrom('pledge_version')
		.where('pledge_id', '=', pledge.id)
		.where(isLast('pledge_version'))
		.select(['title', 'kind'])
		.executeTakeFirstOrThrow();
	// Before everything else that is read: what is recorded while this form is put together counts as later.
	const seen = await lastSeq(db);
	const stands = revise === null ? null : await standingFigure(db, revise);
	const standing = stands === null ? null : await findActual(db, pledge.id, stands, seen);
	if (standing === undefined) return null;
	const indicator = await findIndicator(db, pledge.id, standing?.indicator_id ?? null);
	const guideline = await db
		.selectFrom('guideline')
		.where('pledge_id', '=', pledge.id)
		.where(isLast('guideline'))
		.select('text')
		.executeTakeFirst();
	const steps = await listRecordSteps(db, pledge.id);
	const lastSource = (await lastSources(db, [pledge.id])).get(pledge.id) ?? null;
	return {
		code: pledge.code,
		seen,
		title: version.title,
		kind: version.kind,
		closed: await closedAs(db, pledge.id),
		indicator,
		steps,
		guideline: guideline?.text ?? null,
		revised: standing && indicator && { ...asTyped(standing, indicator.unit), meanwhile: stands !== revise },
		reporters: await listReporters(db),
		sources: await sourceChoices(db, [
			lastSource,
			indicator?.last?.source ?? null,
			standing?.source_id ?? null,
			...steps.map((step) => step.done?.source ?? null)
		]),
		lastSource
	};
}

function findActual(db: Db, pledgeId: number, id: number, upto: number) {
	return db
		.selectFrom('observation')
		.innerJoin('indicator', 'indicator.id', 'observation.indicator_id')
		.innerJoin('reporter', 'reporter.id', 'observation.reporter_id')
		.innerJoin('entry', 'entry.seq', 'observation.entry_seq')
		.where('indicator.pledge_id', '=', pledgeId)
		.where('observation.id', '=', id)
		.selectAll('observation')
		.select(['reporter.name as reporter', 'entry.by_id as by'])
		.select([reviewState(upTo(upto)).as('review'), reviewNote(upTo(upto)).as('review_note')])
		.executeTakeFirst();
}

function asTyped(
	standing: NonNullable<Awaited<ReturnType<typeof findActual>>>,
	unit: string
): Omit<NonNullable<RecordForm['revised']>, 'meanwhile'> {
	const period = { start: standing.period_start, end: standing.period_end };
	return {
		id: standing.id,
		review: standing.review,
		reviewNote: standing.review_note,
		by: standing.by,
		said: `${standing.reporter}, ${formatPeriod(period)}: ${formatQuantity(standing.value, unit)}`,
		fields: {
			revises: String(standing.id),
			period: periodText(period),
			value: standing.entered_value,
			unit: standing.entered_unit,
			qualifier: standing.qualifier,
			// What never counted was not published anew: its state is still the publisher's own.
			state: standing.review === 'waiting' || standing.review === 'returned' ? standing.state : 'revised',
			partial: standing.partial ? 'yes' : 'no',
			reporter: standing.reporter,
			source: standing.source_id === null ? '' : String(standing.source_id),
			locator: standing.locator ?? '',
			quote: standing.quote ?? '',
			derived: standing.derived ?? '',
			note: standing.note ?? ''
		}
	};
}

async function findIndicator(db: Db, pledgeId: number, id: number | null): Promise<RecordIndicator | null> {
	const found = await db
		.selectFrom('indicator')
		.innerJoin('indicator_version', 'indicator_version.indicator_id', 'indicator.id')
		.where('indicator.pledge_id', '=', pledgeId)
		.where(isLast('indicator_version'))
		.$if(id === null, (qb) => qb.where('indicator.role', '=', 'headline'))
		.$if(id !== null, (qb) => qb.where('indicator.id', '=', id))
		.select([
			'indicator.id',
			'indicator_version.title',
			'indicator_version.unit',
			'indicator_version.aggregation',
			'indicator_version.natural_limit as limit'
		])
		.executeTakeFirst();
	if (!found) return null;
	const last = await db
		.selectFrom('observation')
		.innerJoin('reporter', 'reporter.id', 'observation.reporter_id')
		.where('observation.indicator_id', '=', found.id)
		.select(['reporter.name', 'entered_unit', 'source_id', 'observation.value', 'period_start', 'period_end'])
		.orderBy('observation.id', 'desc')
		.limit(1)
		.executeTakeFirst();
	return {
		...found,
		units: unitsFor(found.unit).map((unit) => ({
			value: unit.code,
			label: unit.name === unit.code ? unit.code : `${unit.code}, ${unit.name}`
		})),
		last: last
			? {
					reporter: last.name,
					unit: last.entered_unit,
					source: last.source_id,
					said: `${formatQuantity(last.value, found.unit)} for ${formatPeriod({ start: last.period_start, end: last.period_end })}, ${last.name}`
				}
			: null
	};
}

/** How a pledge was closed, or null while it is open. */
export async function closedAs(db: Db, pledgeId: number): Promise<LifecycleState | null> {
	const last = await db
		.selectFrom('lifecycle')
		.where('pledge_id', '=', pledgeId)
		.select('state')
		.orderBy('id', 'desc')
		.limit(1)
		.executeTakeFirst();
	return last && last.state !== 'reopened' ? last.state : null;
}
