import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PARTY_ROLES } from '#lib/domain/commitment.ts';
import { readList, readParties, writeList, writeParties } from './lists.ts';

describe('parties in one cell', () => {
	it('reads well', () => {
		const cell = writeParties([
			{ name: 'Kazakhstan', role: 'joint' },
			{ name: 'Turkmenistan', role: 'responsible body' }
		]);
		expect(cell).toBe('Kazakhstan (joint); Turkmenistan (responsible body)');
	});

	it('keeps names with separators, brackets and backslashes', () => {
		const name = fc.stringMatching(/^[a-zА-я;()\\]+( [a-zА-я;()\\]+)*$/);
		const party = fc.record({ name, role: fc.constantFrom(...PARTY_ROLES) });
		fc.assert(
			fc.property(fc.array(party), (parties) => {
				expect(readParties(writeParties(parties) ?? '')).toEqual(parties);
			})
		);
	});

	it.each(['Kazakhstan', 'Kazakhstan (friend)', ' (joint)', 'Kazakhstan(joint)'])('refuses %j', (cell) => {
		expect(readParties(cell)).toBeNull();
	});
});

describe('a list in one cell', () => {
	it('is empty where there is nothing', () => {
		expect(writeList([])).toBeNull();
		expect(readList('')).toEqual([]);
	});

	it('gives back what was written', () => {
		fc.assert(
			fc.property(fc.array(fc.string({ unit: 'binary', minLength: 1 })), (items) => {
				expect(readList(writeList(items) ?? '')).toEqual(items);
			})
		);
	});
});
