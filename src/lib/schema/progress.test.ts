import { describe, expect, it } from 'vitest';
import { readCheckIn, readClosing, readScore, readStepDone } from './progress.ts';
import type { Read } from './read.ts';

const TODAY = '2026-11-23';
const errorsOf = (read: Read<unknown>): Record<string, string> => (read.ok ? {} : read.errors);

describe('a step that was done', () => {
	it('has a day, and a last day when it took several', () => {
		const fields = { step: '4', done_from: '2024-06-25', done_to: '2024-06-27', place: 'Astana' };
		expect(readStepDone(fields, TODAY)).toEqual({
			ok: true,
			value: { step: 4, from: '2024-06-25', to: '2024-06-27', place: 'Astana', source: null, note: null }
		});
	});

	it.each<[string, Record<string, string>]>([
		['step', { step: '' }],
		['step', { step: 'x' }],
		['done_from', { done_from: '' }],
		['done_from', { done_from: '2024' }],
		['done_to', { done_to: '2024-06-24' }],
		['place', { place: 'x'.repeat(201) }],
		['source_date', { source_title: 'T', source_date: '2030-01-01' }]
	])('has a sentence beside a bad %s', (field, fields) => {
		const read = readStepDone({ step: '4', done_from: '2024-06-25', ...fields }, TODAY);
		expect(errorsOf(read)[field]).toBeTruthy();
	});
});

describe('a check', () => {
	const nothing = { outcome: 'no_change', checked_on: TODAY, text: 'both ministries' };

	it('that found nothing has no day of evidence, one that found something has', () => {
		expect(readCheckIn(nothing, TODAY)).toMatchObject({ ok: true, value: { evidenceOn: null } });
		expect(errorsOf(readCheckIn({ ...nothing, evidence_on: TODAY }, TODAY)).evidence_on).toContain(
			'Nothing new'
		);
		expect(errorsOf(readCheckIn({ ...nothing, outcome: 'activity' }, TODAY)).evidence_on).toContain('day');
	});

	it('says what was found and what was looked at', () => {
		expect(Object.keys(errorsOf(readCheckIn({}, TODAY)))).toEqual(['outcome', 'checked_on', 'text']);
	});
});

describe('a score', () => {
	const score = { value: '0', reader: 'A. Reader', on: TODAY, rationale: 'drafted' };

	it.each([
		['-1', -1],
		['0', 0],
		['1', 1]
	])('is %s', (text, value) => {
		expect(readScore({ ...score, value: text }, TODAY)).toMatchObject({ ok: true, value: { value } });
	});

	it.each(['2', '0.5', '', '+1'])('is never %j', (text) => {
		expect(errorsOf(readScore({ ...score, value: text }, TODAY)).value).toBe('Choose a score.');
	});

	it('has a reader, a day and a reason', () => {
		expect(Object.keys(errorsOf(readScore({ value: '1' }, TODAY)))).toEqual(['reader', 'on', 'rationale']);
	});
});

describe('a closing', () => {
	it('has a state, a day and a reason', () => {
		expect(Object.keys(errorsOf(readClosing({ state: 'broken' }, TODAY)))).toEqual(['state', 'on', 'reason']);
		expect(readClosing({ state: 'withdrawn', on: '2025-01-02', reason: 'by both' }, TODAY)).toEqual({
			ok: true,
			value: { state: 'withdrawn', on: '2025-01-02', reason: 'by both', source: null }
		});
	});
});
