import { describe, expect, it } from 'vitest';
import { readMoment } from './moment.ts';
import { readPledgeFilter } from './pledge-filter.ts';

describe('a state that an address asks for', () => {
	it('is a day, a basis and a ledger number, each if it is said', () => {
		const params = new URLSearchParams('asOf=2024-02-29&basis=public&at=120');
		expect(readMoment(params)).toEqual({ asOf: '2024-02-29', basis: 'public', at: 120 });
		expect(readMoment(new URLSearchParams('asOf=&at='))).toEqual({});
	});

	it.each([
		['asOf=2026-02-30', 'asOf=2024-06-30'],
		['asOf=30.06.2024', 'asOf=2024-06-30'],
		['basis=both', 'basis=recorded'],
		['at=-1', 'at=120'],
		['at=last', 'at=120']
	])('%s is refused with what was typed and what to write instead, on lists as well', (search, instead) => {
		const params = new URLSearchParams(search);
		const typed = `“${search.split('=')[1]}” is not a`;
		for (const read of [readMoment, readPledgeFilter]) {
			expect(() => read(params)).toThrow(typed);
			expect(() => read(params)).toThrow(instead);
		}
	});
});
