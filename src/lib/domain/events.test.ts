import { describe, expect, it } from 'vitest';
import { pledgeOf, stepOf, targetOf } from './facts.fixture.ts';
import { assess } from './progress.ts';

const events = (...done: (string | [string, string] | null)[]) =>
	pledgeOf({
		kind: 'events_in_window',
		occasionOn: '2022-10-15',
		indicator: null,
		targets: [targetOf(null, '2024', { start: '2023-01-01' })],
		steps: done.map((on, at) => stepOf(`Event ${at + 1}`, { type: 'event', ...(on ? { done: on } : {}) }))
	});
const said = (asOf: string, ...done: Parameters<typeof events>) => assess(events(...done), asOf).sentence;

describe('events in a window: what is not recorded is not said to have failed', () => {
	it('says that no event is recorded as held', () => {
		expect(said('2025-01-01', null, null)).toBe(
			'None of the 2 events is recorded as held within 2023–2024, and the window has closed.'
		);
		expect(said('2024-06-30', null)).toBe(
			'The one event is not recorded as held by 30 Jun 2024, with 74 % of the window 2023–2024 gone.'
		);
		expect(said('2025-01-01', '2023-05-05', null)).toMatch(/^1 of 2 events was held within/);
		expect(said('2025-01-01', '2023-05-05', '2023-05-06', null)).toMatch(/^2 of 3 events were held within/);
	});

	it('shows what was held outside the window as held late or early', () => {
		const late = assess(events('2023-05-05', '2025-01-01'), '2025-06-30');
		expect(late.sentence).toContain('; “Event 2” was held late, on 1 Jan 2025.');
		expect(late.reasons).toContain(
			'“Event 2” was held late, on 1 Jan 2025, outside the window, and does not count.'
		);
		expect(said('2025-06-30', ['2024-12-30', '2025-01-01'])).toContain('was held late, on 1 Jan 2025');
		expect(said('2025-06-30', '2022-12-31')).toContain('was held early, on 31 Dec 2022');
	});
});
