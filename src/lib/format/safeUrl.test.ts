import { expect, test } from 'vitest';
import { hostOf, safeUrl } from './safeUrl.ts';

test('http and https addresses may become links', () => {
	expect(safeUrl(' https://example.org/a?b=1#c ')).toBe('https://example.org/a?b=1#c');
	expect(safeUrl('http://пример.рф/')).toBe('http://xn--e1afmkfd.xn--p1ai/');
});

test.each([
	'javascript:alert(1)',
	'JaVaScRiPt:alert(1)',
	'java\nscript:alert(1)',
	'\u0001javascript:alert(1)',
	'data:text/html,<script>alert(1)</script>',
	'vbscript:x',
	'file:///etc/passwd',
	'//example.org/without-scheme',
	'/relative',
	'example.org',
	'https://person:secret@example.org/',
	'https://',
	''
])('%j may not become a link', (text) => {
	expect(safeUrl(text)).toBeNull();
});

test('a missing address is no link', () => {
	expect(safeUrl(null)).toBeNull();
	expect(safeUrl(undefined)).toBeNull();
});

test('the host is shown without www, and not at all for an address that is no link', () => {
	expect(hostOf('https://www.example.org/x')).toBe('example.org');
	expect(hostOf('javascript:alert(1)')).toBe('');
});
