/** What pledges refer to: sources, occasions, parties, reporters. */
import * as v from 'valibot';
import { DOCUMENT_TYPES } from '#lib/domain/document.ts';
import { LIMITS } from '#lib/domain/limits.ts';
import { storedText } from '../source-edit.ts';
import { sourceTitle, sourceUrl } from '../source.ts';
import { date, lines, many, maybe, oneOf, RECORDED, source, text, told } from './fields.ts';

const SHA256 = '^[0-9a-f]{64}$';

const sha256 = (description: string) =>
	told(
		{ description, pattern: SHA256 },
		v.pipe(
			v.string(),
			v.regex(new RegExp(SHA256), 'Write the SHA-256 as 64 digits and small letters a to f.')
		)
	);

const DOCUMENT = v.strictObject({
	name: text(LIMITS.title, 'Name of the file.'),
	type: oneOf(DOCUMENT_TYPES, 'What it is; checked against its first bytes.'),
	sha256: sha256('SHA-256 of the bytes.'),
	content: told({ description: 'The bytes in Base64.', contentEncoding: 'base64', minLength: 4 }, v.string()),
	...RECORDED
});

/** What a source was said to be at one time. */
const VERSION = {
	title: told({ description: 'Title or headline.', minLength: 1, maxLength: LIMITS.title }, sourceTitle),
	publisher: maybe(text(LIMITS.name, 'Who published it.')),
	published_on: maybe(date('When it was published.')),
	language: maybe(text(LIMITS.language, 'Language, such as en or ru.')),
	url: maybe(
		told(
			{
				description: 'Web address, beginning with http:// or https://.',
				pattern: '^[Hh][Tt][Tt][Pp][Ss]?://'
			},
			sourceUrl
		)
	),
	text: maybe(
		told(
			{
				description:
					'Stored text of the document, with line breaks of one kind and without empty space around it.',
				minLength: 1,
				maxLength: LIMITS.storedText
			},
			v.pipe(v.string(), v.nonEmpty('Write the text, or leave the name out.'), storedText)
		)
	),
	sha256: maybe(sha256('SHA-256 of the stored text in UTF-8. Left out: worked out on import.')),
	...RECORDED
};

export const SOURCE = v.strictObject({
	id: text(LIMITS.name, 'Name of this source within the file; an export writes s1, s2 and so on.'),
	...VERSION,
	file: maybe(v.pipe(DOCUMENT, v.description('The document itself, at most 10 MiB.'))),
	former: many(
		v.strictObject(VERSION),
		'What was said of it before, with its text then, the first version first. Passed over where the source is known.'
	),
	former_files: many(
		DOCUMENT,
		'Files that were replaced, the first one first. Passed over where the source is known.'
	)
});

export const PARTY = v.strictObject({
	name: text(LIMITS.name, 'Name of the party, as pledges and steps write it.'),
	type: oneOf(['state', 'organisation'], 'What it is. A party that is not listed here is taken for a state.')
});

export const REPORTER = v.strictObject({
	name: text(LIMITS.name, 'Who states figures, as actuals and rankings write it.'),
	party: maybe(text(LIMITS.name, 'The party that the reporter belongs to.'))
});

const OCCASION_FIELDS = {
	title: text(LIMITS.title, 'Name of the visit, summit or session.'),
	place: maybe(text(LIMITS.place, 'Where it was.')),
	date: date('When it was.'),
	parties: many(text(LIMITS.name, 'Name of a party.'), 'Who took part.'),
	source: maybe(source('The document of the occasion.')),
	...RECORDED
};

/** The occasion of a file with only one. */
export const OCCASION = v.strictObject(OCCASION_FIELDS);
/** One of several. */
export const NAMED_OCCASION = v.strictObject({
	id: text(LIMITS.name, 'Name of this occasion within the file; an export writes o1, o2 and so on.'),
	...OCCASION_FIELDS
});

/** Longest remark on a file, in characters: an export has those of all files that were imported. */
const MOST_NOTE = 20_000;
export const NOTE = maybe(lines(MOST_NOTE, 'A remark on the file; the ledger keeps it beside the import.'));
