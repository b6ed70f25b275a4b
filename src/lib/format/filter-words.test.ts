import { expect, it } from 'vitest';
import { chosenFilters, filterFields } from './filter-words.ts';

const facets = {
	themes: ['trade'],
	owners: [{ id: 'a1', name: 'Aliya' }],
	parties: [{ id: 7, name: 'Kazakhstan' }],
	occasions: [{ id: 3, title: 'Visit', heldOn: '2022-10-15' }]
};

it('says every filter that is set in words, and nothing of the others', () => {
	const said = chosenFilters({ q: 'grain', group: 'met', party: 7, owner: 'none', occasion: 3 }, facets);
	expect(said.map(({ label, text }) => `${label}: ${text}`)).toEqual([
		'Words: “grain”',
		'Status group: Met',
		'Party: Kazakhstan',
		'Occasion: Visit, 15 Oct 2022',
		'Owner: Nobody'
	]);
	expect(chosenFilters({}, facets)).toEqual([]);
});

it('says a code that is typed into the address', () => {
	expect(chosenFilters({ code: 'KZ-1' }, facets)).toMatchObject([
		{ name: 'code', label: 'Code', text: 'KZ-1' }
	]);
});

it('shows a value that is not offered as it is, rather than hiding that it filters', () => {
	expect(chosenFilters({ theme: 'fisheries' }, facets)).toMatchObject([{ text: 'fisheries', known: false }]);
	expect(chosenFilters({ theme: 'trade' }, facets)).toMatchObject([{ known: true }]);
	expect(chosenFilters({ party: 8, role: 'pledger' }, facets)).toMatchObject([{ known: false }]);
});

it.each([
	[{ party: 7, role: 'pledger', other: 9 }, 'Kazakhstan owes Turkmenistan'],
	[{ party: 7, role: 'counterpart', other: 9 }, 'Turkmenistan owes Kazakhstan'],
	[{ party: 7, role: 'joint', other: 9 }, 'Kazakhstan and Turkmenistan jointly'],
	[{ party: 7, role: 'pledger', other: 'none' }, 'Kazakhstan owes nobody named'],
	[{ party: 7, role: 'pledger' }, 'Kazakhstan, pledger']
])('says who owes whom: %j', (filter, text) => {
	const more = { ...facets, parties: [...facets.parties, { id: 9, name: 'Turkmenistan' }] };
	expect(chosenFilters(filter, more)).toMatchObject([{ label: 'Parties', text, known: true }]);
});

it('says which changes are listed, and since when', () => {
	const filter = { change: 'slipped', since: '2026-11-02', sinceAt: 57 };
	expect(chosenFilters(filter, facets)).toMatchObject([
		{ text: 'Slipped since 2 Nov 2026, ledger number 57' }
	]);
	expect(chosenFilters({ since: '2026-11-02' }, facets)).toMatchObject([
		{ text: 'Changed since 2 Nov 2026' }
	]);
});

it('offers every filter once', () => {
	const { first, more } = filterFields(facets);
	const names = [...first, ...more].map((field) => field.name);
	expect(new Set(names).size).toBe(names.length);
});
