/** The files that a source may hold: what the document itself looked like. */

/** Most bytes of one file: 10 MB, in the binary way in which systems show sizes. */
export const MOST_FILE = 10 * 1024 ** 2;

/** Most characters of a file's name. */
const MOST_NAME = 150;

const BYTES = (text: string) => [...text].map((sign) => sign.charCodeAt(0));

/** What a file of each sort begins with, and what its name ends with; the first ending is the usual one. */
const SORTS = {
	'application/pdf': { begins: BYTES('%PDF-'), endings: ['pdf'] },
	'image/png': { begins: BYTES('\x89PNG\r\n\x1a\n'), endings: ['png'] },
	'image/jpeg': { begins: [0xff, 0xd8, 0xff], endings: ['jpg', 'jpeg'] }
} as const;

export type DocumentType = keyof typeof SORTS;
export const DOCUMENT_TYPES = Object.keys(SORTS) as DocumentType[];

/** A file as it came: its name is only what somebody called it. */
export interface SentFile {
	name: string;
	content: Uint8Array<ArrayBuffer>;
}

/** A file that may be stored, with a name that is safe to save under. */
export interface DocumentFile extends SentFile {
	type: DocumentType;
}

/** What a file is by its first bytes, whatever it is called; null for anything but PDF, PNG and JPEG. */
export function documentType(content: Uint8Array): DocumentType | null {
	return DOCUMENT_TYPES.find((type) => SORTS[type].begins.every((byte, at) => content[at] === byte)) ?? null;
}

/**
 * A name under which a file can be saved anywhere: no folders, nothing unseen (such as signs that turn the direction of
 * letters and make "exe" look like "pdf"), and the ending of what it is.
 */
export function documentName(name: string, type: DocumentType): string {
	const endings: readonly string[] = SORTS[type].endings;
	const bare = name
		.toWellFormed()
		.normalize('NFC')
		.replace(/^.*[/\\]/su, '')
		.replace(/[\p{C}\p{Default_Ignorable_Code_Point}]/gu, '')
		.replace(/[<>:"|?*\s]+/gu, ' ')
		.replace(/^[. ]+/, '')
		.trim();
	const [, stem = bare, ending] = /^(.*)\.([a-z]+)$/iu.exec(bare) ?? [];
	const known = ending !== undefined && endings.includes(ending.toLowerCase());
	const kept = [...(known ? stem : bare)].slice(0, MOST_NAME).join('').trim() || 'document';
	return `${kept}.${known ? ending : endings[0]}`;
}
