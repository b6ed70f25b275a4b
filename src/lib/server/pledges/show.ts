import type { IsoDate } from '#lib/domain/calendar.ts';
import { knownBy } from '#lib/domain/eligible.ts';
import { expectedPath, type ExpectedPath } from '#lib/domain/path.ts';
import type { Assessment } from '#lib/domain/assessment.ts';
import { needsReporter, otherWords } from '#lib/domain/reporters.ts';
import { headlineOf, rankingOf } from '#lib/domain/series.ts';
import type { Db } from '../db/connection.ts';
import { listOccasions, type OccasionView } from '../portfolio/occasions.ts';
import { lastSeq } from '../db/ledger.ts';
import { listActs, type ActPage } from '../history/list-acts.ts';
import { sourcesById, type SourceView } from '../sources/queries.ts';
import { refreshDue, refreshShown } from './current.ts';
import { loadDefinition, type Definition } from './definition.ts';
import * as figures from './figures.ts';
import * as moments from './moments.ts';
import { loadFacts } from './facts.ts';
import { describeMovedDates, type MovedDates } from './moved-dates.ts';
import { listTargets, type TargetView } from './targets.ts';

/** How many acts of the history a pledge's page shows. */
const HISTORY = 8;

/** Everything a pledge's page shows. */
export interface PledgeView {
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
	/** no status before one of several reporters is chosen; what the others' figures would give */
	reporting: { undecided: boolean; others: string[] };
	/** null where no line can be expected */
	path: ExpectedPath | null;
	indicators: figures.IndicatorView[];
	actuals: figures.ActualView[];
	/** ids of the figures that make the headline series: for each period the highest-ranked reporter's */
	headline: number[];
	steps: moments.StepView[];
	checks: moments.CheckView[];
	scores: moments.ScoreView[];
	restatements: moments.RestatementView[];
	/** the target in force first, the original last */
	targets: TargetView[];
	movedDates: MovedDates;
	closings: moments.ClosingView[];
	/** the latest acts */
	history: ActPage;
}

/** The pledge with this code as it stands today; null for an unknown code. */
export async function showPledge(db: Db, code: string, today: IsoDate): Promise<PledgeView | null> {
	await refreshDue(db, today);
	const definition = await loadDefinition(db, code);
	if (!definition) return null;
	const { pledgeId, input } = definition;
	await refreshShown(db, [pledgeId], today);
	const idOf = (source: typeof input.source | null) => (source && 'id' in source ? source.id : null);
	const named = {
		source: idOf(input.source),
		baseline: idOf(input.baseline?.source ?? null),
		target: idOf(input.target?.source ?? null)
	};
	const [current, facts, sources, occasions, indicators, actuals, steps] = await Promise.all([
		db
			.selectFrom('pledge_current')
			.select(['assessment', 'row'])
			.where('pledge_id', '=', pledgeId)
			.executeTakeFirstOrThrow(),
		loadFacts(db, [pledgeId]),
		sourcesById(db, Object.values(named)),
		listOccasions(db),
		figures.listIndicators(db, pledgeId),
		figures.listActuals(db, pledgeId),
		moments.listSteps(db, pledgeId)
	]);
	const upto = await lastSeq(db);
	const [checks, scores, restatements, targets, closings, history] = await Promise.all([
		moments.listChecks(db, pledgeId),
		moments.listScores(db, pledgeId),
		moments.listRestatements(db, pledgeId),
		listTargets(db, pledgeId, upto),
		moments.listClosings(db, pledgeId),
		listActs(db, { id: pledgeId, code: definition.code }, upto, { page: 1, perPage: HISTORY })
	]);
	const { assessment } = current;
	const movedDates = await describeMovedDates(
		db,
		pledgeId,
		{ targets, steps, closings, assessment },
		today,
		upto
	);
	const source = (id: number | null) => (id === null ? null : (sources.get(id) ?? null));
	const occasionId = 'id' in input.occasion ? input.occasion.id : null;
	const own = facts.get(pledgeId);
	const known = own && knownBy(own, today);
	return {
		code: definition.code,
		seq: definition.seq,
		description: input,
		owner: current.row.owner,
		occasion: occasions.find((occasion) => occasion.id === occasionId) ?? null,
		source: source(named.source),
		baselineSource: source(named.baseline),
		targetSource: source(named.target),
		assessment,
		reporting: {
			undecided: needsReporter(assessment),
			others: assessment.others.map((other) => otherWords(other, current.row.unit ?? '', assessment))
		},
		path: own ? expectedPath(own, today) : null,
		indicators,
		actuals,
		headline: known
			? headlineOf(known.observations, rankingOf(known)).flatMap((point) => point.ids.map(Number))
			: [],
		steps,
		checks,
		scores,
		restatements,
		targets,
		movedDates,
		closings,
		history
	};
}
