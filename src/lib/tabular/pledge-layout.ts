import type { CellType } from './column.ts';
import type { Layout } from './layout.ts';
import { DESCRIPTION_COLUMNS, PLEDGE_COLUMNS } from './pledge-columns.ts';

/** Follows from the kind, so that it is never read. */
const FROM_KIND = ['target_per'];

/** Read, though no export has them: the analyst's path by its short name, and units of their own for what is typed. */
const MORE: [string, CellType][] = [
	['path', 'code'],
	['baseline_unit', 'text'],
	['target_unit', 'text']
];

const read = DESCRIPTION_COLUMNS.filter(({ name }) => !FROM_KIND.includes(name)).map(
	({ name, type }): [string, CellType] => [name, type]
);

export const PLEDGE_LAYOUT: Layout = {
	read: new Map([...read, ...MORE]),
	computed: new Set(
		PLEDGE_COLUMNS.map(({ name }) => name).filter((name) => !read.some(([known]) => known === name))
	),
	required: ['code', 'title', 'kind', 'theme', 'parties', 'quote', 'reading', 'source_title'].map((name) => [
		name
	])
};
