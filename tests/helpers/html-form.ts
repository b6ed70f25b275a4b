/** Reads a form out of a page's HTML, the way a browser without scripts would send it. */

/** Where an answer leads, as a path with its query: redirects may be relative to the address that was asked for. */
export function leadsTo(answer: Response): string {
	const { pathname, search } = new URL(answer.headers.get('location') ?? '', answer.url);
	return pathname + search;
}

/** Attributes of a tag: a quoted value may hold the sign that ends a tag. */
const ATTRIBUTES = `(?:"[^"]*"|[^">])*`;
const CONTROLS = new RegExp(
	`<input\\b(${ATTRIBUTES})>|<textarea\\b(${ATTRIBUTES})>([^]*?)</textarea>|<select\\b(${ATTRIBUTES})>([^]*?)</select>`,
	'g'
);

/** What is in a form: the text of each field that would be sent, and the sentence beside each that is wrong. */
export interface PageForm {
	fields: Record<string, string>;
	/** by the id of the control that the sentence describes */
	errors: Record<string, string>;
}

/**
 * The form of a page whose action is this one; without an action, the first form that sends to its own address.
 * @throws Error when the page has no such form
 */
export function readForm(html: string, action: string | null = null): PageForm {
	const forms = [...html.matchAll(new RegExp(`<form\\b(${ATTRIBUTES})>([^]*?)</form>`, 'g'))].map(
		([, tag = '', body = '']) => ({
			action: attributesOf(tag).action ?? null,
			body
		})
	);
	const form = forms.find((one) => one.action === action);
	if (!form)
		throw new Error(`The page has no form with the action ${String(action)}; it has ${forms.length} forms.`);
	const errors = [...form.body.matchAll(/<p class="error[^"]*" id="([\w-]+)-error">([\s\S]*?)<\/p>/g)].map(
		([, id = '', text = '']): [string, string] => [id, plain(text).replace(/^[▲×] */, '')]
	);
	return { fields: fieldsOf(form.body), errors: Object.fromEntries(errors) };
}

function fieldsOf(body: string): Record<string, string> {
	const fields: Record<string, string> = {};
	for (const [, input, area, text = '', select, options = ''] of body.matchAll(CONTROLS)) {
		const { name, type, value, checked } = attributesOf(input ?? area ?? select ?? '');
		if (name === undefined) continue;
		if (area !== undefined) fields[name] = decode(text).replace(/^\n/, '');
		else if (select !== undefined) fields[name] = chosen(options);
		else if (type === 'radio' || type === 'checkbox') {
			if (checked !== undefined) fields[name] = value ?? 'on';
		} else fields[name] = value ?? '';
	}
	return fields;
}

function chosen(options: string): string {
	const all = [...options.matchAll(new RegExp(`<option\\b(${ATTRIBUTES})>`, 'g'))].map(([, tag = '']) =>
		attributesOf(tag)
	);
	return (all.find((option) => option.selected !== undefined) ?? all[0])?.value ?? '';
}

function attributesOf(tag: string): Record<string, string | undefined> {
	const found = [...tag.matchAll(/([\w-]+)(?:="([^"]*)")?/g)];
	return Object.fromEntries(found.map(([, name = '', value = '']) => [name, decode(value)]));
}

function plain(html: string): string {
	return decode(html.replace(/<[^>]*>/g, '')).trim();
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function decode(text: string): string {
	return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? '');
}
