import type { AsOfOptions, Basis } from './basis.ts';
import type { IsoDate } from './calendar.ts';
import type {
	Baseline,
	Chain,
	Description,
	Fact,
	Indicator,
	LifecycleEvent,
	PledgeFacts,
	ReporterOrder,
	Step,
	StepDone,
	StepPlan,
	Target
} from './commitment.ts';
import { isApproved, reviewOn } from './review.ts';
import type { Submitted } from './review.ts';
import { standingChecks } from './standing-checks.ts';

/** A step as it was described, and the records of it, on one day. */
export interface KnownStep extends StepPlan, Pick<Step, 'id' | 'type' | 'done'> {}

type Resolved = 'descriptions' | 'occasions' | 'indicators' | 'steps' | 'guidelines';

/** A pledge as it was known on one day: only approved facts that no later known fact replaces. */
export interface Known extends Description, Omit<PledgeFacts, Resolved> {
	/** by which of its two times a fact is known here */
	basis: Basis;
	/** day of the visit or summit where it was made */
	occasionOn: IsoDate;
	indicator: Indicator | null;
	baseline: Baseline | null;
	target: Target | null;
	reporterOrder: ReporterOrder | null;
	/** in their order, without those that had been taken out */
	steps: KnownStep[];
	/** figures of the headline indicator that nobody has approved, and that nothing replaces */
	submitted: Submitted;
	/** a scoring guideline had been saved */
	hasGuideline: boolean;
}

const isKnown = (fact: Fact, asOf: IsoDate, { basis = 'recorded', at }: AsOfOptions) =>
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

/** Whether a pledge had been described by the end of a day; before that there was no such pledge to show. */
export function isKnownOn(facts: PledgeFacts, asOf: IsoDate, options: AsOfOptions = {}): boolean {
	return facts.descriptions.some((description) => isKnown(description, asOf, options));
}

/**
 * Everything about a pledge that counted as known at the end of a day. What was not yet described by then is read by
 * its first description, so that the answer is whole; see `isKnownOn`. On the public basis our own checks are left
 * aside, but for the evidence that they found [ours].
 */
export function knownBy(facts: PledgeFacts, asOf: IsoDate, options: AsOfOptions = {}): Known {
	const keep = <F extends Fact>(all: readonly F[], counts: (fact: F) => boolean = () => true): F[] =>
		standing(
			all,
			all.filter((fact) => isKnown(fact, asOf, options) && counts(fact))
		);
	const described = <F extends Fact>(chain: Chain<F>): F => keep(chain).at(-1) ?? chain[0];
	const baselines = keep(facts.baselines);
	const targets = keep(facts.targets);
	const reporterOrders = keep(facts.reporterOrders);
	const target = targets.at(-1) ?? null;
	const observations = keep(facts.observations, (figure) => isApproved(figure, asOf, options));
	const records = facts.steps.flatMap(({ done }) => keep(done));
	const states = keep(facts.observations).map(({ review }) => reviewOn(review, asOf, options));
	const { title, kind, strength, mode, path, checkIntervalDays, activityIntervalDays } = described(
		facts.descriptions
	);
	return {
		basis: options.basis ?? 'recorded',
		code: facts.code,
		title,
		kind,
		strength,
		mode,
		path,
		checkIntervalDays,
		activityIntervalDays,
		occasionOn: described(facts.occasions).heldOn,
		indicator: keep(facts.indicators).at(-1) ?? null,
		baselines,
		targets,
		reporterOrders,
		baseline: baselines.at(-1) ?? null,
		target,
		reporterOrder: reporterOrders.at(-1) ?? null,
		trajectory: keep(facts.trajectory).filter((point) => point.target === target?.id),
		observations,
		submitted: {
			waiting: states.filter((state) => state === 'waiting').length,
			returned: states.filter((state) => state === 'returned').length
		},
		steps: facts.steps
			.flatMap(({ id, type, plans, done }) => {
				const plan = keep(plans).at(-1);
				return plan && !plan.dropped ? [{ ...plan, id, type, done: keep(done) }] : [];
			})
			.sort((one, other) => one.position - other.position),
		// Looking is an act of our own: in public only the evidence that it found says anything.
		checkIns: standingChecks(
			facts,
			keep(facts.checkIns),
			[...observations, ...records],
			asOf,
			options
		).filter(({ evidenceOn }) => options.basis !== 'public' || evidenceOn !== null),
		hasGuideline: keep(facts.guidelines).length > 0,
		scores: keep(facts.scores),
		lifecycle: keep(facts.lifecycle)
	};
}

/** The same facts with the figures of one act taken as approved: what they would come to. */
export function withApproved(facts: PledgeFacts, seq: number): PledgeFacts {
	const observations = facts.observations.map((figure) =>
		figure.seq === seq ? { ...figure, review: 'not needed' as const } : figure
	);
	return { ...facts, observations };
}

/** The record that says when a step was done, or null while it is open or its last correction says "not done". */
export function doneRecord(step: Pick<Step, 'done'>): StepDone | null {
	const last = step.done.at(-1);
	return last && !last.undone ? last : null;
}

/** The day a step was completed: its last day where it took several. */
export function doneOn(step: Pick<Step, 'done'>): IsoDate | null {
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
