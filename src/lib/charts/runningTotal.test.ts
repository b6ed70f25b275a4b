import { expect, test } from 'vitest';
import { addedUp, runningTotal } from './runningTotal.ts';
import type { ActualPoint, ActualSeries, TargetActualView } from './targetActualView.ts';

const point = (from: string, to: string, value: string, more: Partial<ActualPoint> = {}): ActualPoint => ({
	period: from,
	from,
	to,
	value,
	state: 'final',
	partial: false,
	qualifier: 'exactly',
	source: null,
	...more
});
const whole = point('2023-01-01', '2023-12-31', '0.1');
const next = point('2024-01-01', '2024-12-31', '0.2');
const across = point('2023-07-01', '2024-06-30', '5');
const series = (headline: boolean, ...points: ActualPoint[]): ActualSeries => ({
	reporter: headline ? 'Ministry' : 'Press',
	headline,
	points
});
const view = (...all: ActualSeries[]): TargetActualView => ({
	title: '',
	unit: 'km',
	aggregation: 'cumulative',
	series: all,
	target: null,
	ghostTargets: [],
	baseline: null,
	expectedPath: [],
	today: '2026-11-23'
});

test('periods beside one another are added up, in whatever order they come', () => {
	expect(addedUp(view(series(true, next, whole))).adds).toBe(true);
});

test('periods that overlap are not, and no path of a total stands beside them', () => {
	const { view: drawn, adds } = addedUp(view(series(true, whole, across)));
	expect(adds).toBe(false);
	expect(drawn.expectedPath).toBeNull();
});

test('what is left out of the total does not stop it', () => {
	expect(addedUp(view(series(true, whole, next, { ...across, added: false }))).adds).toBe(true);
});

test('another reporter’s overlapping periods keep only that reporter out of the drawing', () => {
	const { view: drawn, adds } = addedUp(view(series(true, whole, next), series(false, whole, across)));
	expect(adds).toBe(true);
	expect(drawn.series.map(({ points }) => points.every(({ added }) => added !== false))).toEqual([
		true,
		false
	]);
});

test('only a cumulative series has a running total', () => {
	expect(addedUp({ ...view(series(true, whole)), aggregation: 'annual_flow' }).adds).toBe(false);
});

test('a total is summed exactly, and is as exact as its figures agree to be', () => {
	expect(runningTotal([whole, next, { ...across, qualifier: 'more_than' }])).toEqual([
		{ value: '0.1', qualifier: 'exactly' },
		{ value: '0.3', qualifier: 'exactly' },
		{ value: '5.3', qualifier: 'about' }
	]);
	expect(runningTotal([{ ...whole, qualifier: 'at_least' }])[0]?.qualifier).toBe('at_least');
});
