import type { IsoDate } from '#lib/domain/calendar.ts';
import type { FilePledge } from '#lib/schema/portfolio/file.ts';
import type { Place } from './acts.ts';
import { stepsOf, type PlacedStep } from './described.ts';
import { recordsOf } from './records.ts';
import { writeCheckIn } from './write-progress.ts';
import { FACTS, idIn, knownOn, type Importing, type Pledged, type Row } from './writing.ts';

/** Plans the steps of a pledge in their order, with their versions and the records of their being done. */
export function writeSteps(w: Importing, pledged: Pledged, pledge: FilePledge): void {
	for (const [position, { step, type }] of stepsOf(pledge).entries()) {
		const begun = pledged.plan.actOf(step.former[0] ?? step, { ...FACTS, within: pledged.logged });
		const row = w.rows.put('step', begun, () => ({ pledge_id: pledged.row.id, type }));
		writeVersions(w, pledged, row, { step, position });
		writeRecords(w, pledged, row, step);
	}
}

function writeVersions(
	w: Importing,
	{ plan, knownOn: pledgeKnownOn }: Pledged,
	row: Row,
	{ step, position }: { step: PlacedStep['step']; position: number }
): void {
	let former: Row | null = null;
	for (const version of [...step.former, step]) {
		const { title, party, weight, due_on: due, due_source, reason } = version;
		const place: Place = { ...FACTS, within: row.act, after: former?.act };
		const otherwise: IsoDate = due_source || former ? w.today : pledgeKnownOn;
		const known: IsoDate = knownOn(w, { known_on: version.known_on, source: due_source }, otherwise);
		former = w.rows.put(
			'step_version',
			plan.actOf(version, place),
			() => ({
				...{ step_id: row.id, position, title, weight, reason, known_on: known },
				party_id: idIn(w.references.parties, party),
				...{ due_on: due?.end ?? null, due_precision: due?.precision ?? 'day' },
				due_source_id: idIn(w.references.sources, due_source),
				dropped: version.dropped ?? false
			}),
			former
		);
	}
}

function writeRecords(w: Importing, pledged: Pledged, row: Row, step: PlacedStep['step']): void {
	const { plan } = pledged;
	let former: Row | null = null;
	let before: IsoDate | null = null;
	for (const record of recordsOf(step)) {
		const { from, to, place: where, note, undone, reason, source } = record;
		const place: Place = { ...FACTS, within: row.act, after: former?.act };
		const known: IsoDate = knownOn(w, record, (undone ? before : null) ?? to ?? from);
		before = known;
		const act = plan.actOf(record, place);
		const done: Row = w.rows.put(
			'step_done',
			act,
			() => ({
				...{ step_id: row.id, done_from: from, done_to: to, place: where, undone, note, reason },
				...{ source_id: idIn(w.references.sources, source), known_on: known }
			}),
			former
		);
		if (record.check) {
			const made = plan.actOf(record.check, { ...FACTS, within: act });
			writeCheckIn(w, pledged.row, made, record.check, () => ({ step_done_id: done.id }));
		}
		former = done;
	}
}
