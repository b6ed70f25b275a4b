import type { IsoDate } from '#lib/domain/calendar.ts';

/** A chart as plain data: what Chart.js draws, what our own marks add, and the same facts as words and as a table. */

export interface ChartPoint {
	/** day number from 1970-01-01 */
	x: number;
	y: number;
}

/** Colours are written `var(--token)` and read from the page when the chart is drawn. */
export interface PlainDataset {
	type: 'bar' | 'line';
	label: string;
	data: ChartPoint[];
	backgroundColor: string | string[];
	borderColor: string | string[];
	borderWidth: number;
	/** bar: false outlines all four sides */
	borderSkipped?: false;
	borderDash?: number[];
	/** line: false draws the points alone */
	showLine?: boolean;
	/** line: further apart than this along the axis, two figures are joined by dots: nothing is known between them */
	dottedOver?: number;
	stepped?: 'before' | 'after' | false;
	pointRadius?: number;
	pointStyle?: PointShape;
	pointBackgroundColor?: string[];
	pointBorderColor?: string | string[];
	pointBorderWidth?: number;
	maxBarThickness?: number;
	categoryPercentage?: number;
	barPercentage?: number;
	grouped?: boolean;
	/** bars of one stack stand on one another */
	stack?: string;
	/** how its bars are filled, so that they are told apart without colour; solid by default */
	pattern?: Pattern;
	/** drawn first when higher */
	order: number;
}

export type PointShape = 'circle' | 'rect' | 'rectRot' | 'triangle' | 'crossRot';

/**
 * How an area is filled: every pattern is told from every other one in any colour, and in none. Slanted lines (`hatch`)
 * are kept for what nobody has checked.
 */
export const PATTERNS = [
	'solid',
	'level',
	'upright',
	'grid',
	'dots',
	'holes',
	'dashes',
	'tint',
	'hatch'
] as const;
export type Pattern = (typeof PATTERNS)[number];

/** A value across the whole width, such as the target. */
export interface LineMark {
	y: number;
	text: string;
	/** the same without its deadline, for narrow drawings */
	short: string;
	/** a target that another one has replaced */
	ghost: boolean;
	/** the deadline, marked on the line */
	due: number | null;
}

export interface BandMark {
	/** null: open on this side */
	low: number | null;
	high: number | null;
	text: string;
	short: string;
	ghost: boolean;
	due: number | null;
}

export interface LabelMark {
	x: number;
	y: number;
	text: string;
	/** what is written where the text does not fit, on one line or two; empty when it may then be left out */
	short: string;
	/** a reporter's or a path's name rather than a figure */
	quiet: boolean;
	/** the figure that decides: it is written before everything else, and always */
	must: boolean;
}

/** What our own plugin draws over and under the datasets. */
export interface Marks {
	lines: LineMark[];
	bands: BandMark[];
	baseline: { x: number; y: number; text: string } | null;
	today: { x: number; text: string } | null;
	/** direct labels; the first ones win where two would overlap */
	labels: LabelMark[];
	/** writes on each bar how many it stands for, where there is room */
	counts?: boolean;
	/** figures of a part of a period, whose outline is dashed */
	parts: { dataset: number; index: number }[];
}

export interface Tick {
	value: number;
	label: string;
}

/** An axis with its own ticks, or with ticks at round values. */
export interface PlainAxis {
	type: 'linear';
	min: number;
	max: number;
	marks?: Tick[];
	/** shortens large values: "1.2bn" */
	compact?: boolean;
	/** counts have no ticks between whole numbers */
	whole?: boolean;
}

/** The part of a Chart.js configuration that our builders use, as plain data. */
export interface PlainConfiguration {
	type: 'bar' | 'line';
	data: { datasets: PlainDataset[] };
	options: {
		scales: {
			x: PlainAxis & { marks: Tick[] };
			y: PlainAxis;
		};
		/** bars lie, the first one on top: `x` is the value and `y` the place of the bar */
		lying?: boolean;
		plugins: { marks: Marks };
	};
}

/** One figure that can be reached by keyboard or pointer, with what is said of it. */
export interface Stop {
	dataset: number;
	index: number;
	text: string;
	/** where it stands, if it is not drawn itself: then `index` is -1 */
	at?: ChartPoint;
	/** its place among the columns of a drawing that has several figures in each */
	column?: number;
	/** address of exactly the rows behind it */
	href?: string;
}

/** How one sort of mark looks and what it means. */
export interface KeyEntry {
	look:
		'line' | 'hollow' | 'part' | 'baseline' | 'path' | 'ghost' | 'waiting' | 'former' | Pattern | PointShape;
	/** the ink, as a token's name */
	ink: string;
	text: string;
}

export interface ChartTable {
	columns: { label: string; numeric: boolean }[];
	rows: string[][];
	/** per row and column: address of exactly the rows behind a cell */
	links?: (string | null)[][];
}

/** What a column of a chart's data holds: text of people, plain numbers, ISO days, or our own words. */
export type CsvType = 'text' | 'number' | 'date' | 'code';

/** The data of a chart for machines: plain numbers, ISO dates, a unit column; an empty text is an empty cell. */
export interface ChartCsv {
	columns: readonly (readonly [name: string, type: CsvType])[];
	rows: string[][];
	/** of rows that hold for a day of their own, by what was public then: that day */
	days?: readonly IsoDate[];
}

/** What a chart becomes when its former figures are shown. */
export interface Revisions {
	/** of the button */
	label: string;
	dataset: PlainDataset;
	/** all stops, with those of the former figures in their places */
	stops: Stop[];
	/** the range that holds them all */
	y: { min: number; max: number };
	key: KeyEntry;
}

export interface ChartSpec {
	/** the finding */
	title: string;
	/** what the figures are in: "US$ a year" */
	unit: string;
	configuration: PlainConfiguration;
	stops: Stop[];
	key: KeyEntry[];
	/** figures that later ones have replaced, drawn when somebody asks for them */
	revisions?: Revisions | null;
	table: ChartTable;
}

/** The chart with its former figures drawn. */
export function revised({ revisions, ...spec }: ChartSpec): ChartSpec {
	if (!revisions) return spec;
	const { configuration } = spec;
	const { scales } = configuration.options;
	return {
		...spec,
		stops: revisions.stops,
		key: [...spec.key, revisions.key],
		configuration: {
			...configuration,
			data: { datasets: [...configuration.data.datasets, revisions.dataset] },
			options: { ...configuration.options, scales: { ...scales, y: { ...scales.y, ...revisions.y } } }
		}
	};
}

/** The facts of a chart in a form that a test or a script can read off the page. */
export function chartFacts(spec: ChartSpec): string {
	const { type, data, options } = spec.configuration;
	return JSON.stringify({
		type,
		datasets: data.datasets.map(({ label, data: points }) => ({ label, data: points })),
		marks: options.plugins.marks
	});
}
