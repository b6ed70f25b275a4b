import { isMeasured, type Kind } from '#lib/domain/commitment.ts';
import { tally, type Tally } from '#lib/domain/portfolio.ts';
import type { PledgeFilter } from '#lib/schema/pledge-filter.ts';
import type { Db } from '../db/connection.ts';
import { attentionIds } from './board.ts';
import { citedSources, type Cited } from './cited-sources.ts';
import { countPledges, listPledgeIds, shownRows, type PledgeRow } from './list.ts';
import type { Moment } from './moment.ts';
import { showPledge, type PledgeView } from './show.ts';

/** How many pledges a briefing lists; its counts hold all of them. */
export const MOST_BRIEFED = 500;
/** How many charts it draws. */
export const MOST_CHARTS = 12;
/** How many pledges are read at once. */
const AT_ONCE = 200;

export type BriefedPledge = PledgeRow & Cited;

/** What a briefing tells of the pledges of a list in one state. */
export interface Briefing {
	/** what headline totals hold, and what is listed beside them */
	counted: Tally;
	rest: Tally;
	/** how many pledges there are in all */
	total: number;
	pledges: BriefedPledge[];
	/** codes of those that call for a manager's eye, the most urgent first */
	attention: string[];
	/** those with figures to draw, the ones that need attention first */
	drawn: PledgeView[];
	/** how many more have figures and are not drawn */
	undrawn: number;
}

/** Reads a briefing about the pledges of a list, in its order. */
export async function readBriefing(db: Db, filter: PledgeFilter, moment: Moment): Promise<Briefing> {
	const counts = await countPledges(db, filter, moment);
	const ids = await listPledgeIds(db, filter, moment);
	const pledges: BriefedPledge[] = [];
	for (let from = 0; from < Math.min(ids.length, MOST_BRIEFED); from += AT_ONCE) {
		const some = ids.slice(from, Math.min(from + AT_ONCE, MOST_BRIEFED));
		const rows = await shownRows(db, some, moment);
		const cited = await citedSources(db, rows, moment);
		for (const row of rows) {
			const own = cited.get(row.id);
			if (own) pledges.push({ ...row, ...own });
		}
	}
	const byId = new Map(pledges.map((pledge) => [pledge.id, pledge]));
	const urgent = (await attentionIds(db, moment)).flatMap((id) => byId.get(id) ?? []);
	const measured = [...new Set([...urgent, ...pledges])].filter(
		({ kind, assessment }) => isMeasured(kind as Kind) && assessment.observationIds.length > 0
	);
	const drawn: PledgeView[] = [];
	for (const { code } of measured.slice(0, MOST_CHARTS)) {
		const shown = await showPledge(db, code, moment);
		if (shown) drawn.push(shown);
	}
	return {
		counted: tally(counts.filter((row) => row.counted)),
		rest: tally(counts.filter((row) => !row.counted)),
		total: ids.length,
		pledges,
		attention: urgent.map(({ code }) => code),
		drawn,
		undrawn: Math.max(measured.length - MOST_CHARTS, 0)
	};
}
