import type { IsoDate } from '#lib/domain/calendar.ts';
import { multiplyDecimals, type Decimal } from '#lib/domain/quantity.ts';
import { yesNo, type Cell, type CellType, type Column } from './column.ts';
import { writeList, writePlan } from './lists.ts';

/** A source as its cells say it. */
export interface SourceCells {
	title: string;
	publisher: string | null;
	url: string | null;
	publishedOn: IsoDate | null;
	language: string | null;
}

/** What a pledge's line says beyond what lists show: without it an import would lose what was written down. */
export interface PledgeDetails {
	occasionPlace: string | null;
	naturalLimit: Decimal | null;
	basis: string | null;
	/** null where there is no baseline */
	baselineProxy: boolean | null;
	baselineReporter: string | null;
	baselineSource: SourceCells | null;
	targetSource: SourceCells | null;
	/** as a share of the target */
	tolerance: Decimal | null;
	graceDays: number | null;
	/** planned interim values, in the indicator's unit */
	plan: { on: IsoDate; value: Decimal }[];
	/** who is believed first, and why */
	reporters: string[];
	reportersReason: string | null;
	guideline: string | null;
}

interface Detailed {
	details: PledgeDetails;
}

type Read = (details: PledgeDetails) => Cell;

const column = (name: string, type: CellType, description: string, read: Read): Column<Detailed> => ({
	name,
	type,
	description,
	read: (line) => read(line.details)
});

const sourceColumns = (
	prefix: string,
	of: string,
	read: (details: PledgeDetails) => SourceCells | null
): Column<Detailed>[] => [
	column(`${prefix}_title`, 'text', `The document that ${of} comes from.`, (d) => read(d)?.title ?? null),
	column(`${prefix}_publisher`, 'text', 'Who published that.', (d) => read(d)?.publisher ?? null),
	column(`${prefix}_url`, 'text', 'Its address.', (d) => read(d)?.url ?? null),
	column(`${prefix}_date`, 'date', 'The day it was published.', (d) => read(d)?.publishedOn ?? null),
	column(`${prefix}_language`, 'text', 'Its language, such as en.', (d) => read(d)?.language ?? null)
];

/** Read by an import like the columns before them. */
export const DETAIL_COLUMNS: readonly Column<Detailed>[] = [
	column('occasion_place', 'text', 'Where the occasion was held.', (d) => d.occasionPlace),
	column('natural_limit', 'number', 'Natural limit of the indicator, in unit.', (d) => d.naturalLimit),
	column('basis', 'text', 'How the indicator is defined, such as at constant prices.', (d) => d.basis),
	column('baseline_proxy', 'code', 'yes where a first figure stands in for a missing baseline.', (d) =>
		d.baselineProxy === null ? null : yesNo(d.baselineProxy)
	),
	column('baseline_reporter', 'text', 'Who states the baseline.', (d) => d.baselineReporter),
	...sourceColumns('baseline_source', 'the baseline', (d) => d.baselineSource),
	column('tolerance', 'number', 'Per cent of the target within which it counts as met, if set.', (d) =>
		d.tolerance === null ? null : multiplyDecimals(d.tolerance, '100')
	),
	column(
		'grace_days',
		'number',
		'Days after the deadline in which its figure is awaited, if set.',
		(d) => d.graceDays?.toString() ?? null
	),
	column('plan', 'text', 'Planned values in unit, such as "2025-12-31: 40; 2027-12-31: 80".', (d) =>
		writePlan(d.plan)
	),
	...sourceColumns('target_source', 'the target', (d) => d.targetSource),
	column(
		'reporters',
		'text',
		'Reporters in the order in which they are believed, parted by semicolons.',
		(d) => writeList(d.reporters)
	),
	column('reporters_reason', 'text', 'Why in this order.', (d) => d.reportersReason),
	column('guideline', 'text', 'How it is scored, where it is scored.', (d) => d.guideline)
];
