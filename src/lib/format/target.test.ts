import { describe, expect, it } from 'vitest';
import { targetAmount } from './target.ts';

const NONE = { value: null, low: null, high: null, qualifier: 'exactly', per: null } as const;

describe('what a target asks for, in words', () => {
	it('is the figure as it was said', () => {
		expect(targetAmount({ ...NONE, value: '1000000000', qualifier: 'at_least' }, 'USD')).toBe(
			'at least US$1 billion'
		);
		expect(targetAmount({ ...NONE, value: '1.5', qualifier: 'up_to', per: 'year' }, 'bcm')).toBe(
			'up to 1.5 bcm a year'
		);
	});

	it('is a band with one side or two', () => {
		expect(targetAmount({ ...NONE, low: '2', high: '4' }, '%')).toBe('between 2 % and 4 %');
		expect(targetAmount({ ...NONE, low: '0' }, '%')).toBe('at least 0 %');
		expect(targetAmount({ ...NONE, high: '4' }, '%')).toBe('up to 4 %');
	});

	it('is nothing for dates alone', () => {
		expect(targetAmount(NONE, '')).toBeNull();
	});
});
