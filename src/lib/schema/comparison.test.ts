import { expect, test } from 'vitest';
import { readComparison } from './comparison.ts';
import { comparisonSearch } from './search.ts';

const read = (search: string) => readComparison(new URLSearchParams(search));

test('every code of an address is chosen, once, and an empty one asks for nothing', () => {
	expect(read('code=B&code=A&code=&code=B').codes).toEqual(['B', 'A']);
	expect(read('theme=trade')).toMatchObject({ codes: [], filter: { theme: 'trade' }, scale: 'share' });
});

test('an address that means nothing is refused', () => {
	expect(() => read('scale=both')).toThrow('This address asks for scale “both”');
	expect(() => read(`code=${'x'.repeat(41)}`)).toThrow('This address asks for code');
});

test('an address is written as it is read', () => {
	const search = '?code=B&code=A&scale=index&asOf=2024-06-30';
	expect(comparisonSearch(read(search))).toBe(search);
	expect(comparisonSearch(read('?theme=trade&scale=share'))).toBe('?theme=trade');
});
