import type { FilePledge } from '#lib/schema/portfolio/file.ts';
import type { Place, PlannedAct } from './acts.ts';
import { FACTS, idIn, knownOn, orNone, type Importing, type Pledged, type Row } from './writing.ts';

/** Plans what happened to a pledge: checks, scores, its end, what was said of it. */
export function writeProgress(w: Importing, pledged: Pledged, pledge: FilePledge): void {
	const { rows, references } = w;
	const actOf = (fact: Parameters<Pledged['plan']['actOf']>[0]) =>
		pledged.plan.actOf(fact, { ...FACTS, within: pledged.logged });
	const sourceId = (name: string | null) => idIn(references.sources, name);
	const owned = () => ({ pledge_id: pledged.row.id });
	writeCheckIns(w, pledged, pledge);
	writeScores(w, pledged, pledge);
	for (const said of pledge.restatements) {
		const { text, note, said_on } = said;
		const known_on = knownOn(w, { ...said, known_on: said.known_on ?? said_on }, w.today);
		rows.put('restatement', actOf(said), () => ({
			...{ ...owned(), said_on, text, note, known_on },
			source_id: sourceId(said.source) ?? 0
		}));
	}
	let last = pledged.logged;
	for (const closing of pledge.closings) {
		const { state, on: happened_on, reason } = closing;
		const known_on = knownOn(w, closing, happened_on);
		// In order, and each in an act of its own: the last one counts.
		last = pledged.plan.actOf(closing, { ...FACTS, after: last });
		rows.put('lifecycle', last, () => ({
			...{ ...owned(), state, happened_on, reason, known_on },
			source_id: sourceId(closing.source)
		}));
	}
	for (const verdict of pledge.verdicts) {
		const { given_on, value, rationale } = verdict;
		rows.put('verdict', actOf(verdict), () => ({
			...{ ...owned(), given_on, value, rationale },
			source_id: sourceId(verdict.source)
		}));
	}
	for (const comment of pledge.comments) {
		rows.put('comment', actOf(comment), () => ({ ...owned(), text: comment.text }));
	}
}

function writeCheckIns(w: Importing, { row, plan, logged }: Pledged, pledge: FilePledge): void {
	for (const check of [...pledge.check_ins, ...orNone(collected(w))]) {
		writeCheckIn(w, row, plan.actOf(check, { ...FACTS, within: logged }), check);
	}
}

/** Plans a check; `made` names the figure, or the record of a step, that it was made with. */
export function writeCheckIn(
	w: Importing,
	pledge: Row,
	act: PlannedAct,
	check: FilePledge['check_ins'][number],
	made: () => { observation_id?: number; step_done_id?: number } = () => ({})
): void {
	const { evidence_on, outcome, text } = check;
	const known_on = knownOn(w, check, evidence_on ?? w.today);
	w.rows.put('check_in', act, () => ({
		pledge_id: pledge.id,
		checked_on: check.checked_on ?? evidence_on ?? w.today,
		...{ evidence_on, outcome, text: text ?? '', known_on, observation_id: null, step_done_id: null },
		source_id: idIn(w.references.sources, check.source),
		...made()
	}));
}

/** The check that a day of collection was; what the note says of loading it is not for readers. */
function collected({ file }: Importing): FilePledge['check_ins'][number] | null {
	if (file.collected_on === null || file.collection_note === null) return null;
	return {
		...{ checked_on: file.collected_on, evidence_on: null, outcome: 'no_change', source: null },
		text: file.collection_note.replace(/ Load it as.*$/s, ''),
		...{ known_on: null, recorded_on: null, recorded_by: null }
	};
}

function writeScores(w: Importing, { row, plan, logged }: Pledged, pledge: FilePledge): void {
	const guidelines: Row[] = [];
	for (const guideline of [...pledge.former_guidelines, ...orNone(pledge.guideline)]) {
		const former = guidelines.at(-1) ?? null;
		const place = { ...FACTS, within: logged, reason: guideline.reason, after: former?.act };
		const columns = () => ({ pledge_id: row.id, text: guideline.text });
		guidelines.push(w.rows.put('guideline', plan.actOf(guideline, place), columns, former));
	}
	for (const { reader, former: replaced, ...standing } of pledge.scores) {
		let former: Row | null = null;
		for (const score of [...replaced, standing]) {
			const guideline = guidelines[(score.guideline ?? guidelines.length) - 1];
			if (!guideline) continue;
			const place: Place = { ...FACTS, within: guideline.act, after: former?.act };
			const known_on = knownOn(w, score, w.today);
			const { on, rationale, source } = score;
			former = w.rows.put(
				'score',
				plan.actOf(score, place),
				() => ({
					...{ pledge_id: row.id, guideline_id: guideline.id, reader, scored_on: on, rationale, known_on },
					...{ value: score.value as -1 | 0 | 1, source_id: idIn(w.references.sources, source) }
				}),
				former
			);
		}
	}
}
