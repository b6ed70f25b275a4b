import { conversionFactor, multiplyDecimals, parseDecimal } from '#lib/domain/quantity.ts';
import { isDomainError } from '#lib/domain/errors.ts';
import { ACTUAL_COLUMNS } from './actual-columns.ts';
import type { CellErrors, Cells, Layout } from './layout.ts';
import type { CellType } from './column.ts';

/** Columns of the export that say what this product made of a figure, or when it was recorded. */
const COMPUTED = [
	...['pledge_title', 'headline', 'decides', 'recorded_on', 'recorded_by', 'ledger'],
	...['as_of', 'as_of_basis', 'at', 'filters']
];

/** Read, though no export has it: the whole period as people write it, such as 2024 or 2024-Q3. */
const MORE: [string, CellType][] = [['period', 'text']];

export const ACTUAL_LAYOUT: Layout = {
	read: new Map([
		...ACTUAL_COLUMNS.filter(({ name }) => !COMPUTED.includes(name)).map(
			({ name, type }): [string, CellType] => [name, type]
		),
		...MORE
	]),
	computed: new Set(COMPUTED),
	required: [
		['pledge_code'],
		['period_start', 'period'],
		['period_end', 'period'],
		['value', 'entered_value'],
		['reporter']
	]
};

/** The cells that are fields of the form by the same name. */
const SAME = [
	...['qualifier', 'reporter', 'state', 'partial', 'derived', 'locator', 'quote', 'note', 'known_on'],
	...['period', 'period_start', 'period_end'],
	...['source_title', 'source_publisher', 'source_url', 'source_date', 'source_language']
];

/** What an actual's row would be in the form, and which column each field came from. */
export interface ActualFields {
	fields: Record<string, string>;
	errors: CellErrors;
	/** the column beside which a sentence about a field belongs */
	columnOf: (field: string) => string;
}

/**
 * A row as the fields of the form. A figure that was typed in another unit is read as it was typed; where both are
 * given they have to say the same, so that a correction in only one of the two is not lost.
 */
export function actualFields(cells: Cells): ActualFields {
	const fields: Record<string, string> = {};
	for (const name of SAME) if (cells[name] !== undefined) fields[name] = cells[name];
	// A whole period in one cell goes before the two days.
	if ((cells.period ?? '').trim() !== '') fields.period_start = fields.period_end = '';
	const entered = (cells.entered_value ?? '').trim() !== '';
	fields.value = (entered ? cells.entered_value : cells.value) ?? '';
	fields.unit = (entered ? cells.entered_unit || cells.unit : cells.unit) ?? '';
	const columns: Record<string, string> = {
		value: entered ? 'entered_value' : 'value',
		unit: entered && cells.entered_unit ? 'entered_unit' : 'unit',
		period: (cells.period ?? '').trim() === '' && cells.period_end !== undefined ? 'period_end' : 'period',
		source: 'source_title',
		revises: 'value'
	};
	return {
		fields,
		errors: entered ? compareEntered(cells) : {},
		columnOf: (field) => columns[field] ?? field
	};
}

function compareEntered(cells: Cells): CellErrors {
	const { value = '', unit = '', entered_value: typed = '', entered_unit: typedIn = '' } = cells;
	if (value.trim() === '' || unit.trim() === '' || typedIn.trim() === '') return {};
	try {
		const converted = multiplyDecimals(parseDecimal(typed), conversionFactor(typedIn.trim(), unit.trim()));
		if (converted === parseDecimal(value)) return {};
		return {
			value: `This is not ${typed.trim()} ${typedIn.trim()}, as entered_value says, which is ${converted} ${unit.trim()}. Correct one of the two, or clear entered_value and entered_unit.`
		};
	} catch (error) {
		if (!isDomainError(error)) throw error;
		// The figure itself or its unit cannot be read, and the form's own rules say why.
		return {};
	}
}
