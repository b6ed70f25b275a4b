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
	expect(chosenFilters({ code: 'KZ-1' }, facets)).toEqual([{ name: 'code', label: 'Code', text: 'KZ-1' }]);
});

it('shows a value that is not offered as it is, rather than hiding that it filters', () => {
	expect(chosenFilters({ theme: 'fisheries' }, facets)).toMatchObject([{ text: 'fisheries' }]);
});

it('offers every filter once', () => {
	const { first, more } = filterFields(facets);
	const names = [...first, ...more].map((field) => field.name);
	expect(new Set(names).size).toBe(names.length);
});
