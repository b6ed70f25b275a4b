import * as described from './described.ts';
import * as judged from './judged.ts';
import * as measured from './measured.ts';
import * as progressed from './progressed.ts';
import * as referenced from './referenced.ts';
import type { Sort } from './sort.ts';

/** What belongs to no single pledge. */
const SHARED: readonly Sort[] = [
	referenced.settings,
	referenced.parties,
	referenced.sources,
	referenced.files,
	referenced.occasions,
	referenced.reporters
];

/** What belongs to a pledge. */
const OF_PLEDGES: readonly Sort[] = [
	described.pledges,
	described.descriptions,
	described.guidelines,
	measured.indicators,
	measured.baselines,
	measured.targets,
	measured.rankings,
	progressed.steps,
	measured.actuals,
	progressed.stepsDone,
	progressed.scores,
	progressed.closings,
	progressed.restatements,
	progressed.checks,
	judged.reviews,
	judged.withdrawals,
	judged.verdicts,
	judged.comments
];

/** Every sort of facts, in the order in which an act's facts are told. */
export const SORTS: readonly Sort[] = [...SHARED, ...OF_PLEDGES];
/** Where in `SORTS` those begin that belong to a pledge. */
export const FIRST_OF_PLEDGES = SHARED.length;

/** Tables of facts that are told with the rows of another table, and never by themselves. */
export const TOLD_WITH: Readonly<Record<string, string>> = {
	party: 'party_version',
	source: 'source_version',
	occasion: 'occasion_version',
	occasion_party: 'occasion_version',
	pledge_party: 'pledge_version',
	indicator: 'indicator_version',
	reporter_rank: 'reporter_order',
	trajectory_point: 'target',
	step: 'step_version'
};
