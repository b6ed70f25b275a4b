import { createHash } from 'node:crypto';
import { documentName, documentType, MOST_FILE } from '#lib/domain/document.ts';
import type { FileSource, FileSourceVersion } from '#lib/schema/portfolio/file.ts';
import type { FileRead } from '#lib/schema/portfolio/read-file.ts';
import { refuse } from './checking.ts';

/** Checks that the stored texts and files are what their sums and types say. */
export function checkSources({ file, json, errors, ok }: FileRead): void {
	if (!Array.isArray(file.sources)) return;
	const written = (json as { sources: WrittenSource[] }).sources;
	for (const [at, source] of file.sources.entries()) {
		const path = `sources[${at}]`;
		if (!ok(path)) continue;
		checkText(source, written[at]?.text, path, errors);
		for (const [n, version] of source.former.entries()) {
			checkText(version, written[at]?.former?.[n]?.text, `${path}.former[${n}]`, errors);
		}
		for (const [n, former] of source.former_files.entries()) {
			checkFile(former, `${path}.former_files[${n}]`, errors);
		}
		if (source.file) checkFile(source.file, `${path}.file`, errors);
		else if (source.former_files.length > 0) {
			refuse(errors, `${path}.former_files`, 'A file that was replaced needs the one that stands.');
		}
	}
}

/** A source as it stands in the file, where line breaks may be of another kind. */
interface WrittenSource {
	text?: string;
	former?: { text?: string }[];
}

function checkText(
	{ sha256: sum, text }: FileSourceVersion,
	written = '',
	at: string,
	errors: FileRead['errors']
): void {
	if (sum === null) return;
	if (text === null) {
		refuse(
			errors,
			`${at}.sha256`,
			'This is the sum of a stored text; write the text too, or leave the sum out.'
		);
	} else if (sum !== sha256(written)) refuse(errors, `${at}.sha256`, changed('text', sha256(written)));
}

function checkFile(file: NonNullable<FileSource['file']>, at: string, errors: FileRead['errors']): void {
	const bytes = bytesOf(file.content);
	if (bytes === null || bytes.length === 0) {
		refuse(errors, `${at}.content`, 'This is not Base64; write the bytes of the file again.');
	} else if (bytes.length > MOST_FILE) {
		refuse(
			errors,
			`${at}.content`,
			`A file holds at most ${MOST_FILE / 1024 ** 2} MiB; this has ${bytes.length} bytes.`
		);
	} else if (sha256(bytes) !== file.sha256) {
		refuse(errors, `${at}.sha256`, changed('file', sha256(bytes)));
	} else if (documentType(bytes) !== file.type) {
		refuse(errors, `${at}.type`, `The file does not begin as ${file.type} does; correct the type.`);
	} else if (documentName(file.name, file.type) !== file.name) {
		const name = documentName(file.name, file.type);
		refuse(errors, `${at}.name`, `A file cannot be saved under this name everywhere; write “${name}”.`);
	}
}

const changed = (what: string, sum: string) =>
	`The ${what} was changed: its SHA-256 is ${sum}. Put the ${what} back, or correct the sum.`;

/** SHA-256 in small hexadecimal letters; of a text, in UTF-8. */
export function sha256(content: string | Uint8Array): string {
	return createHash('sha256').update(content).digest('hex');
}

/** The bytes that a text in Base64 stands for; null for any other text. */
export function bytesOf(base64: string): Buffer | null {
	const bytes = Buffer.from(base64, 'base64');
	return bytes.toString('base64') === base64 ? bytes : null;
}
