/** What the board counts by theme and by who owes whom, as it is taken away. */
import { breakdownCsv, breakdownPlate, MOST_ROWS, type BreakdownRow } from '#lib/charts/breakdownPlate.ts';
import { remark, stacked } from '#lib/charts/framePlate.ts';
import type { CitedSource } from '#lib/charts/cited.ts';
import type { TakenChart } from '#lib/charts/taken.ts';
import { finding } from '#lib/domain/portfolio.ts';
import { capitalise, countOf } from '#lib/domain/words.ts';
import type { Board, Portion } from '#lib/server/pledges/board.ts';

/** What a board found, as its page says it. */
export const findingOf = ({ total, unverified, groups }: Portion) =>
	finding({ total: total.count, unverified: unverified.count, groups });

/** Both breakdowns of a board, where it has any row. */
export function breakdowns(board: Board, sources: readonly CitedSource[]): TakenChart[] {
	const { headline, rest, themes, owing, morePairs } = board;
	const sum = { label: 'Each pledge counted once', counted: headline, more: rest.total };
	const chart = (
		name: string,
		head: string,
		by: string,
		rows: BreakdownRow[],
		last?: BreakdownRow
	): TakenChart => ({
		...{ name, sources, title: findingOf(headline) },
		unit: `pledges agreed or declared ready, ${by} and status`,
		body: stacked(
			[breakdownPlate(head, rows, last), ...leftOut(rows.length, name === 'owing' ? morePairs : 0)],
			8
		),
		csv: breakdownCsv(name === 'themes' ? 'theme' : 'parties', rows)
	});
	if (board.total === 0) return [];
	return [
		chart(
			...(['themes', 'Theme', 'by theme'] as const),
			themes.map((row) => ({ ...row, label: capitalise(row.theme) }))
		),
		chart(
			...(['owing', 'Parties', 'by who owes whom'] as const),
			owing.map((row) => ({ ...row, label: capitalise(row.words) })),
			sum
		)
	];
}

/** What a picture has no room for is said in it. */
function leftOut(rows: number, more: number) {
	const hidden = Math.max(rows - MOST_ROWS, 0) + more;
	return hidden > 0 ? [remark(`${countOf(hidden, 'more row')} not drawn.`)] : [];
}
