import { expect, it } from 'vitest';
import { changedFields, type Value } from './history.ts';

const value = (field: string, text: string | null | undefined, more: Partial<Value> = {}): Value => ({
	...{ field, type: 'text', value: text, unit: null, names: false },
	...more
});

it('of a new fact every field that says something is new, from nothing', () => {
	const fact = [
		value('title', 'Bridge'),
		value('place', null),
		value('partial', 'no', { type: 'flag' }),
		value('derived', 'yes', { type: 'flag' }),
		value('reporter', 'Customs', { names: true })
	];
	expect(changedFields(fact, null).map(({ field, before, after }) => [field, before, after])).toEqual([
		['title', null, 'Bridge'],
		['derived', null, 'yes']
	]);
});

it('of a correction only what differs is named, with both values, also where one is empty', () => {
	const before = [value('title', 'Bridge'), value('place', 'A'), value('note', null), value('due', '2027')];
	const after = [value('title', 'Bridge'), value('place', null), value('note', 'N'), value('due', '2028')];
	expect(changedFields(after, before).map(({ field, before, after }) => [field, before, after])).toEqual([
		['place', 'A', null],
		['note', null, 'N'],
		['due', '2027', '2028']
	]);
});

it('what names a fact is named where it changes; what a fact leaves as it was is not', () => {
	const before = [value('reporter', 'Customs', { names: true }), value('title', 'Bridge')];
	const after = [value('reporter', 'Office', { names: true }), value('title', undefined)];
	expect(changedFields(after, before).map(({ field }) => field)).toEqual(['reporter']);
});

it('two numbers in two units each carry their own, even where the digits are the same', () => {
	const number = (text: string, unit: string) => [value('value', text, { type: 'number', unit })];
	expect(changedFields(number('3', 'kt'), number('3', 't'))).toEqual([
		{ field: 'value', type: 'text', before: '3 t', after: '3 kt', unit: null }
	]);
	expect(changedFields(number('4', 'kt'), number('3', 'kt'))).toMatchObject([
		{ type: 'number', before: '3', after: '4', unit: 'kt' }
	]);
});
