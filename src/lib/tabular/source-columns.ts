import type { Column } from './column.ts';
import type { SourceCells } from './pledge-detail-columns.ts';

/** The columns of the sources that a workbook names. */
export const SOURCE_COLUMNS: readonly Column<SourceCells>[] = [
	{ name: 'title', type: 'text', description: 'The document.', read: (source) => source.title },
	{ name: 'publisher', type: 'text', description: 'Who published it.', read: (source) => source.publisher },
	{
		name: 'date',
		type: 'date',
		description: 'The day it was published.',
		read: (source) => source.publishedOn
	},
	{
		name: 'language',
		type: 'text',
		description: 'Its language, such as en.',
		read: (source) => source.language
	},
	{ name: 'url', type: 'text', description: 'Its address.', read: (source) => source.url }
];
