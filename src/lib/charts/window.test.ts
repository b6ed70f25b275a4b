import { expect, test } from 'vitest';
import { isInside, windowDrawing, windowTimeline } from './window.ts';

const span = { start: '2023-01-01', end: '2024-12-31' };
const held = { title: 'Days of Culture', from: '2024-06-25', to: '2024-06-27' };

test('both end days belong to the window', () => {
	expect(isInside({ title: '', from: '2023-01-01', to: '2024-12-31' }, span)).toBe(true);
	expect(isInside({ title: '', from: '2024-12-31', to: '2025-01-01' }, span)).toBe(false);
	expect(isInside({ title: '', from: '2022-12-31', to: null }, span)).toBe(false);
});

test('an event held late is drawn outside the window', () => {
	const late = { title: 'Late', from: '2025-03-01', to: null };
	const drawing = windowDrawing(span, [{ events: [held, late] }, { events: [] }], '2026-11-23');
	const [first, second] = drawing.events[0] ?? [];
	expect(first).toMatchObject({ inside: true });
	expect(second).toMatchObject({ inside: false });
	expect(second?.from).toBeGreaterThan(drawing.window.to);
	expect(drawing.events[1]).toEqual([]);
});

test('today is drawn while it is near, and left out when the window is long over', () => {
	expect(windowDrawing(span, [], '2026-11-23').today).toBeGreaterThan(90);
	expect(windowDrawing(span, [], '2030-01-01').today).toBeNull();
	expect(windowDrawing(span, [], '2024-01-01').today).toBeCloseTo(50, 0);
});

test('labels of the axis never touch, and none leaves the drawing, however narrow it is', () => {
	const year = { start: '2026-01-01', end: '2026-12-31' };
	for (const width of [120, 200, 300, 480, 900]) {
		const { ticks } = windowDrawing(year, [], '2027-02-10', width);
		const px = (per: number) => (per / 100) * width;
		const named = ticks.filter(({ label }) => label);
		expect(named.length).toBeGreaterThan(0);
		let end = 0;
		for (const { at, label, flip } of named) {
			const room = label.length * 6;
			const from = flip ? px(at) - room : px(at);
			expect(from).toBeGreaterThanOrEqual(end);
			end = from + room;
			expect(end).toBeLessThanOrEqual(width);
		}
	}
	expect(windowDrawing(year, [], '2027-02-10', 900).ticks.every(({ label }) => label)).toBe(true);
});

test('each party has a row of its own, with what counts and what does not', () => {
	const window = { start: '2023-01-01', end: '2024-12-31' };
	const step = { title: 'Days of Culture', place: 'Astana', doneTo: null };
	const steps = [
		{ ...step, party: 'Kazakhstan', doneFrom: '2024-06-25', doneTo: '2024-06-27' },
		{ ...step, party: 'Turkmenistan', doneFrom: '2025-02-01' },
		{ ...step, party: null, doneFrom: null }
	];
	const { rows, window: days, today } = windowTimeline(window, steps, '2030-01-01');
	expect(rows.map(({ party, events }) => [party, events.map(({ when, inside }) => [when, inside])])).toEqual([
		['Kazakhstan', [['25–27 Jun 2024', true]]],
		['Turkmenistan', [['1 Feb 2025', false]]],
		['Together', []]
	]);
	expect(days).toBe('1 Jan 2023 – 31 Dec 2024');
	expect(today).toEqual({ drawn: false, words: 'it is over' });
});
