import { ATTENTION, ATTENTION_KEYS } from '#lib/domain/attention-reasons.ts';
import { CHANGES, CHANGE_KEYS } from '#lib/domain/change-kinds.ts';
import { KINDS, PARTY_ROLES, STRENGTHS, type PartyRole } from '#lib/domain/commitment.ts';
import { owingWords } from '#lib/domain/owing.ts';
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
	const parties = facets.parties.map((party) => ({ value: String(party.id), text: party.name }));
	const first = [
		field('group', 'Status group', GROUP_KEYS, (value) => GROUPS[value].word),
		{ name: 'party', label: 'Party', options: parties },
		field('theme', 'Theme', facets.themes, capitalise)
	];
	const more = [
		field('attention', 'Needs attention', ['any', ...ATTENTION_KEYS], attentionLabel),
		field('role', 'Role of the party', PARTY_ROLES, capitalise),
		{ name: 'other', label: 'Other party', options: [...parties, { value: 'none', text: 'Nobody' }] },
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

/** A filter that is set, in words; not known where nothing here has its value, such as a theme that was renamed. */
export interface ChosenFilter {
	name: string;
	label: string;
	text: string;
	known: boolean;
}

type Chosen = Record<string, string | number | undefined>;

/** What a filter asks for, one item for each: “Status group: Met”, “words “grain””, “Kazakhstan owes Turkmenistan”. */
export function chosenFilters(filter: Chosen, facets: Facets): ChosenFilter[] {
	const { first, more } = filterFields(facets);
	const chosen = [...first, ...more].flatMap(({ name, label, options }): ChosenFilter[] => {
		const value = filter[name];
		if (value === undefined) return [];
		const text = options.find((option) => option.value === String(value))?.text;
		return [{ name, label, text: text ?? String(value), known: text !== undefined }];
	});
	const typed = [
		{ name: 'code', label: 'Code', text: String(filter.code) },
		{ name: 'q', label: 'Words', text: `“${filter.q}”` }
	].filter(({ name }) => filter[name] !== undefined);
	return [...typed.map((one) => ({ ...one, known: true })), ...relation(filter, chosen), ...changed(filter)];
}

/** What a list, a board or a chart is called in a window's title: its name, and what it is narrowed to. */
export const titleOf = (name: string, chosen: readonly ChosenFilter[]): string =>
	[name, ...(chosen.length > 0 ? [chosen.map(({ text }) => text).join(', ')] : [])].join(': ');

/** A party with its role, and the other one, say together who owes whom. */
function relation(filter: Chosen, chosen: ChosenFilter[]): ChosenFilter[] {
	const { role, party, other } = filter;
	if (role === undefined || (party === undefined && other === undefined)) return chosen;
	const find = (name: string) => chosen.find((one) => one.name === name);
	const [one, two] = [find('party'), find('other')];
	const text =
		other === undefined
			? `${one?.text}, ${String(role)}`
			: owingWords(role as PartyRole, one?.text ?? null, other === 'none' ? null : (two?.text ?? null));
	const known = (one?.known ?? true) && (two?.known ?? true);
	const rest = chosen.filter(({ name }) => !['role', 'party', 'other'].includes(name));
	return [{ name: 'party', label: 'Parties', text, known }, ...rest];
}

function changed({ change, since, sinceAt }: Chosen): ChosenFilter[] {
	if (since === undefined) return [];
	const kind = CHANGE_KEYS.find((key) => key === change);
	const at = !sinceAt ? '' : `, ledger number ${sinceAt}`;
	const text = `${kind ? CHANGES[kind].word : 'Changed'} since ${formatDate(String(since))}${at}`;
	return [{ name: 'since', label: 'Changes', text, known: true }];
}

const attentionLabel = (key: 'any' | keyof typeof ATTENTION) =>
	key === 'any' ? 'For any reason' : ATTENTION[key].label;

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
