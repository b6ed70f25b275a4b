import { expect, test } from 'vitest';
import { stepState } from './steps.ts';

const today = '2026-11-23';
const pledgedOn = '2022-10-15';
const state = (due: string | null, doneOn: string | null) => stepState({ due, doneOn }, today, pledgedOn);

test('a step done after its due day is done late, with the days', () => {
	expect(state('2024-06-30', '2025-11-02')).toEqual({ state: 'done_late', days: 490 });
});

test('the due day itself is in time', () => {
	expect(state('2024-06-30', '2024-06-30')).toEqual({ state: 'done', days: 0 });
	expect(state(today, null)).toEqual({ state: 'ahead', days: 0 });
});

test('a step done before the pledge was made does not count', () => {
	expect(state(null, '2022-08-08').state).toBe('before');
	expect(state(null, pledgedOn).state).toBe('done');
});

test('an open step is overdue, ahead, or has no date', () => {
	expect(state('2026-11-20', null)).toEqual({ state: 'overdue', days: 3 });
	expect(state('2026-12-31', null)).toEqual({ state: 'ahead', days: 38 });
	expect(state(null, null)).toEqual({ state: 'undated', days: 0 });
});
