import { KINDS, STRENGTHS } from '#lib/domain/commitment.ts';
import { GROUPS, GROUP_KEYS, STATUSES, STATUS_KEYS } from '#lib/domain/status.ts';
import { capitalise, formatDate } from '#lib/domain/words.ts';
import { KIND_WORDS } from './words.ts';

export interface FilterField {
	/** name of the parameter in the address */
	name: string;
	label: string;
	options: { value: string; text: string }[];
}

/** What a list of pledges can be filtered by, from what is there. */
export interface Facets {
	themes: string[];
	owners: { id: string; name: string }[];
	parties: { id: number; name: string }[];
	occasions: { id: number; title: string; heldOn: string }[];
}

/** The filters most lists need, and the rest, each with its choices in words. */
export function filterFields(facets: Facets): { first: FilterField[]; more: FilterField[] } {
	const first = [
		field('group', 'Status group', GROUP_KEYS, (value) => GROUPS[value].word),
		{
			name: 'party',
			label: 'Party',
			options: facets.parties.map((party) => ({ value: String(party.id), text: party.name }))
		},
		field('theme', 'Theme', facets.themes, capitalise)
	];
	const more = [
		field('status', 'Status', STATUS_KEYS, (value) => STATUSES[value].word),
		field('freshness', 'Freshness', FRESHNESS_KEYS, (value) => FRESHNESSES[value]),
		field('kind', 'Kind', KINDS, (value) => KIND_WORDS[value].word),
		field('strength', 'Strength', STRENGTHS, capitalise),
		field('headline', 'Headline totals', HEADLINE_KEYS, (value) => HEADLINES[value]),
		{
			name: 'occasion',
			label: 'Occasion',
			options: facets.occasions.map((occasion) => ({
				value: String(occasion.id),
				text: `${occasion.title}, ${formatDate(occasion.heldOn)}`
			}))
		},
		{
			name: 'owner',
			label: 'Owner',
			options: [
				...facets.owners.map((owner) => ({ value: owner.id, text: owner.name })),
				{ value: 'none', text: 'Nobody' }
			]
		}
	];
	return { first, more };
}

/** What a filter asks for, one item for each parameter: “Status group: Met”, “words “grain””. */
export function chosenFilters(
	filter: Record<string, string | number | undefined>,
	facets: Facets
): { name: string; label: string; text: string }[] {
	const { first, more } = filterFields(facets);
	const chosen = [...first, ...more].flatMap(({ name, label, options }) => {
		const value = filter[name];
		if (value === undefined) return [];
		const text = options.find((option) => option.value === String(value))?.text ?? String(value);
		return [{ name, label, text }];
	});
	const typed = [
		{ name: 'code', label: 'Code', text: String(filter.code) },
		{ name: 'q', label: 'Words', text: `“${filter.q}”` }
	].filter(({ name }) => filter[name] !== undefined);
	return [...typed, ...chosen];
}

const FRESHNESSES = {
	current: 'Current',
	due: 'Due for checking',
	unverified: 'Unverified',
	none: 'No clock runs'
} as const;
const FRESHNESS_KEYS = ['current', 'due', 'unverified', 'none'] as const;
const HEADLINES = { yes: 'Counted', no: 'Not counted' } as const;
const HEADLINE_KEYS = ['yes', 'no'] as const;

function field<Value extends string>(
	name: string,
	label: string,
	values: readonly Value[],
	textOf: (value: Value) => string
): FilterField {
	return { name, label, options: values.map((value) => ({ value, text: textOf(value) })) };
}
