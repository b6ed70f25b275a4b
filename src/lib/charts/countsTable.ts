import type { Tally } from '#lib/domain/portfolio.ts';
import { GROUPS, GROUP_KEYS, UNVERIFIED, type Group } from '#lib/domain/status.ts';
import type { ChartCsv, ChartSpec } from './spec.ts';

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

const figuresOf = ({ tally }: Counted, groups: readonly Group[]) => [
	...groups.map((group) => String(countIn(tally, group))),
	String(tally.unverified),
	String(tally.total)
];

/**
 * The table twin of counts by group: every number opens its own rows.
 * @param label what a line is: "Theme"
 */
export function countsTable(
	label: string,
	lines: readonly { counted: Counted; name: string }[]
): ChartSpec['table'] {
	const groups = groupsIn(lines.map(({ counted }) => counted));
	return {
		columns: [
			{ label, numeric: false },
			...groups.map((group) => ({ label: GROUPS[group].word, numeric: true })),
			{ label: UNVERIFIED.word, numeric: true },
			{ label: 'All', numeric: true }
		],
		rows: lines.map(({ counted, name }) => [name, ...figuresOf(counted, groups)]),
		links: lines.map(({ counted: { tally, rows } }) => [
			null,
			...groups.map((group) => (countIn(tally, group) > 0 ? rows(group) : null)),
			tally.unverified > 0 ? rows('unverified') : null,
			rows(null)
		])
	};
}

/** The same for machines: every group has its column, also the empty ones. @param first the column that names a line */
export function countsCsv(
	first: ChartCsv['columns'][number],
	lines: readonly { counted: Counted; cell: string }[]
): ChartCsv {
	return {
		columns: [
			first,
			...GROUP_KEYS.map((group) => [group, 'number'] as const),
			['unverified', 'number'],
			['all', 'number']
		],
		rows: lines.map(({ counted, cell }) => [cell, ...figuresOf(counted, GROUP_KEYS)])
	};
}
