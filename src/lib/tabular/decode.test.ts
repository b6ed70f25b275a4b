import { describe, expect, it } from 'vitest';
import { utf8Of } from './decode.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const back = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
const utf16 = (text: string, mark: number[]) =>
	Uint8Array.from([
		...mark,
		...[...text].flatMap((sign) => [sign.charCodeAt(0) & 0xff, sign.charCodeAt(0) >> 8])
	]);

describe('the bytes of a file', () => {
	it('are taken as they are in UTF-8, with or without the mark', () => {
		expect(back(utf8Of(utf8('код,title')))).toBe('код,title');
		expect(back(utf8Of(utf8('\uFEFFкод,title')))).toBe('код,title');
	});

	it.each([
		['with its mark', utf16('code,title', [0xff, 0xfe])],
		['without a mark', utf16('code,title', [])]
	])('are refused in UTF-16 %s, with what to do', (_, bytes) => {
		expect(() => utf8Of(bytes)).toThrow(/is in UTF-16\. Save it again as UTF-8: in Excel choose “CSV UTF-8”/);
	});

	it('are refused in Latin-1, with what to do', () => {
		expect(() => utf8Of(Uint8Array.from([0x63, 0xe9, 0x2c]))).toThrow(
			/may be Latin-1.*Save it again as UTF-8/s
		);
	});

	it('are refused as a workbook, which also is no CSV file', () => {
		expect(() => utf8Of(Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0]))).toThrow(/Save the sheet as CSV UTF-8/);
	});

	it.each(['', '\uFEFF', ' \r\n\t\n'])('are refused where there is nothing: %j', (text) => {
		expect(() => utf8Of(utf8(text))).toThrow(/nothing in this file/);
	});

	it('may hold a zero in the midst of text: its cell is refused, not the file', () => {
		expect(back(utf8Of(utf8('code,title\nA-1,a\0b')))).toContain('a\0b');
	});
});
