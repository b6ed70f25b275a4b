import { error, type RequestEvent } from '@sveltejs/kit';
import { sourceNames } from '#lib/charts/cited.ts';
import { framed } from '#lib/charts/framePlate.ts';
import { footOf, type TakenChart } from '#lib/charts/taken.ts';
import { listOf } from '#lib/domain/words.ts';
import { chartColumns, chartLines, type ChartLine } from '#lib/tabular/chart-columns.ts';
import type { ReadAt } from '#lib/tabular/column.ts';
import { app } from '../app.ts';
import { answerFile, type SentTable } from '../exports/answer-file.ts';
import { answerCsv } from '../exports/csv-download.ts';
import { NO_FILTERS } from '../exports/read-at.ts';
import { measure, paint } from '../pictures/paint.ts';
import { logFailure } from './log.ts';

/** The charts of a page in one state. */
export interface ChartPage {
	/** begins the name of the file */
	name: string;
	charts: readonly TakenChart[];
	/** the state, and what the rows were chosen by */
	readAt: ReadAt;
	/** the same for people, as a sentence */
	scope: string;
	/** path and query string of the page in exactly this state */
	page: string;
}

/**
 * Answers with one chart of a page, the first where the address names none: as a picture that can be quoted on its own,
 * or as CSV of what is drawn (`bom=1` adds the mark that Excel wants).
 */
export async function answerChart(
	event: RequestEvent & { params: { format: string } },
	{ name, charts, readAt, scope, page }: ChartPage
): Promise<Response> {
	const { format } = event.params;
	const { searchParams } = event.url;
	if (format !== 'png' && format !== 'csv') {
		error(404, `A chart is taken away as chart.png or chart.csv, not as chart.${format}.`);
	}
	const asked = searchParams.get('chart');
	const chart = asked === null ? charts[0] : charts.find((one) => one.name === asked);
	if (!chart) error(404, whyNone(asked, charts));
	const file: SentTable = {
		name: `${name}-${chart.name}`,
		moment: readAt,
		onBreak: (failure) =>
			logFailure(failure, { id: event.locals.requestId, status: 200, method: 'GET', route: event.route.id })
	};
	if (format === 'png') {
		// Resolved paths may be relative to the page that is answered.
		const address = new URL(page, new URL(event.url.pathname, app().env.origin)).href;
		const place = () => framed({ ...chart, foot: footOf(chart, readAt, scope, address) }, measure);
		return answerFile(once(paint(place)), { ...file, type: 'image/png', ending: 'png' });
	}
	if (!chart.csv) error(404, 'The data of this chart is the list itself: take it as /export/pledges.csv.');
	const lines = chartLines(chart.csv, sourceNames(chart.sources, 'data'), readAt);
	return answerCsv(chartColumns(chart.csv), once(Promise.resolve(lines)), {
		...file,
		bom: searchParams.get('bom') === '1'
	});
}

/** What the pledges of a picture were chosen by, as a sentence. */
export function scopeOf({ filters }: ReadAt): string {
	return filters === NO_FILTERS ? 'No filters.' : `Filters: ${filters}.`;
}

async function* once<Part extends ChartLine[] | Uint8Array>(
	part: Promise<Part>
): AsyncGenerator<Part, void, undefined> {
	yield await part;
}

function whyNone(asked: string | null, charts: readonly TakenChart[]): string {
	if (charts.length === 0)
		return 'There is no chart here in this state: nothing that it would draw is known.';
	const names = listOf(charts.map(({ name }) => name));
	return `There is no chart “${asked}” here. ${charts.length === 1 ? 'The only one is' : 'There are'} ${names}.`;
}
