import { expect, test } from 'vitest';
import { csvText } from './csvText.ts';

test('text that would run as a formula is made harmless, a negative number is not touched', () => {
	expect(
		csvText({
			header: ['value', 'source'],
			rows: [
				['-5', '=HYPERLINK("x")'],
				['-5.25', '-5 to 7']
			]
		})
	).toBe(`value,source\r\n-5,"'=HYPERLINK(""x"")"\r\n-5.25,'-5 to 7\r\n`);
});

test('commas, quotes and line ends stay inside their cell', () => {
	expect(csvText({ header: ['a'], rows: [['one, "two"\nthree']] })).toBe('a\r\n"one, ""two""\nthree"\r\n');
});
