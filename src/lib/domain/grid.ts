/**
 * The grid in which figures of many pledges are recorded at once: its columns, in the order in which a block from a
 * spreadsheet fills them. A row is text under these names.
 */
export const GRID_COLUMNS = [
	{ name: 'pledge', label: 'Pledge' },
	{ name: 'period', label: 'Period' },
	{ name: 'value', label: 'Figure' },
	{ name: 'unit', label: 'Unit' },
	{ name: 'reporter', label: 'Reporter' },
	{ name: 'source', label: 'Source' },
	{ name: 'state', label: 'State' },
	{ name: 'note', label: 'Note' },
	{ name: 'reason', label: 'Why corrected' }
] as const;

export type GridCell = (typeof GRID_COLUMNS)[number]['name'];

/** Rows of a new grid, and how many each "more" adds. */
export const GRID_STEP = 10;
