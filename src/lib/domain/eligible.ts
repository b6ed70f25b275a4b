import type { IsoDate } from './calendar.ts';
import type {
	Baseline,
	Fact,
	LifecycleEvent,
	PledgeFacts,
	ReporterOrder,
	Step,
	StepDone,
	Target
} from './commitment.ts';
import { isApproved } from './review.ts';

export const BASES = ['recorded', 'public'] as const;
export type Basis = (typeof BASES)[number];

/**
 * Which knowledge is asked for. `recorded` (default): what our board could say on that day. `public`: what could have
 * been known, by the dates of the sources. `at` limits either to facts up to one ledger number.
 */
export interface AsOfOptions {
	basis?: Basis;
	at?: number;
}

/** A pledge as it was known on one day: only approved facts that no later known fact replaces. */
export interface Known extends PledgeFacts {
	baseline: Baseline | null;
	target: Target | null;
	reporterOrder: ReporterOrder | null;
}

interface Dated {
	knownOn: IsoDate;
	recordedOn: IsoDate;
	seq: number;
}

const isKnown = (fact: Dated, asOf: IsoDate, { basis = 'recorded', at }: AsOfOptions) =>
	(basis === 'public' ? fact.knownOn : fact.recordedOn) <= asOf && (at === undefined || fact.seq <= at);

/**
 * The facts that no other of the known ones replaces, oldest first. A chain is followed through facts that are not
 * themselves known, so that a figure replaced twice stays replaced while the middle one waits for review.
 */
export function standing<F extends Fact>(all: readonly F[], known: readonly F[]): F[] {
	const byId = new Map(all.map((fact) => [fact.id, fact]));
	const replaced = new Set<string>();
	for (const fact of known) {
		let earlier = fact.supersedes;
		while (earlier !== null && earlier !== fact.id && !replaced.has(earlier)) {
			replaced.add(earlier);
			earlier = byId.get(earlier)?.supersedes ?? null;
		}
	}
	return known.filter((fact) => !replaced.has(fact.id)).sort((one, other) => one.seq - other.seq);
}

/** Everything about a pledge that counted as known at the end of a day. */
export function knownBy(facts: PledgeFacts, asOf: IsoDate, options: AsOfOptions = {}): Known {
	const keep = <F extends Fact>(all: readonly F[], counts: (fact: F) => boolean = () => true): F[] =>
		standing(
			all,
			all.filter((fact) => isKnown(fact, asOf, options) && counts(fact))
		);
	const baselines = keep(facts.baselines);
	const targets = keep(facts.targets);
	const reporterOrders = keep(facts.reporterOrders);
	const target = targets.at(-1) ?? null;
	return {
		...facts,
		baselines,
		targets,
		reporterOrders,
		baseline: baselines.at(-1) ?? null,
		target,
		reporterOrder: reporterOrders.at(-1) ?? null,
		trajectory: keep(facts.trajectory).filter((point) => point.target === target?.id),
		observations: keep(facts.observations, ({ approval }) => isApproved(approval, asOf, options)),
		steps: facts.steps
			.filter((step) => isKnown(step, asOf, options))
			.map((step) => ({ ...step, done: keep(step.done) })),
		checkIns: keep(facts.checkIns),
		scores: keep(facts.scores),
		lifecycle: keep(facts.lifecycle)
	};
}

/** The record that says when a step was done, or null while it is open or its last correction says "not done". */
export function doneRecord(step: Step): StepDone | null {
	const last = step.done.at(-1);
	return last && !last.undone ? last : null;
}

/** The day a step was completed: its last day where it took several. */
export function doneOn(step: Step): IsoDate | null {
	const record = doneRecord(step);
	return record ? (record.to ?? record.from) : null;
}

/** The latest change of state by its own date that has happened by a day; null while the pledge simply stands. */
export function lifecycleOn(known: Known, on: IsoDate): LifecycleEvent | null {
	const past = known.lifecycle.filter((event) => event.on <= on);
	const last = past.sort((one, other) =>
		one.on === other.on ? one.seq - other.seq : one.on < other.on ? -1 : 1
	);
	return last.at(-1) ?? null;
}
