import { knownBy } from '#lib/domain/eligible.ts';
import { expectedPath, type ExpectedPath } from '#lib/domain/path.ts';
import type { Assessment } from '#lib/domain/assessment.ts';
import { needsReporter, otherWords } from '#lib/domain/reporters.ts';
import { headlineOf, rankingOf } from '#lib/domain/series.ts';
import type { Db } from '../db/connection.ts';
import { listOccasions, type OccasionView } from '../portfolio/occasions.ts';
import { listActs, type ActPage } from '../history/list-acts.ts';
import { sourcesById, type SourceView } from '../sources/queries.ts';
import { loadDefinition, type Definition } from './definition.ts';
import { citedSources } from './cited-sources.ts';
import { listComments, type CommentPage } from './comments.ts';
import * as figures from './figures.ts';
import { shownRows } from './pledge-rows.ts';
import type { Moment } from './moment.ts';
import * as moments from './moments.ts';
import { loadFacts } from './facts.ts';
import { describeMovedDates, type MovedDates } from './moved-dates.ts';
import { formerRecords, listStepRecords, type FormerRecord } from './step-records.ts';
import { listTargets, type TargetView } from './targets.ts';
import { listVerdicts, type VerdictView } from './verdicts.ts';

/** How many acts of the history a pledge's page shows. */
const HISTORY = 8;

/** Everything a pledge's page shows. */
export interface PledgeView {
	id: number;
	code: string;
	/** the ledger number of the last act that changed the description */
	seq: number;
	description: Definition['input'];
	owner: string | null;
	occasion: OccasionView | null;
	source: SourceView | null;
	baselineSource: SourceView | null;
	targetSource: SourceView | null;
	assessment: Assessment;
	/** where the pledge's words, its baseline, its target and the facts that decide stand, each source once */
	citedSources: SourceView[];
	/** no status before one of several reporters is chosen; what the others' figures would give */
	reporting: { undecided: boolean; others: string[] };
	/** null where no line can be expected */
	path: ExpectedPath | null;
	indicators: figures.IndicatorView[];
	actuals: figures.ActualView[];
	/** ids of the figures that make the headline series: for each period the highest-ranked reporter's */
	headline: number[];
	steps: (moments.StepView & { former: FormerRecord[] })[];
	checks: moments.CheckView[];
	scores: moments.ScoreView[];
	restatements: moments.RestatementView[];
	/** the target in force first, the original last */
	targets: TargetView[];
	movedDates: MovedDates;
	closings: moments.ClosingView[];
	/** the latest acts */
	history: ActPage;
	/** the one that stands first */
	verdicts: VerdictView[];
	comments: CommentPage;
}

/**
 * The pledge with this code as it stood at a moment; null for a code that was unknown then.
 * @param before id of a comment: those before it; null: the latest
 */
export async function showPledge(
	db: Db,
	code: string,
	moment: Moment,
	before: number | null = null
): Promise<PledgeView | null> {
	const definition = await loadDefinition(db, code, moment);
	if (!definition) return null;
	const { pledgeId, input } = definition;
	const idOf = (source: typeof input.source | null) => (source && 'id' in source ? source.id : null);
	const named = {
		source: idOf(input.source),
		baseline: idOf(input.baseline?.source ?? null),
		target: idOf(input.target?.source ?? null)
	};
	const [[current], facts, sources, occasions, indicators, actuals, steps] = await Promise.all([
		shownRows(db, [pledgeId], moment),
		loadFacts(db, [pledgeId], moment.upto),
		sourcesById(db, Object.values(named), moment),
		listOccasions(db, moment),
		figures.listIndicators(db, pledgeId, moment),
		figures.listActuals(db, pledgeId, moment),
		moments.listSteps(db, pledgeId, moment)
	]);
	if (!current) return null;
	const [records, checks, scores, restatements, targets, closings, history] = await Promise.all([
		listStepRecords(db, pledgeId, moment),
		moments.listChecks(db, pledgeId, moment),
		moments.listScores(db, pledgeId, moment),
		moments.listRestatements(db, pledgeId, moment),
		listTargets(db, pledgeId, moment),
		moments.listClosings(db, pledgeId, moment),
		listActs(db, { id: pledgeId, code: definition.code }, moment.upto, { page: 1, perPage: HISTORY })
	]);
	const [cited, verdicts, comments] = await Promise.all([
		citedSources(db, [{ id: pledgeId, kind: current.kind, assessment: current.assessment }], moment),
		listVerdicts(db, pledgeId, moment),
		listComments(db, pledgeId, moment, before)
	]);
	const { assessment } = current;
	const movedDates = await describeMovedDates(db, pledgeId, { targets, steps, closings, assessment }, moment);
	const source = (id: number | null) => (id === null ? null : (sources.get(id) ?? null));
	const occasionId = 'id' in input.occasion ? input.occasion.id : null;
	const own = facts.get(pledgeId);
	const { asOf } = moment;
	const options = { basis: moment.basis, at: moment.upto };
	const known = own && knownBy(own, asOf, options);
	return {
		id: pledgeId,
		code: definition.code,
		seq: definition.seq,
		description: input,
		owner: current.owner,
		occasion: occasions.find((occasion) => occasion.id === occasionId) ?? null,
		source: source(named.source),
		baselineSource: source(named.baseline),
		targetSource: source(named.target),
		assessment,
		citedSources: [...cited.values()].flatMap(({ quotedFrom, restsOn }) =>
			[quotedFrom, ...restsOn].filter((one) => one !== null)
		),
		reporting: {
			undecided: needsReporter(assessment),
			others: assessment.others.map((other) => otherWords(other, current.unit ?? '', assessment))
		},
		path: own ? expectedPath(own, asOf, options) : null,
		indicators,
		actuals,
		headline: known
			? headlineOf(known.observations, rankingOf(known)).flatMap((point) => point.ids.map(Number))
			: [],
		steps: steps.map((step) => ({ ...step, former: formerRecords(step.type, records.get(step.id)) })),
		checks,
		scores,
		restatements,
		targets,
		movedDates,
		closings,
		history,
		verdicts,
		comments
	};
}
