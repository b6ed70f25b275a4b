import { describe, expect, it } from 'vitest';
import { NOTHING_NEW, readCheckIn, readClosing, readScore, readStep, readStepDone } from './progress.ts';
import type { Read } from './read.ts';

const TODAY = '2026-11-23';
const errorsOf = (read: Read<unknown>): Record<string, string> => (read.ok ? {} : read.errors);

describe('a step that was done', () => {
	it('has a day, and a last day when it took several', () => {
		const fields = {
			step: '4',
			done_from: '2024-06-25',
			done_to: '2024-06-27',
			place: 'Astana',
			source: '9'
		};
		const value = { from: '2024-06-25', to: '2024-06-27', place: 'Astana', source: { id: 9 }, note: null };
		expect(readStep(fields, TODAY)).toEqual({
			ok: true,
			value: { undone: false, step: 4, ...value, reason: null }
		});
	});

	it('needs its evidence: a source that is known or a new one', () => {
		const done = { step: '4', done_from: '2024-06-25' };
		expect(errorsOf(readStep(done, TODAY))).toEqual({ source: expect.stringContaining('evidence') });
		expect(readStep({ ...done, source_title: 'Opened' }, TODAY).ok).toBe(true);
	});

	it('is taken back without the evidence that it was done, with which the form began', () => {
		const undone = { step: '4', correction: 'undone', reason: 'Another bridge', source_suggested: '9' };
		expect(readStep({ ...undone, source: '9' }, TODAY)).toMatchObject({ value: { source: null } });
		expect(readStep({ ...undone, source: '7' }, TODAY)).toMatchObject({ value: { source: { id: 7 } } });
	});

	it('is corrected only with a reason, and taken back without a day or a source', () => {
		const stands = { step: '4', done_from: '2024-06-25', source: '9' };
		expect(errorsOf(readStep({ ...stands, correction: 'done' }, TODAY)).reason).toContain('why');
		expect(readStep({ ...stands, correction: 'done', reason: 'Misread' }, TODAY)).toMatchObject({
			ok: true,
			value: { undone: false, reason: 'Misread' }
		});
		expect(errorsOf(readStep({ step: '4', correction: 'undone' }, TODAY))).toEqual({
			reason: expect.stringContaining('why')
		});
		expect(readStep({ step: '4', correction: 'undone', reason: 'Only announced' }, TODAY)).toEqual({
			ok: true,
			value: { undone: true, step: 4, reason: 'Only announced', source: null }
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
	const nothing = { outcome: 'no_change', checked_on: TODAY, text: 'both ministries', source: '7' };

	it('that found nothing has no day of evidence, one that found something has', () => {
		expect(readCheckIn(nothing, TODAY)).toMatchObject({ ok: true, value: { evidenceOn: null } });
		expect(errorsOf(readCheckIn({ ...nothing, evidence_on: TODAY }, TODAY)).evidence_on).toContain(
			'Nothing new'
		);
		expect(errorsOf(readCheckIn({ ...nothing, outcome: 'activity' }, TODAY)).evidence_on).toContain('day');
	});

	it('names the source that was looked at, whatever it found', () => {
		for (const outcome of ['no_change', 'activity']) {
			const check = { ...nothing, outcome, source: '', evidence_on: outcome === 'activity' ? TODAY : '' };
			expect(errorsOf(readCheckIn(check, TODAY))).toEqual({ source: 'Say which source was looked at.' });
		}
	});

	it('that found nothing needs no words, one that found something does', () => {
		expect(Object.keys(errorsOf(readCheckIn({}, TODAY)))).toEqual(['outcome', 'checked_on', 'source']);
		expect(readCheckIn({ ...nothing, text: ' ' }, TODAY)).toMatchObject({
			ok: true,
			value: { text: NOTHING_NEW }
		});
		const found = { ...nothing, outcome: 'activity', evidence_on: TODAY, text: '' };
		expect(Object.keys(errorsOf(readCheckIn(found, TODAY)))).toEqual(['text']);
	});

	it('lies neither ahead nor before its evidence', () => {
		const turned = { ...nothing, outcome: 'activity', checked_on: '2026-11-01', evidence_on: '2026-11-02' };
		expect(errorsOf(readCheckIn(turned, TODAY)).evidence_on).toContain('after the check');
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

describe('a day that lies ahead', () => {
	const late = '2026-11-24';

	it('is said together with everything else that is wrong', () => {
		const keys = (read: Read<unknown>) => Object.keys(errorsOf(read)).sort();
		expect(keys(readScore({ on: late }, TODAY))).toEqual(['on', 'rationale', 'reader', 'value']);
		expect(keys(readCheckIn({ checked_on: late }, TODAY))).toEqual(['checked_on', 'outcome', 'source']);
		expect(keys(readClosing({ on: late }, TODAY))).toEqual(['on', 'reason', 'state']);
		expect(keys(readStepDone({ done_from: late }, TODAY))).toEqual(['done_from', 'source', 'step']);
		expect(keys(readStepDone({ done_from: TODAY, done_to: late }, TODAY))).toEqual([
			'done_to',
			'source',
			'step'
		]);
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
