import { precisionOf, type IsoDate } from '#lib/domain/calendar.ts';
import { enterQuantity } from '#lib/domain/quantity.ts';
import type { FileActual, FileBaseline, FileFigure, FileIndicator } from '#lib/schema/portfolio/file.ts';
import type { Place, PlannedAct } from './acts.ts';
import type { Measure } from './check-figures.ts';
import { writeCheckIn } from './write-progress.ts';
import { FACTS, idIn, knownOn, orNone, type Importing, type Pledged, type Row } from './writing.ts';

/** Plans the rows of one indicator: its versions, baselines, rankings and figures. */
export function writeMeasure(
	w: Importing,
	pledged: Pledged,
	role: 'headline' | 'supporting',
	measure: Measure
): void {
	const versions = [...measure.former_indicators, measure.indicator].filter((version) => version !== null);
	const [first, standing] = [versions[0], measure.indicator];
	if (!first || !standing) return;
	const begun = pledged.plan.actOf(first, { ...FACTS, within: pledged.logged, reason: first.reason });
	const indicator = w.rows.put('indicator', begun, () => ({ pledge_id: pledged.row.id, role }));
	writeVersions(w, pledged, indicator, versions);
	writeBaselines(w, pledged, indicator, standing, [...measure.former_baselines, ...orNone(measure.baseline)]);
	writeRankings(w, pledged, indicator, measure);
	const left = new Map<string, PlannedAct>();
	const moving = measure.actuals.toSorted((one, other) => Number(isAlone(one)) - Number(isAlone(other)));
	for (const actual of moving) writeFigures(w, pledged, indicator, standing.unit, actual, left);
}

function writeVersions(
	w: Importing,
	{ plan, logged }: Pledged,
	indicator: Row,
	versions: FileIndicator[]
): void {
	let former: Row | null = null;
	for (const version of versions) {
		const place: Place = { ...FACTS, within: logged, reason: version.reason, after: former?.act };
		former = w.rows.put(
			'indicator_version',
			plan.actOf(version, place),
			() => ({
				indicator_id: indicator.id,
				...{ title: version.title, unit: version.unit, aggregation: version.aggregation },
				...{ direction: version.direction, natural_limit: version.limit, basis: version.basis }
			}),
			former
		);
	}
}

function writeBaselines(
	w: Importing,
	{ plan, knownOn: pledgeKnownOn }: Pledged,
	indicator: Row,
	{ unit }: FileIndicator,
	baselines: FileBaseline[]
): void {
	let former: Row | null = null;
	for (const baseline of baselines) {
		const { period, source, reason, reporter } = baseline;
		const entered = enterQuantity(baseline.value, baseline.unit ?? unit, unit);
		const place: Place = { ...FACTS, within: indicator.act, after: former?.act };
		former = w.rows.put(
			'baseline',
			plan.actOf(baseline, place),
			() => ({
				indicator_id: indicator.id,
				...valueOf(entered),
				...{ period_start: period.start, period_end: period.end },
				precision: precisionOf(period) ?? 'day',
				qualifier: baseline.qualifier ?? 'exactly',
				proxy: baseline.proxy ?? false,
				reporter_id: idIn(w.references.reporters, reporter),
				source_id: idIn(w.references.sources, source),
				reason,
				known_on: knownOn(w, baseline, source ? w.today : pledgeKnownOn)
			}),
			former
		);
	}
}

/** A value as every table of figures keeps it. */
function valueOf({ value, enteredValue, enteredUnit, factor }: ReturnType<typeof enterQuantity>) {
	return { value, entered_value: enteredValue, entered_unit: enteredUnit, factor };
}

function writeRankings(w: Importing, { plan }: Pledged, indicator: Row, measure: Measure): void {
	const standing = measure.reporter_order && {
		ranked: measure.reporter_order,
		reason: measure.reporter_order_reason ?? '',
		recorded_on: measure.reporter_order_recorded_on,
		recorded_by: measure.reporter_order_recorded_by
	};
	let former: Row | null = null;
	for (const { ranked, reason, ...recorded } of [...measure.former_rankings, ...orNone(standing)]) {
		const place: Place = { ...FACTS, within: indicator.act, after: former?.act };
		const act: PlannedAct = plan.actOf(recorded, place);
		const order: Row = w.rows.put(
			'reporter_order',
			act,
			() => ({ indicator_id: indicator.id, reason }),
			former
		);
		for (const [at, name] of ranked.entries()) {
			w.rows.put('reporter_rank', act, () => ({
				order_id: order.id,
				position: at + 1,
				reporter_id: idIn(w.references.reporters, name) ?? 0
			}));
		}
		former = order;
	}
}

const isAlone = ({ former }: FileActual) => former.length === 0;

/**
 * A figure with those it replaced, and what a manager made of each.
 * @param left acts by which a correction left the period that its figure began with: another may begin there later
 */
function writeFigures(
	w: Importing,
	pledged: Pledged,
	indicator: Row,
	unit: string,
	actual: FileActual,
	left: Map<string, PlannedAct>
): void {
	const { plan } = pledged;
	let former: Row | null = null;
	let begun = '';
	for (const figure of [...actual.former, actual]) {
		const read = w.figures.get(figure);
		if (!read) continue;
		const { review, source, withdrawn, check } = figure;
		const apart = review ? JSON.stringify(review) : '';
		const period = JSON.stringify([actual.reporter.toLowerCase(), read.period]);
		begun ||= period;
		const after = former?.act ?? left.get(begun);
		const place: Place = { ...FACTS, within: indicator.act, apart, after };
		const act = plan.actOf(figure, place);
		if (period !== begun) left.set(begun, act);
		const entered = enterQuantity(read.value, read.unit, unit);
		const known: IsoDate = knownOn(w, figure, w.today);
		const row: Row = w.rows.put(
			'observation',
			act,
			() => ({
				indicator_id: indicator.id,
				reporter_id: idIn(w.references.reporters, actual.reporter) ?? 0,
				...{ period_start: read.period.start, period_end: read.period.end, ...valueOf(entered) },
				...{ qualifier: read.qualifier, state: read.state, partial: read.partial, derived: read.derived },
				...{ source_id: idIn(w.references.sources, source), locator: read.locator, quote: read.quote },
				...{ note: read.note, reason: read.reason, known_on: known, needs_review: review !== null }
			}),
			former
		);
		former = row;
		if (check) {
			const made = plan.actOf(check, { ...FACTS, within: act });
			writeCheckIn(w, pledged.row, made, check, () => ({ observation_id: row.id }));
		}
		const judged = writeReview(w, pledged, act, review);
		if (withdrawn) {
			const { reason } = withdrawn;
			const taken = plan.actOf(withdrawn, { action: 'withdrawal imported', after: judged, reason });
			w.rows.put('withdrawal', taken, () => ({ observation_id: row.id, reason }));
			left.set(begun, taken);
		}
	}
}

/** Plans what a manager made of an act, once; returns the act that comes last. */
function writeReview(
	w: Importing,
	{ plan, reviewed }: Pledged,
	act: PlannedAct,
	review: FileFigure['review']
): PlannedAct {
	if (!review || review.state === 'waiting') return act;
	const judged = plan.actOf(review, { action: 'review imported', after: act });
	if (reviewed.has(act)) return judged;
	reviewed.add(act);
	const { state: decision, note } = review;
	w.rows.put('review', judged, () => ({ reviewed_seq: act.seq, decision, note }));
	return judged;
}
