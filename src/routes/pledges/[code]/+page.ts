import type { PageLoad } from './$types';

/** The component behind a part of the page where the pledge has that part, so that no other pledge sends it. */
const needed = async <Part>(has: unknown, part: () => Promise<{ default: Part }>): Promise<Part | null> =>
	has ? (await part()).default : null;

/** A page sends what its pledge shows. The data comes from the server's load, which is guarded. */
export const load: PageLoad = async ({ data }) => {
	const { pledge, chart } = data;
	const scored = pledge.scores.length > 0 || pledge.description.guideline;
	const steps = pledge.steps.length > 0;
	const events = pledge.description.kind === 'events_in_window';
	const measured = pledge.indicators.length > 0;
	const [Chart, Actuals, Reporters, Events, Stages, Scores, Verdicts] = await Promise.all([
		needed(chart, () => import('./PledgeChart.svelte')),
		needed(measured, () => import('#lib/components/ActualsTable.svelte')),
		needed(measured, () => import('#lib/components/Reporters.svelte')),
		needed(steps && events, () => import('#lib/components/PledgeEvents.svelte')),
		needed(steps && !events, () => import('#lib/components/Stepper.svelte')),
		needed(scored, () => import('#lib/components/Scores.svelte')),
		needed(pledge.verdicts.length > 0, () => import('#lib/components/Verdicts.svelte'))
	]);
	return { ...data, Chart, Actuals, Reporters, Events, Stages, Scores, Verdicts };
};
