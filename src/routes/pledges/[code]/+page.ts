import type { PageLoad } from './$types';

/** A page without a chart does not send what draws one. The data comes from the server's load, which is guarded. */
export const load: PageLoad = async ({ data }) => {
	const Chart = data.chart ? (await import('#lib/charts/Chart.svelte')).default : null;
	return { ...data, Chart };
};
