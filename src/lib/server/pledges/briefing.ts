import { isMeasured, type Kind } from '#lib/domain/commitment.ts';
import type { Change } from '#lib/domain/changes.ts';
import { tally, type Tally } from '#lib/domain/portfolio.ts';
import type { PledgeFilter } from '#lib/schema/pledge-filter.ts';
import type { Db } from '../db/connection.ts';
import { changesSince } from './changes.ts';
import { citedSources, type Cited } from './cited-sources.ts';
import { countPledges } from './counts.ts';
import { listPledgeIds } from './list.ts';
import { shownRows, type PledgeRow } from './pledge-rows.ts';
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
	/** what changed of them since the earlier state of the moment, by their codes; null where it has none */
	moved: { code: string; title: string; changes: Change[] }[] | null;
	/** those with figures to draw, the ones that need attention first */
	drawn: PledgeView[];
	/** how many more have figures and are not drawn */
	undrawn: number;
}

/**
 * Reads a briefing about the pledges of a list, in its order. An earlier state of the moment only tells what changed
 * since, unless the list asks for one sort of change.
 */
export async function readBriefing(db: Db, filter: PledgeFilter, asked: Moment): Promise<Briefing> {
	const moment = filter.change === undefined ? { ...asked, since: null } : asked;
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
	const attention = { attention: filter.attention ?? 'any', sort: 'attention', dir: 'asc' } as const;
	const urgent = (await listPledgeIds(db, { ...filter, ...attention }, moment)).flatMap(
		(id) => byId.get(id) ?? []
	);
	const changes = await changesSince(db, asked);
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
		moved: asked.since
			? pledges.flatMap(({ id, code, title }) => {
					const own = changes.get(id);
					return own ? [{ code, title, changes: own }] : [];
				})
			: null,
		drawn,
		undrawn: Math.max(measured.length - MOST_CHARTS, 0)
	};
}
