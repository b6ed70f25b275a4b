import { DomainError } from '#lib/domain/errors.ts';

const SAVE_AS =
	'Save it again as UTF-8: in Excel choose “CSV UTF-8” under Save As; in LibreOffice tick “Edit filter settings” and choose Unicode (UTF-8).';

/** In bytes. */
const PIECE = 1024 * 1024;

/**
 * The bytes of a file without its byte order mark, once they are known to be UTF-8.
 * @throws DomainError `file_workbook`, `file_utf16`, `file_not_utf8`, `file_empty`, each with what to do
 */
export function utf8Of(bytes: Uint8Array): Uint8Array {
	const [first, second] = bytes;
	const marked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
	if (first === 0x50 && second === 0x4b) {
		throw new DomainError(
			'file_workbook',
			'This is a workbook, not a CSV file. Save the sheet as CSV UTF-8, or copy its cells and paste them.',
			'file'
		);
	}
	if (marked || hasManyZeros(bytes.subarray(0, 1024))) {
		throw new DomainError('file_utf16', `This file is in UTF-16. ${SAVE_AS}`, 'file');
	}
	try {
		// In pieces, so that a large file is never in memory a second time as one text.
		const decoder = new TextDecoder('utf-8', { fatal: true });
		for (let at = 0; at < bytes.length; at += PIECE) {
			decoder.decode(bytes.subarray(at, at + PIECE), { stream: true });
		}
		decoder.decode();
	} catch {
		throw new DomainError(
			'file_not_utf8',
			`This file is not in UTF-8; it may be Latin-1 or Windows-1252. ${SAVE_AS}`,
			'file'
		);
	}
	const text = first === 0xef && second === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
	if (text.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d))) {
		throw new DomainError(
			'file_empty',
			'There is nothing in this file. Its first line names the columns.',
			'file'
		);
	}
	return text;
}

/** Latin letters, digits and line breaks have a zero beside them in UTF-16; in UTF-8 there is none. */
function hasManyZeros(bytes: Uint8Array): boolean {
	const zeros = bytes.reduce((count, byte) => (byte === 0 ? count + 1 : count), 0);
	return zeros * 10 > bytes.length;
}
