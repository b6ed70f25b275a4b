import { describe, expect, it } from 'vitest';
import { documentName, documentType } from './document.ts';

const bytes = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));

describe('what a file is', () => {
	it.each([
		['a PDF', '%PDF-1.7\n…', 'application/pdf'],
		['a PNG', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'image/png'],
		['a JPEG of a camera', '\xff\xd8\xff\xe1..Exif', 'image/jpeg'],
		['a JPEG of the web', '\xff\xd8\xff\xe0..JFIF', 'image/jpeg'],
		['a page', '<!doctype html><script>', null],
		['a page with a PDF behind it', '<html>%PDF-1.7', null],
		['a drawing with scripts', '<svg xmlns="http://www.w3.org/2000/svg">', null],
		['a GIF', 'GIF89a', null],
		['a program', 'MZ\x90', null],
		['an archive', 'PK\x03\x04', null],
		['a PNG whose line breaks were turned', '\x89PNG\n\x1a\n', null],
		['the beginning of a PDF', '%PD', null],
		['nothing', '', null]
	])('is told by its first bytes: %s', (_, content, type) => {
		expect(documentType(bytes(content))).toBe(type);
	});
});

describe('the name of a file', () => {
	it.each([
		['Joint statement.pdf', 'Joint statement.pdf'],
		['СОВМЕСТНОЕ заявление.PDF', 'СОВМЕСТНОЕ заявление.PDF'],
		['statement', 'statement.pdf'],
		['statement.html', 'statement.html.pdf'],
		['statement.pdf.exe', 'statement.pdf.exe.pdf'],
		['..\\..\\windows\\a.pdf', 'a.pdf'],
		['/etc/passwd', 'passwd.pdf'],
		['a\r\nset-cookie: x.pdf', 'aset-cookie x.pdf'],
		['a"b.pdf', 'a b.pdf'],
		['statement\u202efdp.exe', 'statementfdp.exe.pdf'],
		['.pdf', 'pdf.pdf'],
		['', 'document.pdf'],
		['...', 'document.pdf'],
		['x'.repeat(400), `${'x'.repeat(150)}.pdf`]
	])('%j can be saved as %j', (name, safe) => {
		expect(documentName(name, 'application/pdf')).toBe(safe);
	});

	it('ends with what the file is', () => {
		expect(documentName('scan.pdf', 'image/jpeg')).toBe('scan.pdf.jpg');
		expect(documentName('scan.jpeg', 'image/jpeg')).toBe('scan.jpeg');
	});
});
