import * as v from 'valibot';
import type { IsoDate } from '#lib/domain/calendar.ts';
import type { SourceEdit } from '#lib/domain/commands.ts';
import {
	documentName,
	documentType,
	MOST_FILE,
	type DocumentFile,
	type SentFile
} from '#lib/domain/document.ts';
import { LIMITS } from '#lib/domain/limits.ts';
import {
	finish,
	optionalBlock,
	optionalDay,
	optionalLine,
	readFields,
	type Errors,
	type Read
} from './read.ts';
import { PUBLISHED_AHEAD, sourceTitle, sourceUrl } from './source.ts';
import type { Typed } from './typed.ts';

/** Page and line breaks of other systems, which come along when a document is copied. */
const BREAKS = /\r\n?|[\v\f\u0085\u2028\u2029]/g;

/** The words of a document, with line breaks of one kind; null when empty. */
export const storedText = v.pipe(
	v.string(),
	v.transform((text) => text.replace(BREAKS, '\n')),
	optionalBlock(LIMITS.storedText)
);

const EDIT = {
	title: sourceTitle,
	publisher: optionalLine(LIMITS.name),
	date: optionalDay,
	language: optionalLine(LIMITS.language),
	url: sourceUrl,
	text: storedText
};

/** Reads a source as its own form describes it. @param today the product's day: nothing was published after it */
export function readSourceEdit(fields: Record<string, string>, today: IsoDate): Read<SourceEdit> {
	const errors: Errors = {};
	const { some, all } = readFields(EDIT, fields, errors);
	if (some.date && some.date > today) errors.date ??= PUBLISHED_AHEAD;
	return finish(
		all && {
			title: all.title,
			publisher: all.publisher,
			publishedOn: all.date,
			language: all.language,
			url: all.url,
			text: all.text
		},
		errors
	);
}

/** A source as it would be typed into its form: what `readSourceEdit` reads as the same. */
export function typedOfSource(source: SourceEdit): Typed {
	return {
		fields: {
			title: source.title,
			publisher: source.publisher ?? '',
			date: source.publishedOn ?? '',
			language: source.language ?? '',
			url: source.url ?? '',
			text: source.text ?? ''
		},
		rows: {}
	};
}

/** Said of a file above the limit, which is not read. */
export const FILE_TOO_LARGE = `This file is larger than ${MOST_FILE / 1024 ** 2} MB. Make it smaller, such as by a lower resolution, or leave it out.`;

/** Reads a file by what is in it; what it is called and what a browser says of it prove nothing. */
export function readDocument(file: SentFile): Read<DocumentFile> {
	if (file.content.length > MOST_FILE) return { ok: false, errors: { file: FILE_TOO_LARGE } };
	const type = documentType(file.content);
	if (type) return { ok: true, value: { ...file, type, name: documentName(file.name, type) } };
	const sentence =
		file.content.length === 0
			? 'This file is empty; choose another.'
			: 'This is not a PDF, PNG or JPEG file, whatever its name says. Save the document as one of these and choose it again.';
	return { ok: false, errors: { file: sentence } };
}
