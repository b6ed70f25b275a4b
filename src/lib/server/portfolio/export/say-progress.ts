import { partialText } from '#lib/domain/calendar.ts';
import type { WrittenPledge } from '#lib/schema/portfolio/file.ts';
import { chainsOf, type LoadedRows } from './load-rows.ts';
import { ifAny, ifTrue, orLeft, reasonOf, recorded, sourceOf, split, times, type Saying } from './saying.ts';

type Row<K extends keyof LoadedRows> = LoadedRows[K] extends Map<number, (infer R)[]> ? R : never;

/** Milestones and events, each in its place. */
export function saySteps(saying: Saying, pledgeId: number): Pick<WrittenPledge, 'milestones' | 'events'> {
	const { rows } = saying;
	const steps = (rows.steps.get(pledgeId) ?? []).flatMap((step) => {
		const { standing, former } = split(rows.stepVersions.get(step.id));
		return standing ? [{ step, standing, former, done: rows.stepsDone.get(step.id) ?? [] }] : [];
	});
	steps.sort((one, other) => one.standing.position - other.standing.position || one.step.id - other.step.id);
	const said = (type: 'stage' | 'event') =>
		steps
			.filter(({ step }) => step.type === type)
			.map(({ standing, former, done }) => ({
				version: sayVersion(saying, standing),
				former: ifAny(former.map((version) => sayVersion(saying, version))),
				...splitDone(done)
			}));
	return {
		milestones: ifAny(
			said('stage').map(({ version, former, standing, replaced }) => ({
				...version,
				done_on: standing?.done_from ?? null,
				done_to: standing?.done_to ?? undefined,
				...sayStanding(saying, standing),
				former,
				former_done: ifAny(
					replaced.map((row) => ({
						...{ done_on: row.done_from, done_to: orLeft(row.done_to), ...sayRecord(saying, row) },
						...sayCorrection(saying, row)
					}))
				)
			}))
		),
		events: ifAny(
			said('event').map(({ version, former, standing, replaced }) => ({
				...version,
				held_from: standing?.done_from ?? null,
				held_to: standing?.done_to ?? undefined,
				...sayStanding(saying, standing),
				former,
				former_done: ifAny(
					replaced.map((row) => ({
						...{ held_from: row.done_from, held_to: orLeft(row.done_to), ...sayRecord(saying, row) },
						...sayCorrection(saying, row)
					}))
				)
			}))
		)
	};
}

/** The record that stands; a last one that says “undone” leaves the step open, and is among the replaced ones. */
function splitDone(done: Row<'stepsDone'>[]) {
	const { standing, former } = split(done);
	return standing?.undone ? { standing: undefined, replaced: done } : { standing, replaced: former };
}

function sayVersion(saying: Saying, row: Row<'stepVersions'>) {
	return {
		title: row.title,
		party: row.party_id === null ? undefined : saying.names.party(row.party_id),
		weight: orLeft(row.weight),
		due_on: row.due_on === null ? undefined : partialText(row.due_on, row.due_precision),
		due_source: sourceOf(saying, row.due_source_id),
		dropped: ifTrue(row.dropped),
		reason: orLeft(row.reason),
		...times(saying, row)
	};
}

function sayRecord(saying: Saying, row: Row<'stepsDone'>) {
	return { place: orLeft(row.place), source: sourceOf(saying, row.source_id), note: orLeft(row.note) };
}

function sayCorrection(saying: Saying, row: Row<'stepsDone'>) {
	return {
		...{ undone: ifTrue(row.undone), reason: orLeft(row.reason) },
		check: sayOwnCheck(saying, saying.rows.checksOfRecords.get(row.id)),
		...times(saying, row)
	};
}

function sayStanding(saying: Saying, row: Row<'stepsDone'> | undefined) {
	if (!row) return {};
	const { recorded_on, recorded_by } = recorded(saying, row);
	return {
		...sayRecord(saying, row),
		done_reason: orLeft(row.reason),
		done_known_on: row.known_on,
		done_recorded_on: recorded_on,
		done_recorded_by: recorded_by,
		done_check: sayOwnCheck(saying, saying.rows.checksOfRecords.get(row.id))
	};
}

/** The guideline with those it replaced, and each reader's score. */
export function sayScores(
	saying: Saying,
	pledgeId: number
): Pick<WrittenPledge, 'guideline' | 'former_guidelines' | 'scores'> {
	const { rows } = saying;
	const guidelines = rows.guidelines.get(pledgeId) ?? [];
	const { standing, former } = split(
		guidelines.map((row) => ({ text: row.text, reason: reasonOf(saying, row), ...recorded(saying, row) }))
	);
	const sayScore = (row: Row<'scores'>) => {
		const number = guidelines.findIndex(({ id }) => id === row.guideline_id) + 1;
		return {
			...{ value: row.value, on: row.scored_on, source: sourceOf(saying, row.source_id) },
			rationale: row.rationale,
			guideline: number === guidelines.length ? undefined : number,
			...times(saying, row)
		};
	};
	return {
		guideline: standing,
		former_guidelines: ifAny(former),
		scores: ifAny(
			chainsOf(rows.scores.get(pledgeId) ?? []).flatMap((chain) => {
				const [first] = chain;
				const scores = split(chain.map(sayScore));
				if (!first || !scores.standing) return [];
				return [{ reader: first.reader, ...scores.standing, former: ifAny(scores.former) }];
			})
		)
	};
}

function sayCheck(saying: Saying, row: Row<'checks'>) {
	return {
		...{ source: sourceOf(saying, row.source_id), text: row.text || undefined, outcome: row.outcome },
		...{ checked_on: row.checked_on, evidence_on: row.evidence_on, ...times(saying, row) }
	};
}

/** The check that a figure or a record was made with; left out where there was none. */
export function sayOwnCheck(saying: Saying, [row]: Row<'checks'>[] = []) {
	return row && sayCheck(saying, row);
}

/** Checks, restatements, closings, verdicts and comments, as they were recorded. */
export function sayMoments(
	saying: Saying,
	pledgeId: number
): Pick<WrittenPledge, 'check_ins' | 'restatements' | 'closings' | 'verdicts' | 'comments'> {
	const { rows } = saying;
	const source = (id: number | null) => sourceOf(saying, id);
	return {
		check_ins: ifAny(
			(rows.checks.get(pledgeId) ?? [])
				.filter((row) => row.observation_id === null && row.step_done_id === null)
				.map((row) => sayCheck(saying, row))
		),
		restatements: ifAny(
			(rows.restatements.get(pledgeId) ?? []).map((row) => ({
				...{ source: saying.names.source(row.source_id), said_on: row.said_on, text: row.text },
				...{ note: orLeft(row.note), ...times(saying, row) }
			}))
		),
		closings: ifAny(
			(rows.closings.get(pledgeId) ?? []).map((row) => ({
				...{ state: row.state, on: row.happened_on, reason: row.reason },
				...{ source: source(row.source_id), ...times(saying, row) }
			}))
		),
		verdicts: ifAny(
			(rows.verdicts.get(pledgeId) ?? []).map((row) => ({
				...{ given_on: row.given_on, value: row.value as Verdict, rationale: row.rationale },
				...{ source: source(row.source_id), ...recorded(saying, row) }
			}))
		),
		comments: ifAny(
			(rows.comments.get(pledgeId) ?? []).map((row) => ({ text: row.text, ...recorded(saying, row) }))
		)
	};
}

type Verdict = NonNullable<WrittenPledge['verdicts']>[number]['value'];
