import { unitsFor } from '#lib/domain/units.ts';
import { listOf } from '#lib/domain/words.ts';
import { readSupportingIndicator } from '#lib/schema/pledge-measure.ts';
import { tidy } from '#lib/schema/read.ts';
import type { CellErrors, Cells } from '#lib/tabular/layout.ts';
import { knownFigures } from './known-figures.ts';
import type { MeasuredIndicator, MeasuredPledge } from './measured-pledges.ts';

/** The indicator that a row's figure is for, or what is wrong with its cells. */
export type Chosen =
	{ indicator: MeasuredIndicator; errors?: undefined } | { indicator: null; errors: CellErrors };

const no = (column: string, sentence: string): Chosen => ({
	indicator: null,
	errors: { [column]: sentence }
});

/**
 * The headline indicator unless the row names another one. A supporting indicator that the pledge has not yet is
 * added to it, so that later rows find it.
 */
export function chooseIndicator(pledge: MeasuredPledge, cells: Cells): Chosen {
	const role = (cells.indicator_role ?? '').trim();
	const title = tidy(cells.indicator ?? '');
	if (role === 'supporting') return supporting(pledge, cells, title);
	if (role !== '' && role !== 'headline') return no('indicator_role', 'Write headline or supporting.');
	const open = pledge.indicators.filter((one) => role === '' || one.role === role);
	const named = open.find((one) => title !== '' && isSame(one.title, title));
	const headline = open.find((one) => one.role === 'headline');
	const found = named ?? (title === '' ? headline : undefined);
	if (found) return { indicator: found };
	if (!headline) {
		return no(
			'pledge_code',
			`Nothing is measured of ${pledge.code}, so it takes no figures. Give it an indicator first, or write supporting as indicator_role.`
		);
	}
	const names = open.map((one) => `“${one.title}”`);
	return no(
		'indicator',
		`${pledge.code} has no indicator of this name; it has ${listOf(names)}. Write that, leave the cell empty for the one it is measured by, or write supporting as indicator_role to add one.`
	);
}

function supporting(pledge: MeasuredPledge, cells: Cells, title: string): Chosen {
	const unit = tidy(cells.unit ?? '') || tidy(cells.entered_unit ?? '');
	const known = pledge.indicators.find(
		(one) => one.role === 'supporting' && isSame(one.title, title) && (unit === '' || fits(one.unit, unit))
	);
	if (known) return { indicator: known };
	const errors: CellErrors = {};
	const { aggregation = '', direction = '' } = cells;
	const read = readSupportingIndicator({ indicator_title: title, unit, aggregation, direction }, errors);
	if (!read) {
		const { indicator_title, ...others } = errors;
		return { indicator: null, errors: { ...others, ...(indicator_title && { indicator: indicator_title }) } };
	}
	const added: MeasuredIndicator = { ...read, id: null, role: 'supporting', figures: knownFigures() };
	pledge.indicators.push(added);
	return { indicator: added };
}

const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
const fits = (canonical: string, unit: string) => unitsFor(canonical).some(({ code }) => code === unit);
