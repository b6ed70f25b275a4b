import { ACTUAL_COLUMNS } from '#lib/tabular/actual-columns.ts';
import { PLEDGE_COLUMNS } from '#lib/tabular/pledge-columns.ts';
import { FORMATS, type FormatName } from './formats.ts';

/** A column that an import reads, for those who fill it in. */
export interface ColumnHelp {
	name: string;
	description: string;
	required: boolean;
}

const MORE: Record<string, string> = {
	path: 'The same as path_fixed, where that column is not there.',
	baseline_unit: 'Unit of baseline_value, where it is another one than unit.',
	target_unit: 'Unit of the target columns, where it is another one than unit.',
	period:
		'The whole period in one cell, such as 2024, 2024-Q3 or 2024-01 to 2024-09, in place of its two days.'
};

/** The columns that an import of this sort reads, in the order of the export. */
export function columnHelp(name: FormatName): ColumnHelp[] {
	const { layout } = FORMATS[name];
	const exported: readonly { name: string; description: string }[] =
		name === 'pledges' ? PLEDGE_COLUMNS : ACTUAL_COLUMNS;
	return [...layout.read.keys()].map((column) => ({
		name: column,
		description: MORE[column] ?? exported.find((one) => one.name === column)?.description ?? '',
		required: layout.required.some(([first]) => first === column)
	}));
}
