import { addYears, type IsoDate } from '#lib/domain/calendar.ts';
import type { Compared, ComparedPoint, Scale } from '#lib/domain/comparison.ts';
import { exact } from '#lib/domain/quantity.ts';
import { formatPercentDown, formatQualified, formatQuantity, standingWords } from '#lib/domain/wording.ts';
import { capitalise, countOf, formatDate, formatPeriod, inPeriod } from '#lib/domain/words.ts';
import { sourceCells, SOURCE_COLUMNS, type CitedSource } from './cited.ts';
import { figureLabel, unitLabel } from './figures.ts';
import type { ChartCsv, ChartSpec, ChartTable, Marks, PlainDataset } from './spec.ts';
import { valueRange } from './targetActualMarks.ts';
import { axisRange, axisTicks, commonSlot, placeOf, type Slot } from './timeAxis.ts';

/** A pledge beside others, or why it has no place among them. */
export interface ComparedPledge {
	code: string;
	title: string;
	/** its status in the words of its page */
	stands: string;
	shown: Compared | { why: string };
}

export interface Comparison {
	/** the finding */
	title: string;
	/** one small drawing for each pledge, all on one axis of time and, on a common scale, one axis of values */
	panels: { code: string; title: string; chart: ChartSpec }[];
	/** what cannot be shown on this scale, and why */
	left: { code: string; title: string; why: string; stands: string }[];
	table: ChartTable;
}

type Panel = ComparedPledge & { shown: Compared };

/** Those that have a place on the scale. */
const placed = (pledges: readonly ComparedPledge[]) =>
	pledges.filter((one): one is Panel => !('why' in one.shown));

/** Several pledges as small multiples. */
export function comparisonOf(pledges: readonly ComparedPledge[], scale: Scale, today: IsoDate): Comparison {
	const panels = placed(pledges);
	const days = panels.flatMap(({ shown }) => [
		...shown.points.map(({ period }) => period.end),
		...(shown.start ? [shown.start.on] : [])
	]);
	const drawn = panels.map((panel) => {
		const slot = slotOf(panel);
		return { panel, slot, ...drawing(panel, scale, slot) };
	});
	// one axis of time for all: of whole years where any figure is one
	const x = axisRange(
		days.length > 0 ? [...days, today] : [addYears(today, -1), today],
		drawn.some(({ slot }) => slot) ? 'year' : null
	);
	const common =
		scale === 'own'
			? null
			: valueRange(
					drawn.map(({ dataset }) => dataset),
					marksOver(drawn),
					'count'
				);
	return {
		title: finding(panels, scale, pledges.length),
		panels: drawn.map(({ panel, slot, dataset, marks }) => ({
			code: panel.code,
			title: panel.title,
			chart: {
				title: panelFinding(panel, scale),
				unit: { share: '% of the way', index: 'baseline = 100', own: unitLabel(panel.shown.unit) }[scale],
				configuration: {
					type: 'line',
					data: { datasets: [dataset] },
					options: {
						scales: {
							x: { type: 'linear', ...x, marks: axisTicks(x.min, x.max, slot, 'ends') },
							y: { type: 'linear', ...(common ?? valueRange([dataset], marks, 'level')) }
						},
						plugins: { marks }
					}
				},
				stops: stopsOf(panel, scale),
				key: [],
				table: tableOf([panel], scale, false)
			}
		})),
		left: pledges.flatMap(({ code, title, stands, shown }) =>
			'why' in shown ? [{ code, title, why: shown.why, stands }] : []
		),
		table: tableOf(panels, scale, true)
	};
}

/** A figure on the scale; percentages are drawn as whole numbers. */
function onScale(scaled: number | null, value: string, scale: Scale): number {
	return scale === 'own' || scaled === null ? Number(value) : scale === 'share' ? scaled * 100 : scaled;
}

interface Place {
	on: IsoDate;
	y: number;
	hollow: boolean;
}

function placesOf({ shown }: Panel, scale: Scale): Place[] {
	const { start, points } = shown;
	return [
		...(start ? [{ on: start.on, y: onScale(start.scaled, start.value, scale), hollow: false }] : []),
		...points.map(({ period, value, scaled, provisional }) => ({
			on: period.end,
			y: onScale(scaled, value, scale),
			hollow: provisional
		}))
	].sort((one, other) => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0));
}

/** Yearly figures stand above the middle of their years, all others on their last day. */
const slotOf = ({ shown }: Panel): Slot =>
	commonSlot(shown.points.map(({ period }) => period)) === 'year' ? 'year' : null;

function drawing(panel: Panel, scale: Scale, slot: Slot): { dataset: PlainDataset; marks: Marks } {
	const places = placesOf(panel, scale);
	const data = places.map(({ on, y }) => ({ x: placeOf(on, slot), y }));
	const { target, unit } = panel.shown;
	const last = data.at(-1);
	const label = last && labelOf(last.y, scale);
	const aim = scale === 'own' && target ? ` ${formatQuantity(target.value, unit)}` : '';
	const text = target && `Target${aim}${standingWords(target.standing)}`;
	return {
		dataset: {
			type: 'line',
			label: panel.title,
			data,
			backgroundColor: 'var(--series)',
			borderColor: 'var(--series)',
			borderWidth: 2,
			dottedOver: ordinaryStep(data.map(({ x }) => x)) * 2,
			pointRadius: data.length > 60 ? 0 : 3.5,
			pointStyle: 'circle',
			pointBackgroundColor: places.map(({ hollow }) => `var(--${hollow ? 'paper' : 'series'})`),
			pointBorderColor: 'var(--series)',
			pointBorderWidth: 1.5,
			order: 2
		},
		marks: {
			lines:
				target && text
					? [
							{
								y: onScale(target.scaled, target.value, scale),
								...{ text, short: 'Target', ghost: false, due: null }
							}
						]
					: [],
			...{ bands: [], baseline: null, today: null, parts: [] },
			labels: last && label ? [{ ...last, text: label, short: label, quiet: false, must: true }] : []
		}
	};
}

/** How far apart two neighbours usually lie along the axis; without two of them, any distance is usual. */
function ordinaryStep(places: readonly number[]): number {
	const steps = places.slice(1).map((place, at) => place - (places[at] ?? place));
	return steps.sort((one, other) => one - other)[Math.floor((steps.length - 1) / 2)] ?? Number.MAX_VALUE / 2;
}

const labelOf = (y: number, scale: Scale) =>
	scale === 'share' ? formatPercentDown(y / 100) : figureLabel(y);

/** The marks of all panels together, so that one range holds them. */
function marksOver(drawn: readonly { marks: Marks }[]): Marks {
	return {
		...{ bands: [], baseline: null, today: null, labels: [], parts: [] },
		lines: drawn.flatMap(({ marks }) => marks.lines)
	};
}

const latestOf = ({ shown }: Panel) => shown.points.at(-1);

/** "75 % of the way in 2024", "index 222", "US$555 million in 2024". */
function standing({ period, value, qualifier, scaled }: ComparedPoint, unit: string, scale: Scale): string {
	if (scale === 'share') return `${formatPercentDown(scaled ?? 0)} of the way ${inPeriod(period)}`;
	if (scale === 'index') return `${figureLabel(scaled ?? 0)} ${inPeriod(period)}, baseline 100`;
	return `${formatQualified(value, unit, qualifier)} ${inPeriod(period)}`;
}

function panelFinding(panel: Panel, scale: Scale): string {
	const latest = latestOf(panel);
	return latest ? `${panel.title}: ${standing(latest, panel.shown.unit, scale)}` : panel.title;
}

/** Who has come furthest and who least, of those that have a place; in their own units nothing is ranked. */
function finding(panels: readonly Panel[], scale: Scale, asked: number): string {
	const all = countOf(asked, 'pledge');
	const left = asked - panels.length;
	if (panels.length === 0)
		return asked === 1
			? 'The one pledge cannot be shown on this scale'
			: `None of ${all} can be shown on this scale`;
	const rest = left > 0 ? `; ${left} of ${all} cannot be shown on this scale` : '';
	const ranked = [...panels].sort(
		(one, other) => (latestOf(other)?.scaled ?? 0) - (latestOf(one)?.scaled ?? 0)
	);
	const [first, last] = [ranked[0], ranked.at(-1)];
	if (scale === 'own' || !first || !last) {
		return `${countOf(panels.length, 'pledge')} side by side, each in its own unit${rest}`;
	}
	const stands = (panel: Panel) => {
		const latest = latestOf(panel);
		return latest ? standing(latest, panel.shown.unit, scale) : 'no figure yet';
	};
	if (first === last) return `${panelFinding(first, scale)}${rest}`;
	const [most, least] =
		scale === 'share' ? ['furthest', 'the least far'] : ['highest against its baseline', 'the lowest'];
	const among = left > 0 ? `Of the ${panels.length} of ${all} that can be shown on this scale, ` : '';
	const words = `${most} is “${first.title}”, ${stands(first)}; ${least} is “${last.title}”, ${stands(last)}`;
	return among ? `${among}${words}` : capitalise(words);
}

function stopsOf(panel: Panel, scale: Scale): ChartSpec['stops'] {
	const { start, points, unit } = panel.shown;
	const said = [
		...(start
			? [{ on: start.on, text: `Baseline, ${formatDate(start.on)}: ${formatQuantity(start.value, unit)}` }]
			: []),
		...points.map((point) => ({
			on: point.period.end,
			text: [
				`${formatPeriod(point.period)}: ${formatQualified(point.value, unit, point.qualifier)}`,
				...(scale === 'own' ? [] : [standing(point, unit, scale)]),
				...(point.provisional ? ['provisional'] : [])
			].join(', ')
		}))
	].sort((one, other) => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0));
	return said.map(({ text }, index) => ({ dataset: 0, index, text }));
}

const rowsOf = (panels: readonly Panel[]) =>
	panels.flatMap((panel) =>
		[...panel.shown.points].reverse().map((point) => ({ panel, point, unit: panel.shown.unit }))
	);

/** Every figure with its unit and its place on the scale, latest first in each pledge. */
function tableOf(panels: readonly Panel[], scale: Scale, named: boolean): ChartTable {
	const words = { share: 'Share of the way', index: 'Index', own: '' }[scale];
	const shown = ({ scaled }: ComparedPoint) =>
		scale === 'share' ? formatPercentDown(scaled ?? 0) : figureLabel(scaled ?? 0);
	return {
		columns: [
			...(named ? [{ label: 'Pledge', numeric: false }] : []),
			{ label: 'Period', numeric: false },
			{ label: 'Figure', numeric: true },
			...(words ? [{ label: words, numeric: true }] : []),
			{ label: 'State', numeric: false }
		],
		rows: rowsOf(panels).map(({ panel, point, unit }) => [
			...(named ? [panel.code] : []),
			formatPeriod(point.period),
			formatQualified(point.value, unit, point.qualifier),
			...(words ? [shown(point)] : []),
			point.provisional ? 'provisional' : 'final'
		])
	};
}

/**
 * The same for machines, each figure with its own source.
 * @param sourceOf the source of an observation
 * @param only the pledge of one drawing
 */
export function comparisonCsv(
	pledges: readonly ComparedPledge[],
	scale: Scale,
	sourceOf: (observation: string) => CitedSource | null,
	only?: string
): ChartCsv {
	const panels = placed(pledges).filter(({ code }) => only === undefined || code === only);
	return {
		columns: [
			['code', 'text'],
			['title', 'text'],
			['from', 'date'],
			['to', 'date'],
			['value', 'number'],
			['unit', 'text'],
			['qualifier', 'code'],
			['reporter', 'text'],
			['state', 'code'],
			['baseline', 'number'],
			['target', 'number'],
			['scale', 'code'],
			['scaled', 'number'],
			...SOURCE_COLUMNS
		],
		rows: rowsOf(panels).map(({ panel, point, unit }) => [
			...[panel.code, panel.title, point.period.start, point.period.end, point.value, unit, point.qualifier],
			...[point.reporter, point.provisional ? 'provisional' : 'final'],
			...[panel.shown.start?.value ?? '', panel.shown.target?.value ?? '', scale],
			point.scaled === null ? '' : exact(point.scaled).toFixed(),
			...sourceCells(point.observation === null ? null : sourceOf(point.observation))
		])
	};
}
