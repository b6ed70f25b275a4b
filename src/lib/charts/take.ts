/** Addresses of a chart as it is taken away: a picture, and its data. */
export interface Take {
	png: string;
	csv: string;
}

/**
 * Where a chart of a page is taken away, in exactly the state that the page shows.
 * @param page its path
 * @param chart how the page calls the chart
 * @param search the query string of that state; empty or beginning with "?"
 */
export function takeOf(page: string, chart: string, search: string): Take {
	const params = new URLSearchParams(search);
	params.set('chart', chart);
	const path = page.replace(/\/$/, '');
	return { png: `${path}/chart.png?${params}`, csv: `${path}/chart.csv?${params}` };
}
