import { describe, expect, it } from 'vitest';
import { quoteStanding, textsBetween, type TextVersion } from './quote-standing.ts';

const version = (seq: number, sha256: string | null): TextVersion => ({
	seq,
	on: `2026-01-0${seq}`,
	sha256
});
const stateOf = (versions: TextVersion[], quotedAt: number, found: boolean) =>
	quoteStanding(textsBetween(versions, quotedAt), found);

describe('a quotation and the text of its source', () => {
	it('has nothing to be compared with where no text is stored', () => {
		expect(stateOf([version(1, null)], 2, false)).toEqual({ state: 'no_text', changedOn: null });
		expect(stateOf([], 2, false).state).toBe('no_text');
	});

	it('is found in the text that stood when it was quoted, and still stands', () => {
		expect(stateOf([version(1, 'a'), version(3, 'a')], 2, true)).toEqual({ state: 'found', changedOn: null });
	});

	it('is said to be looked at again when the text was changed after it was quoted', () => {
		const versions = [version(1, 'a'), version(3, 'b'), version(4, 'b')];
		expect(stateOf(versions, 2, true)).toEqual({ state: 'still_found', changedOn: '2026-01-03' });
		expect(stateOf(versions, 2, false)).toEqual({ state: 'lost', changedOn: '2026-01-03' });
	});

	it('is not warned of when it was quoted from the changed text, or when the text was put back', () => {
		expect(stateOf([version(1, 'a'), version(3, 'b')], 3, true).state).toBe('found');
		expect(stateOf([version(1, 'a'), version(3, 'b'), version(4, 'a')], 2, true).state).toBe('found');
	});

	it('is said not to be found in a text that was stored later', () => {
		const versions = [version(1, null), version(3, 'a')];
		expect(stateOf(versions, 2, false)).toEqual({ state: 'not_found', changedOn: '2026-01-03' });
		expect(stateOf(versions, 2, true)).toEqual({ state: 'found', changedOn: null });
	});

	it('says when the text in which it was found is not stored any more', () => {
		expect(stateOf([version(1, 'a'), version(3, null)], 2, false)).toEqual({
			state: 'text_removed',
			changedOn: '2026-01-03'
		});
	});
});
