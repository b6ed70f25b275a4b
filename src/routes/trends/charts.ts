/** The charts of the trends of some pledges, as they are shown and as they are taken away. */
import { resolve } from '$app/paths';
import { burnUpChart, burnUpCsv } from '#lib/charts/burnUp.ts';
import { chartPlate } from '#lib/charts/chartPlate.ts';
import { remark, stacked } from '#lib/charts/framePlate.ts';
import type { ChartCsv, ChartSpec } from '#lib/charts/spec.ts';
import { stackedCountsChart, stackedCountsCsv, type CountedBar } from '#lib/charts/stackedCounts.ts';
import { statusOverTimeChart, statusOverTimeCsv } from '#lib/charts/statusOverTime.ts';
import type { TakenChart } from '#lib/charts/taken.ts';
import type { Group } from '#lib/domain/status.ts';
import { capitalise } from '#lib/domain/words.ts';
import type { PledgeFilter } from '#lib/schema/pledge-filter.ts';
import { pledgeSearch } from '#lib/schema/search.ts';
import type { Trends } from '#lib/server/pledges/trends.ts';

/** A chart of this page. */
export interface TrendChart {
	name: 'status' | 'met' | 'themes' | 'parties';
	/** of what it counts, where that is not the one of the page */
	basis?: 'public';
	spec: ChartSpec;
	/** its data, and its picture, in which there is not room for any number of bars */
	csv: () => ChartCsv;
	picture: () => TakenChart['body'];
}

/** Height of the drawing of so many lying bars. */
const lying = (bars: number) => 60 + bars * 44;
/** More bars than this make a picture that nobody reads. */
const MOST_BARS = 30;

/** Whether pledges that nobody agreed to are counted too, as headline totals do not. */
export const isMixed = ({ headline, strength }: PledgeFilter) =>
	headline === undefined && strength === undefined;

/** What the page draws: nothing where there is nothing to count. */
export function trendCharts(trends: Trends, filter: PledgeFilter): TrendChart[] {
	/** The list that holds what is counted: the same filters, narrowed. */
	const list = (over: Partial<PledgeFilter>) => (group: Group | 'unverified' | null) => {
		const narrowed =
			group === 'unverified' ? { freshness: group } : group === null ? {} : ({ group } as const);
		const first = { sort: undefined, dir: undefined, page: 1 };
		return `${resolve('/pledges')}${pledgeSearch({ ...filter, ...first, ...over, ...narrowed })}`;
	};
	const days = trends.days.map((day) => ({
		...day,
		rows: list({ asOf: day.on, basis: 'public', at: day.upto })
	}));
	const themes = trends.themes.map(({ theme, ...tally }) => ({
		...{ name: capitalise(theme), tally },
		rows: list({ theme })
	}));
	const owing = trends.parties.map(({ id, name, ...tally }) => ({ name, tally, rows: list({ party: id }) }));
	/** what is narrowed to one status cannot say how many of all have got there */
	const isWhole = filter.group === undefined && filter.status === undefined;
	const overTime = (
		name: 'status' | 'met',
		spec: ChartSpec,
		height: number,
		csv: () => ChartCsv
	): TrendChart => ({
		...{ name, spec, csv, basis: 'public' },
		picture: () => chartPlate(spec, height)
	});
	const charts = [
		...(days.length > 0
			? [overTime('status', statusOverTimeChart(days), 340, () => statusOverTimeCsv(days))]
			: []),
		...(days.length > 0 && isWhole ? [overTime('met', burnUpChart(days), 260, () => burnUpCsv(days))] : []),
		...(themes.length > 0 ? [counts('themes', 'theme', themes)] : []),
		...(owing.length > 0 ? [counts('parties', 'party', owing)] : [])
	];
	return charts.map(({ spec, ...chart }) => ({
		...chart,
		spec: isMixed(filter) ? { ...spec, unit: `${spec.unit}; those only proposed or discussed too` } : spec
	}));
}

function counts(name: 'themes' | 'parties', by: 'theme' | 'party', bars: readonly CountedBar[]): TrendChart {
	const spec = stackedCountsChart(by, bars);
	return {
		...{ name, spec },
		csv: () => stackedCountsCsv(by, bars),
		picture: () => {
			if (bars.length <= MOST_BARS) return chartPlate(spec, lying(bars.length));
			const some = [...bars].sort((one, other) => other.tally.total - one.tally.total).slice(0, MOST_BARS);
			return stacked(
				[
					remark(`The ${MOST_BARS} of ${bars.length} with the most pledges are drawn.`),
					chartPlate(stackedCountsChart(by, some), lying(MOST_BARS))
				],
				8
			);
		}
	};
}
