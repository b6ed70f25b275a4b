import { expect, test } from 'vitest';
import { stateWords } from './record-words.ts';

test('the state of an actual says when it covers only a part, and when it is derived', () => {
	expect(stateWords({ state: 'final', partial: false })).toBe('final');
	expect(stateWords({ state: 'final', partial: true })).toBe('final, part of the period');
	expect(stateWords({ state: 'final', partial: false, derived: '+28 % on the year before' })).toBe(
		'derived, provisional'
	);
});
