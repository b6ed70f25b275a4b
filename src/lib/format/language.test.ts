import { expect, it } from 'vitest';
import { languageName } from './language.ts';

it('a language is called by its English name, and anything else by itself', () => {
	expect(['ru', 'tk', 'zh-Hant', 'x', 'not a code'].map(languageName)).toEqual([
		'Russian',
		'Turkmen',
		'Traditional Chinese',
		'x',
		'not a code'
	]);
});
