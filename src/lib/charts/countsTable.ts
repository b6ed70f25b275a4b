import type { Tally } from '#lib/domain/portfolio.ts';
import { GROUPS, GROUP_KEYS, UNVERIFIED, type Group } from '#lib/domain/status.ts';
import type { ChartSpec } from './spec.ts';

/** Pledges that are counted together, such as those of one theme or of one day. */
export interface Counted {
	tally: Tally;
	/** address of the pledges of a group; null: of all of them */
	rows: (group: Group | 'unverified' | null) => string;
}

/** How many of them stand in a group. */
export function countIn({ groups }: Tally, group: Group): number {
	return groups.find((one) => one.group === group)?.count ?? 0;
}

/** The groups of which something is counted anywhere. */
export function groupsIn(all: readonly Counted[]): Group[] {
	return GROUP_KEYS.filter((group) => all.some(({ tally }) => countIn(tally, group) > 0));
}

/**
 * The table twin of counts by group: every number opens its own rows. For machines every group has its column, also
 * the empty ones.
 * @param label what a line is: "Theme"
 * @param lines each with its name in words, and with the cells that name it for machines
 */
export function countsTable<C extends Counted>(
	label: string,
	header: readonly string[],
	lines: readonly { counted: C; name: string; cells: readonly string[] }[]
): Pick<ChartSpec, 'table' | 'csv'> {
	const groups = groupsIn(lines.map(({ counted }) => counted));
	const figures = ({ tally }: Counted, all: readonly Group[]) => [
		...all.map((group) => String(countIn(tally, group))),
		String(tally.unverified),
		String(tally.total)
	];
	return {
		table: {
			columns: [
				{ label, numeric: false },
				...groups.map((group) => ({ label: GROUPS[group].word, numeric: true })),
				{ label: UNVERIFIED.word, numeric: true },
				{ label: 'All', numeric: true }
			],
			rows: lines.map(({ counted, name }) => [name, ...figures(counted, groups)]),
			links: lines.map(({ counted: { tally, rows } }) => [
				null,
				...groups.map((group) => (countIn(tally, group) > 0 ? rows(group) : null)),
				tally.unverified > 0 ? rows('unverified') : null,
				rows(null)
			])
		},
		csv: {
			header: [...header, ...GROUP_KEYS, 'unverified', 'all'],
			rows: lines.map(({ counted, cells }) => [...cells, ...figures(counted, GROUP_KEYS)])
		}
	};
}
