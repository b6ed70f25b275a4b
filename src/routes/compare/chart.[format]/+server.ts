import { resolve } from '$app/paths';
import { chartPlate, panelsPlate } from '#lib/charts/chartPlate.ts';
import { comparisonCsv, comparisonOf } from '#lib/charts/comparison.ts';
import { readComparison } from '#lib/schema/comparison.ts';
import { comparisonSearch } from '#lib/schema/search.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { readAtOf } from '#lib/server/exports/read-at.ts';
import { answerChart, scopeOf } from '#lib/server/http/chart-download.ts';
import { citedSources, figureSources } from '#lib/server/pledges/cited-sources.ts';
import { loadComparison } from '#lib/server/pledges/comparison.ts';
import { openNamed } from '#lib/server/pledges/moment.ts';
import type { RequestHandler } from './$types';

/** Height of the drawing of one pledge by itself. */
const HEIGHT = 300;

/** Pledges side by side with the same query string, all of them or one, as a picture or as data. */
export const GET: RequestHandler = async (event) => {
	requireMay(event, 'read');
	const { db, clock } = app();
	const asked = readComparison(event.url.searchParams);
	const { codes, filter, scale } = asked;
	const moment = await openNamed(db, filter, clock);
	const { rows } = await loadComparison(db, asked, moment);
	const cited = await citedSources(db, rows, moment);
	const observations = (of: typeof rows) =>
		of.flatMap(({ shown }) =>
			'why' in shown ? [] : shown.points.flatMap((point) => point.observation ?? [])
		);
	const figures = await figureSources(db, observations(rows), moment);
	const sourceOf = (observation: string) => figures.get(observation) ?? null;
	const sourcesOf = (of: typeof rows) => [
		...of.flatMap(({ id }) => [...(cited.get(id)?.restsOn ?? []), cited.get(id)?.quotedFrom ?? null]),
		...observations(of).map(sourceOf)
	];
	const { title, panels } = comparisonOf(rows, scale, moment.asOf);
	const whole = await readAtOf(db, filter, moment);
	const readAt = codes.length > 0 ? { ...whole, filters: `Code: ${codes.join(', ')}` } : whole;
	const { asOf, basis, upto: at } = moment;
	const placed = rows.filter(({ shown }) => !('why' in shown));
	const all = {
		...{ name: 'all', title, unit: UNITS[scale] },
		body: panelsPlate(panels),
		csv: comparisonCsv(rows, scale, sourceOf),
		sources: sourcesOf(placed)
	};
	return answerChart(event, {
		name: `comparison-${scale}`,
		charts: [
			...(panels.length > 0 ? [all] : []),
			...panels.map(({ code, chart }) => ({
				...{ name: code, title: chart.title, unit: chart.unit },
				body: chartPlate(chart, HEIGHT),
				csv: comparisonCsv(rows, scale, sourceOf, code),
				sources: sourcesOf(rows.filter((row) => row.code === code))
			}))
		],
		readAt,
		scope: scopeOf(readAt),
		page: `${resolve('/compare')}${comparisonSearch({ ...asked, filter: { ...filter, asOf, basis, at } })}`
	});
};

const UNITS = {
	share: 'share of the way from the baseline to the target, in %',
	index: 'index, the baseline is 100',
	own: 'each pledge in its own unit, with its own axis'
};
