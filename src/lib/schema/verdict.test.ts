import { describe, expect, it } from 'vitest';
import { LIMITS } from '#lib/domain/limits.ts';
import { readComment } from './comment.ts';
import { readBatchReview, readReview } from './review.ts';
import { readSettingsForm } from './settings.ts';
import { readVerdict } from './verdict.ts';

const TODAY = '2026-11-23';
const errorsOf = (read: { ok: true } | { ok: false; errors: Record<string, string> }) =>
	read.ok ? {} : read.errors;

describe('a verdict', () => {
	const given = { value: 'met', on: TODAY, rationale: 'Both sides confirmed it.', source: '3' };

	it('has a value, a day, a rationale and its evidence', () => {
		expect(readVerdict(given, TODAY)).toEqual({
			ok: true,
			value: { value: 'met', on: TODAY, rationale: 'Both sides confirmed it.', source: { id: 3 } }
		});
		expect(Object.keys(errorsOf(readVerdict({}, TODAY))).sort()).toEqual([
			'on',
			'rationale',
			'source',
			'value'
		]);
	});

	it.each([
		['value', { value: 'closed' }, 'Choose'],
		['value', { value: 'UNVERIFIED' }, 'Choose'],
		['on', { on: '2026-11-24' }, 'ahead'],
		['rationale', { rationale: ' \u200b ' }, 'Say why'],
		['rationale', { rationale: 'x'.repeat(LIMITS.rationale + 1) }, 'at most'],
		['source', { source: '' }, 'evidence']
	])('says beside %s what is wrong with %o', (field, over, sentence) => {
		expect(errorsOf(readVerdict({ ...given, ...over }, TODAY))[field]).toContain(sentence);
	});
});

describe('a comment', () => {
	it('is text of several lines, and never nothing', () => {
		expect(readComment({ text: ' One.\r\nTwo. ' })).toEqual({ ok: true, value: 'One.\nTwo.' });
		expect(errorsOf(readComment({ text: '\u2060' })).text).toContain('Write');
		expect(errorsOf(readComment({ text: 'a\u0000b' })).text).toContain('cannot be seen');
	});
});

describe('a decision', () => {
	it('to return something says what to correct; to approve it needs no word', () => {
		expect(readReview({ seq: '7', decision: 'approved', note: '' })).toEqual({
			ok: true,
			value: { seq: 7, decision: 'approved', note: null }
		});
		expect(errorsOf(readReview({ seq: '7', decision: 'returned', note: ' ' }))).toHaveProperty('note');
		expect(errorsOf(readReview({ decision: 'approved' }))).toHaveProperty('form');
		expect(errorsOf(readReview({ seq: '7', decision: 'APPROVE' }))).toHaveProperty('decision');
	});

	it('on many names how many were seen', () => {
		const shown = [
			{ seq: '7', take: 'yes' },
			{ seq: '8', take: '' },
			{ seq: '9', take: 'yes' }
		];
		const batch = (fields: Record<string, string>, rows = shown) =>
			readBatchReview({
				fields: { batch: 'b', expected: '3', decision: 'approved', ...fields },
				rows: { shown: rows }
			});
		const value = { batch: 'b', expected: 3, chosen: [7, 9], except: null };
		expect(batch({})).toMatchObject({ ok: true, value });
		expect(batch({ others: 'yes' })).toMatchObject({ ok: true, value: { ...value, except: [8] } });
		const none = shown.map(({ seq }) => ({ seq, take: '' }));
		expect(errorsOf(batch({}, none)).form).toContain('Choose at least one');
		expect(batch({ others: 'yes' }, none)).toMatchObject({
			ok: true,
			value: { chosen: [], except: [7, 8, 9] }
		});
		expect(errorsOf(batch({}, []))).toHaveProperty('form');
		expect(errorsOf(batch({ expected: '0' }))).toHaveProperty('expected');
	});
});

describe('settings', () => {
	it('are read whole, and intervals lie within the limits of pledges', () => {
		const typed = { review: 'off', check_days: '90', activity_days: '', reason: '', seen: '4' };
		expect(readSettingsForm(typed)).toEqual({
			ok: true,
			value: {
				input: { review: false, checkDays: 90, activityDays: 365 },
				reason: null,
				expectedSeq: 4
			}
		});
		for (const days of ['0', '-1', '1.5', 'ten', String(LIMITS.days + 1)]) {
			expect(errorsOf(readSettingsForm({ ...typed, check_days: days })), days).toHaveProperty('check_days');
		}
		expect(errorsOf(readSettingsForm({ ...typed, review: '' }))).toHaveProperty('review');
	});
});
