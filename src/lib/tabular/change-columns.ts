import type { IsoDate } from '#lib/domain/calendar.ts';
import type { ValueType } from '#lib/domain/history.ts';
import { stateColumns, type Cell, type CellType, type Column, type ReadAt } from './column.ts';
import type { SourceCells } from './pledge-detail-columns.ts';

/** One changed field of one fact, with the act that changed it. */
export interface ChangeLine {
	seq: number;
	/** ISO time in UTC */
	at: string;
	on: IsoDate;
	by: string | null;
	action: string;
	pledge: { code: string; title: string } | null;
	part: string;
	field: string;
	before: string | null;
	after: string | null;
	type: ValueType;
	unit: string | null;
	reason: string | null;
	/** the document that the part rests on */
	source: SourceCells | null;
	/** the state up to which changes are told */
	moment: ReadAt;
}

type Read = (line: ChangeLine) => Cell;

const column = (name: string, type: CellType, description: string, read: Read): Column<ChangeLine> => ({
	name,
	type,
	description,
	read
});

/** A value is exact: a plain number with its unit beside it, an ISO day, yes or no, or the text as it was written. */
const value = (name: string, description: string, read: Read): Column<ChangeLine> => ({
	...column(name, 'text', description, read),
	typeOf: ({ type }) => (type === 'number' || type === 'date' ? type : 'text')
});

/** The columns of the export of changes, in their order. */
export const CHANGE_COLUMNS: readonly Column<ChangeLine>[] = [
	column('ledger', 'number', 'Ledger number of the act; what one act changed has one number.', (c) =>
		String(c.seq)
	),
	column('recorded_at', 'date', 'When it was recorded: ISO time in UTC.', (c) => c.at),
	column(
		'recorded_on',
		'date',
		'The day that counts as the one on which it was recorded, in UTC.',
		(c) => c.on
	),
	column('by', 'text', 'Who did it; empty when the product did.', (c) => c.by),
	column('action', 'text', 'What was done.', (c) => c.action),
	column(
		'pledge_code',
		'text',
		'Code of the pledge; empty for what belongs to no single one, such as a source.',
		(c) => c.pledge?.code ?? null
	),
	column('pledge_title', 'text', 'Its title as it stood.', (c) => c.pledge?.title ?? null),
	column('part', 'text', 'Which part was changed, such as “actual 2025, Customs”.', (c) => c.part || null),
	column('field', 'text', 'Which field of it.', (c) => c.field || null),
	value('before', 'What stood before; empty for something new.', (c) => c.before),
	value('after', 'What stands since; empty for something taken away.', (c) => c.after),
	column('unit', 'text', 'Unit of both where they are numbers.', (c) => c.unit),
	column('reason', 'text', 'Why, as it was given.', (c) => c.reason),
	column('source_title', 'text', 'The document that the part rests on.', (c) => c.source?.title ?? null),
	column('source_publisher', 'text', 'Who published it.', (c) => c.source?.publisher ?? null),
	column('source_date', 'date', 'The day it was published.', (c) => c.source?.publishedOn ?? null),
	column('source_url', 'text', 'Its address.', (c) => c.source?.url ?? null),
	...stateColumns<ChangeLine>()
];
