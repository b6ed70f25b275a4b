import { describe, expect, it } from 'vitest';
import { readSourceFilter } from './source-filter.ts';
import { sourceSearch } from './search.ts';

const read = (search: string) => readSourceFilter(new URLSearchParams(search));

describe('the filter of the sources', () => {
	it('is empty when nothing is asked for; what is no page is the first', () => {
		for (const search of ['', 'q=', 'q=++', 'page=0', 'page=two']) {
			expect(read(search), search).toEqual({ page: 1 });
		}
	});

	it('is refused when nothing could ever match it, instead of listing everything', () => {
		for (const search of ['q=a%00b', `q=${'x'.repeat(201)}`]) {
			expect(() => read(search), search).toThrow('means nothing here');
		}
	});

	it('comes back from its own address, whatever is searched for', () => {
		for (const q of [undefined, 'порт', 'a&page=3', '100 % + 1', '"quoted"']) {
			for (const page of [1, 7]) expect(read(sourceSearch({ q, page }))).toEqual({ q, page });
		}
		expect(sourceSearch({ page: 1 })).toBe('');
	});

	it('takes the first of repeated parameters, without the spaces around it', () => {
		expect(read('q=+one+&q=two').q).toBe('one');
	});
});
