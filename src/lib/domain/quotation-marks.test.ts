import { expect, test } from 'vitest';
import { unquoted } from './quotation-marks.ts';

test.each([
	['“to raise trade”', 'to raise trade'],
	['"to raise trade"', 'to raise trade'],
	['« довести до 1 млрд »', 'довести до 1 млрд'],
	['„Handel“', 'Handel'],
	['“to call it “trade” again”', 'to call it “trade” again'],
	['““twice””', '“twice”'],
	['""', '']
])('one pair of marks around the whole is taken away: %s', (text, words) => {
	expect(unquoted(text)).toBe(words);
});

test.each(['to raise trade', '“a” or “b”', '"a" or "b"', '“a', 'a”', '"', 'the “Altyn Asyr”', '’90s goods'])(
	'other marks are the source’s own: %s',
	(text) => {
		expect(unquoted(text)).toBe(text);
	}
);
