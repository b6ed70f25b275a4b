import { describe, expect, it } from 'vitest';
import { readQueueFilter } from './queue-filter.ts';
import { queueSearch } from './search.ts';

const read = (search: string) => readQueueFilter(new URLSearchParams(search));

describe('whose queue', () => {
	it('is one’s own by default; what is no page is the first', () => {
		for (const search of ['', 'owner=', 'owner=me', 'page=0', 'page=-1', 'page=1e9']) {
			expect(read(search), search).toEqual({ owner: 'me', page: 1 });
		}
	});

	it('is refused for somebody else, who has none', () => {
		for (const search of ['owner=Ann', 'owner=toString', 'owner=ME']) {
			expect(() => read(search), search).toThrow('means nothing here');
		}
	});

	it('comes back from its own address', () => {
		for (const owner of ['me', 'all', 'none'] as const) {
			for (const page of [1, 2, 30]) expect(read(queueSearch({ owner, page }))).toEqual({ owner, page });
		}
		expect(queueSearch({ owner: 'me', page: 1 })).toBe('');
	});

	it('is the first of repeated parameters', () => {
		expect(read('owner=all&owner=none').owner).toBe('all');
	});
});
