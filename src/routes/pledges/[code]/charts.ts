/** The charts of a pledge as they are taken away. */
import { chartPlate } from '#lib/charts/chartPlate.ts';
import { pledgeFigures } from '#lib/charts/pledgeChart.ts';
import { revised } from '#lib/charts/spec.ts';
import { stagesCsv, stagesFinding, stagesPlate } from '#lib/charts/stagesPlate.ts';
import type { TakenChart } from '#lib/charts/taken.ts';
import { targetActualChart } from '#lib/charts/targetActual.ts';
import { targetActualCsv } from '#lib/charts/targetActualCsv.ts';
import { eventListPlate, eventsCsv, eventsFinding, windowPlate } from '#lib/charts/windowPlate.ts';
import type { IsoDate } from '#lib/domain/calendar.ts';
import type { PledgeView } from '#lib/server/pledges/show.ts';
import { stagesOf, windowOf } from './details.ts';

/** Height of the drawing of figures. */
const HEIGHT = 340;

/** Every chart that the page of a pledge has in one state. @param former draws replaced figures as well */
export function pledgeCharts(pledge: PledgeView, today: IsoDate, former: boolean): TakenChart[] {
	const { steps, description } = pledge;
	const isEvents = description.kind === 'events_in_window';
	return [
		...targetChart(pledge, today, former),
		...(steps.length > 0 ? [isEvents ? eventsChart(pledge, today) : stagesChart(pledge, today)] : [])
	];
}

function targetChart(pledge: PledgeView, today: IsoDate, former: boolean): TakenChart[] {
	const headline = pledge.indicators.find(({ role }) => role === 'headline');
	const view = headline && pledgeFigures(pledge, headline, today);
	if (!headline || !view) return [];
	const chart = targetActualChart(view);
	const shown = pledge.actuals.filter(
		({ indicator, review }) => indicator === headline.id && review !== 'returned'
	);
	return [
		{
			...{ name: 'target', title: chart.title, unit: chart.unit },
			body: chartPlate(former ? revised(chart) : chart, HEIGHT),
			csv: targetActualCsv(view),
			reporters: shown.map(({ reporter }) => reporter),
			sources: [
				pledge.targetSource ?? pledge.source,
				pledge.baselineSource,
				...shown.map(({ source }) => source)
			]
		}
	];
}

function stagesChart(pledge: PledgeView, today: IsoDate): TakenChart {
	const stages = { stages: stagesOf(pledge), today, pledgedOn: pledge.occasion?.heldOn ?? null };
	return {
		name: 'stages',
		title: `${pledge.description.title}: ${stagesFinding(stages)}`,
		unit: 'stages, when each was due and done',
		body: stagesPlate(stages),
		csv: stagesCsv(stages),
		sources: [pledge.source, ...pledge.steps.flatMap(({ source, dueSource }) => [source, dueSource])]
	};
}

function eventsChart(pledge: PledgeView, today: IsoDate): TakenChart {
	const { steps, description } = pledge;
	const window = windowOf(description);
	const events = { window, events: steps, today };
	return {
		name: 'events',
		title: `${description.title}: ${eventsFinding(events)}`,
		unit: window ? 'events of each party in the window that was stated' : 'events',
		body: window ? windowPlate(window, steps, today) : eventListPlate(steps),
		csv: eventsCsv(events),
		sources: [pledge.source, ...steps.map(({ source }) => source)]
	};
}
