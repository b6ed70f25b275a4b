import { isIsoDate, partialText, periodAround, DATE_PRECISIONS } from '#lib/domain/calendar.ts';
import type { DatePrecision } from '#lib/domain/calendar.ts';
import { PARTY_ROLES } from '#lib/domain/commitment.ts';
import { WHOLE_ROW, type CellErrors, type Cells } from './layout.ts';
import { readList, readPlan } from './lists.ts';

type Fields = Record<string, string>;
type Rows = Record<string, Fields[]>;

/** What a pledge's row would be in the form: the text of its fields and of its rows. */
export interface PledgeFields {
	fields: Fields;
	rows: Rows;
	errors: CellErrors;
	/** columns that differ from what stands; all that the file has for a new pledge */
	columns: string[];
}

interface Text {
	fields?: Fields;
	rows?: Rows;
	errors?: CellErrors;
}

/** Columns that say one thing together, and what they are in the form. */
interface Part {
	columns: readonly string[];
	/** what a column that the file lacks is taken to be when another one of the part changes: as it stands, or empty */
	lacking: 'stands' | 'empty';
	write(cell: (column: string) => string): Text;
}

const same = (column: string, field = column): Part => ({
	columns: [column],
	lacking: 'empty',
	write: (cell) => ({ fields: { [field]: cell(column) } })
});

const ticked = (column: string): Part => ({
	columns: [column],
	lacking: 'empty',
	write: (cell): Text => ({
		fields: { [column]: cell(column) === 'yes' ? 'yes' : '' },
		errors: ['yes', 'no', ''].includes(cell(column)) ? {} : { [column]: 'Write yes or no.' }
	})
});

const source = (prefix: string): Part => {
	const columns = ['title', 'publisher', 'url', 'date', 'language'].map((name) => `${prefix}source_${name}`);
	return {
		columns,
		lacking: 'empty',
		write: (cell) => ({
			// A known source of the form gives way to the one that the row describes.
			fields: { ...Object.fromEntries(columns.map((name) => [name, cell(name)])), [`${prefix}source`]: '' }
		})
	};
};

const lastDay = (column: string): Part => ({
	columns: [column, 'deadline_precision'],
	lacking: 'empty',
	write: (cell): Text => {
		const { text, error } = asPrecise(cell(column), cell('deadline_precision'));
		return { fields: { [column]: text }, errors: error ? { deadline_precision: error } : {} };
	}
});

const PARTS: readonly Part[] = [
	...['title', 'kind', 'strength', 'theme', 'mode', 'quote', 'locator', 'reading', 'owner'].map((name) =>
		same(name)
	),
	...['check_interval_days', 'activity_interval_days', 'guideline'].map((name) => same(name)),
	same('path_fixed', 'path'),
	source(''),
	{
		columns: ['parties'],
		lacking: 'empty',
		write: (cell) => ({ rows: { parties: readList(cell('parties')).map(partyOf) } })
	},
	same('indicator', 'indicator_title'),
	...['unit', 'aggregation', 'direction', 'natural_limit', 'basis'].map((name) => same(name)),
	{
		columns: ['baseline_value', 'baseline_unit'],
		lacking: 'empty',
		write: (cell) => ({
			fields: { baseline_value: cell('baseline_value'), baseline_unit: cell('baseline_unit') }
		})
	},
	{
		columns: ['baseline_start', 'baseline_date', 'baseline_precision'],
		lacking: 'empty',
		write: baselineDate
	},
	...['baseline_qualifier', 'baseline_reporter'].map((name) => same(name)),
	ticked('baseline_proxy'),
	source('baseline_'),
	{
		columns: ['target_value', 'target_low', 'target_high', 'target_unit', 'plan'],
		lacking: 'stands',
		write: (cell) => ({
			fields: {
				target_value: cell('target_value'),
				// The kind decides which of the two is read.
				events_required: cell('target_value'),
				target_low: cell('target_low'),
				target_high: cell('target_high'),
				target_unit: cell('target_unit')
			},
			rows: { plan: readPlan(cell('plan')) }
		})
	},
	...['target_qualifier', 'target_standing', 'start', 'window_start', 'tolerance', 'grace_days'].map((name) =>
		same(name)
	),
	lastDay('deadline'),
	lastDay('window_end'),
	ticked('deadline_assumed'),
	source('target_'),
	{
		columns: ['reporters'],
		lacking: 'empty',
		write: (cell) => ({ fields: { reporters: readList(cell('reporters')).join('\n') } })
	},
	same('reporters_reason')
];

const OCCASION = ['occasion', 'occasion_place', 'occasion_date'];

/** The columns that these fields are made of; code and occasion say which pledge it is. */
export const FIELD_COLUMNS: readonly string[] = [
	'code',
	...OCCASION,
	...new Set(PARTS.flatMap((part) => part.columns))
];

/**
 * A row as the fields of the form.
 * @param before the same columns as an export would write them now, for a pledge that is known: only what differs is
 * given, and a column that the file lacks changes nothing. Null for a new pledge.
 * @param only with `before`: the columns that may be given; all when left out
 */
export function pledgeFields(
	row: Cells,
	before: Cells | null,
	only: ReadonlySet<string> | null = null
): PledgeFields {
	const cells = pathFixed(row);
	const result: PledgeFields = { fields: {}, rows: {}, errors: {}, columns: [] };
	const add = ({ fields, rows, errors }: Text) => {
		Object.assign(result.fields, fields);
		Object.assign(result.rows, rows);
		Object.assign(result.errors, errors);
	};
	for (const part of PARTS) {
		const given = part.columns.filter((name) => cells[name] !== undefined);
		const differing = before ? given.filter((name) => cells[name]?.trim() !== (before[name] ?? '')) : given;
		if (differing.length === 0 || (only && !part.columns.some((name) => only.has(name)))) continue;
		const standing = part.lacking === 'stands' ? before : null;
		add(part.write((name) => (cells[name] ?? standing?.[name] ?? '').trim()));
		result.columns.push(...differing);
	}
	if (before === null) add({ fields: { code: cells.code ?? '', ...occasionOf(cells) } });
	else if (
		OCCASION.some((name) => cells[name] !== undefined && cells[name].trim() !== (before[name] ?? ''))
	) {
		result.errors.occasion = `The occasion of a logged pledge stays what it is: ${before.occasion ?? ''}, ${before.occasion_date ?? ''}.`;
	}
	if (before?.plan && cells.plan === undefined && (cells.target_unit ?? '').trim() !== '') {
		result.errors.target_unit =
			'This pledge has planned values in its own unit. Write the target in that unit, or give the column plan as well.';
	}
	return result;
}

/** The column beside which a sentence about a field of the form belongs, in a file that has these columns. */
export function columnOfField(field: string, cells: Cells): string {
	const path = cells.path_fixed === undefined ? 'path' : 'path_fixed';
	const named = cells.occasion !== undefined;
	const columns: Record<string, string> = {
		path,
		path_fixed: path,
		source: 'source_title',
		baseline_source: 'baseline_source_title',
		target_source: 'target_source_title',
		indicator_title: 'indicator',
		events_required: 'target_value',
		occasion_title: named ? 'occasion' : 'source_title',
		occasion_date: named || cells.occasion_date !== undefined ? 'occasion_date' : 'source_date',
		steps: WHOLE_ROW,
		form: WHOLE_ROW
	};
	const list = /^(parties|plan|steps)\./.exec(field)?.[1] ?? field;
	return columns[list] ?? list;
}

/** The analyst's path by its short name, where the file has not the export's own column for it. */
function pathFixed(cells: Cells): Cells {
	if (cells.path === undefined || cells.path_fixed !== undefined) return cells;
	return { ...cells, path_fixed: cells.path };
}

/** Where a file names no occasion, the document quoted stands for it: its title and its day. */
function occasionOf(cells: Cells): Fields {
	const named = cells.occasion !== undefined;
	return {
		occasion_title: (named ? cells.occasion : cells.source_title) ?? '',
		occasion_place: cells.occasion_place ?? '',
		occasion_date: cells.occasion_date ?? (named ? '' : (cells.source_date ?? ''))
	};
}

/**
 * "Kazakhstan (pledger)" as a row of the form; without a role the form's own default holds. Plain small letters in the
 * last brackets are meant as a role, also where there is no such role.
 */
function partyOf(item: string): Fields {
	const [, name, role] = /^(.+?)\s*\(([^()]*)\)\s*$/su.exec(item) ?? [];
	if (name === undefined || role === undefined) return { name: item, role: '' };
	const known = PARTY_ROLES.find((one) => one === role.trim().toLowerCase());
	if (known) return { name, role: known };
	return /^[a-z ]+$/.test(role) ? { name, role } : { name: item, role: '' };
}

function baselineDate(cell: (column: string) => string): Text {
	const [start, end] = [cell('baseline_start'), cell('baseline_date')];
	if (start !== '' && end !== '') return { fields: { baseline_date: `${start} to ${end}` } };
	if (start !== '')
		return { fields: { baseline_date: '' }, errors: { baseline_date: 'Write the last day as well.' } };
	const { text, error } = asPrecise(end, cell('baseline_precision'));
	return { fields: { baseline_date: text }, errors: error ? { baseline_precision: error } : {} };
}

/** The year, quarter or month that ends on a day, where a column beside it says that it was given so. */
function asPrecise(day: string, precision: string): { text: string; error?: string } {
	if (precision === '' || !isIsoDate(day)) return { text: day };
	const known = DATE_PRECISIONS.find((one): one is DatePrecision => one === precision);
	if (!known) return { text: day, error: 'Write year, quarter, month or day.' };
	if (periodAround(day, known).end === day) return { text: partialText(day, known) };
	return { text: day, error: `${day} is not the last day of a ${known}; correct one of the two.` };
}
