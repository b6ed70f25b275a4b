import { sql } from 'kysely';
import { ATTENTION_KEYS, type Attention } from '#lib/domain/attention-reasons.ts';
import { attentionWords, uncountedWords } from '#lib/domain/attention.ts';
import type { PartyRole } from '#lib/domain/commitment.ts';
import { owingWords } from '#lib/domain/owing.ts';
import { tally, tallyByTheme, type BoardCount, type Tally } from '#lib/domain/portfolio.ts';
import type { Group } from '#lib/domain/status.ts';
import { BOARD_KEYS, type BoardFilter, type PledgeFilter } from '#lib/schema/pledge-filter.ts';
import type { Db } from '../db/connection.ts';
import { listParties } from '../portfolio/parties.ts';
import { countOwing, countPledges } from './counts.ts';
import { topOfList } from './list.ts';
import { selectMatching } from './matching.ts';
import type { PledgeRow } from './pledge-rows.ts';
import type { Moment } from './moment.ts';

/** How many pledges the attention list names; the rest is behind a link. */
const ATTENTION = 8;
/** How many pairs of parties have a row. */
const PAIRS = 100;

/** A number of the board, and the filter of the list that holds exactly its pledges. */
export interface Slice {
	count: number;
	filter: Partial<PledgeFilter>;
}

/** Pledges by group, each number with its own rows. */
export interface Portion {
	total: Slice;
	groups: (Slice & { group: Group; unverified: number })[];
	unverified: Slice;
	/** met, on track or in progress, and verified */
	healthy: number;
}

/** A row of a breakdown: what headline totals hold, and what is listed beside them. */
export interface Part {
	counted: Portion;
	more: Slice;
}

export interface AttentionRow extends Pick<PledgeRow, 'code' | 'title' | 'verdict'> {
	assessment: Pick<PledgeRow['assessment'], 'status' | 'statusText' | 'group' | 'freshness'>;
	/** what keeps it out of the headline totals; null where they count it */
	uncounted: string | null;
	/** sentences with the figures in them */
	why: string[];
}

export interface Board {
	/** how many there are in all */
	total: number;
	headline: Portion;
	rest: Portion;
	themes: (Part & { theme: string; total: Slice })[];
	/** who owes whom, and how many more pairs there are */
	owing: (Part & { words: string; total: Slice })[];
	morePairs: number;
	attention: { rows: AttentionRow[]; total: Slice; reasons: (Slice & { reason: Attention })[] };
}

/** What a board is narrowed to, without what it tells of changes. */
export function narrowedTo(filter: BoardFilter): Partial<PledgeFilter> {
	return Object.fromEntries(
		BOARD_KEYS.flatMap((key) => (filter[key] === undefined ? [] : [[key, filter[key]]]))
	);
}

/** Everything that a board counts, in one state: every number with the filter of the list that holds its rows. */
export async function openBoard(db: Db, filter: BoardFilter, asked: Moment): Promise<Board> {
	const base = narrowedTo(filter);
	const moment = { ...asked, since: null };
	const counts = await countPledges(db, base, moment);
	const [{ owing, morePairs }, attention] = await Promise.all([
		listOwing(db, base, moment),
		listAttention(db, base, moment)
	]);
	const of = (counted: boolean) => tally(counts.filter((row) => row.counted === counted));
	return {
		total: tally(counts).total,
		headline: portion(of(true), { ...base, headline: 'yes' }),
		rest: portion(of(false), { ...base, headline: 'no' }),
		themes: tallyByTheme(counts).map(({ theme }) => {
			const own = counts.filter((row) => row.theme === theme);
			return { theme, ...part(own, { ...base, theme }) };
		}),
		owing,
		morePairs,
		attention
	};
}

function portion(tallied: Tally, filter: Partial<PledgeFilter>): Portion {
	return {
		total: { count: tallied.total, filter },
		groups: tallied.groups.map((row) => ({ ...row, filter: { ...filter, group: row.group } })),
		unverified: { count: tallied.unverified, filter: { ...filter, freshness: 'unverified' } },
		healthy: tallied.healthy
	};
}

function part(counts: readonly BoardCount[], filter: Partial<PledgeFilter>): Part & { total: Slice } {
	const more = tally(counts.filter((row) => !row.counted)).total;
	return {
		total: { count: tally(counts).total, filter },
		counted: portion(tally(counts.filter((row) => row.counted)), { ...filter, headline: 'yes' }),
		more: { count: more, filter: { ...filter, headline: 'no' } }
	};
}

/** Joint promises after what each owes the other. */
const ROLES: PartyRole[] = ['pledger', 'counterpart', 'responsible body', 'joint'];

/** Who owes whom, the pairs with the most pledges first and what one pair owes each other together. */
async function listOwing(
	db: Db,
	base: Partial<PledgeFilter>,
	moment: Moment
): Promise<Pick<Board, 'owing' | 'morePairs'>> {
	const counts = await countOwing(db, base, moment);
	const names = new Map((await listParties(db, moment)).map(({ id, name }) => [id, name]));
	const nameOf = (id: number | null) => (id === null ? null : (names.get(id) ?? null));
	const pairs = Map.groupBy(counts, ({ party, other }) => [party, other].sort().join(' '));
	const sum = (rows: readonly BoardCount[]) => rows.reduce((total, row) => total + row.count, 0);
	const rows = [...pairs.values()]
		.sort((one, two) => sum(two) - sum(one))
		.flatMap((pair) =>
			[...Map.groupBy(pair, ({ role, party }) => `${ROLES.indexOf(role)} ${nameOf(party)}`)]
				.sort(([one], [two]) => one.localeCompare(two, 'en'))
				.map(([, own]) => own)
		);
	const owing = rows.slice(0, PAIRS).flatMap((own) => {
		const [first] = own;
		if (!first) return [];
		const { party, role, other } = first;
		const words = owingWords(role, nameOf(party), nameOf(other));
		return [{ words, ...part(own, { ...base, party, role, other: other ?? 'none' }) }];
	});
	return { owing, morePairs: rows.length - owing.length };
}

async function listAttention(
	db: Db,
	base: Partial<PledgeFilter>,
	moment: Moment
): Promise<Board['attention']> {
	const filter = { ...base, attention: 'any', sort: 'attention' } as const;
	const counts = await selectMatching(db, moment, base)
		.select(({ fn }) =>
			ATTENTION_KEYS.map((key) =>
				fn
					.countAll<number>()
					.filterWhere(sql<boolean>`${sql.lit(key)} = any(c.attention)`)
					.as(key)
			)
		)
		.executeTakeFirstOrThrow();
	const { rows, total } = await topOfList(db, { ...filter, dir: 'asc' }, moment, ATTENTION);
	return {
		total: { count: total, filter },
		reasons: ATTENTION_KEYS.flatMap((reason) => {
			const count = counts[reason];
			return count > 0 ? [{ reason, count, filter: { ...filter, attention: reason } }] : [];
		}),
		rows: rows.map(({ code, title, strength, verdict, assessment, target }) => {
			const { status, statusText, group, freshness } = assessment;
			return {
				code,
				title,
				verdict,
				assessment: { status, statusText, group, freshness },
				uncounted: uncountedWords(strength, assessment),
				why: attentionWords(assessment, target?.due ?? null)
			};
		})
	};
}
