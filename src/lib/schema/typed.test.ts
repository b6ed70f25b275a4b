import { describe, expect, it } from 'vitest';
import { typedOf } from './typed.ts';

function form(...entries: [string, string | Blob][]): FormData {
	const data = new FormData();
	for (const [name, value] of entries) data.append(name, value);
	return data;
}

describe('the text of a form', () => {
	it('keeps fields as they were typed, spaces and all', () => {
		expect(typedOf(form(['title', '  Build it ']))).toEqual({ fields: { title: '  Build it ' }, rows: {} });
	});

	it('gathers rows in the order of their numbers, without gaps', () => {
		const { rows } = typedOf(
			form(['steps.7.title', 'second'], ['steps.2.title', 'first'], ['steps.7.party', 'Iran'])
		);
		expect(rows).toEqual({ steps: [{ title: 'first' }, { title: 'second', party: 'Iran' }] });
	});

	it('counts a field that comes twice once, and a file not at all', () => {
		const { fields } = typedOf(form(['title', 'one'], ['title', 'two'], ['quote', new Blob(['x'])]));
		expect(fields).toEqual({ title: 'one' });
	});

	it('takes names that are properties of every object as plain names', () => {
		const { fields, rows } = typedOf(
			form(['__proto__', 'x'], ['constructor', 'y'], ['__proto__.0.name', 'z'])
		);
		expect(Object.keys(fields)).toEqual(['__proto__', 'constructor']);
		expect(Object.keys(rows)).toEqual(['__proto__']);
	});

	it('reads no more rows than any form may hold', () => {
		const many = Array.from({ length: 900 }, (_, at): [string, string] => [`steps.${at}.title`, 'x']);
		expect(typedOf(form(...many)).rows.steps).toHaveLength(250);
	});
});
