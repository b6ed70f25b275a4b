/**
 * The portfolio file: everything that a portfolio holds, as JSON. This is its one definition: the reader checks files
 * by it, the writer is typed by it, and `static/portfolio.schema.json` is generated from it.
 */
import * as v from 'valibot';
import { LIMITS } from '#lib/domain/limits.ts';
import { date, lines, many, maybe } from './fields.ts';
import type { ACTUAL, BASELINE, INDICATOR, MEASURE, TARGET } from './measure.ts';
import { PLEDGE, type DESCRIPTION } from './pledge.ts';
import type { EVENT, MILESTONE } from './progress.ts';
import { NAMED_OCCASION, NOTE, OCCASION, PARTY, REPORTER, SOURCE } from './reference.ts';

export const FILE = v.strictObject({
	$schema: maybe(v.pipe(v.string(), v.description('Address of the schema, for editors.'))),
	collected_on: maybe(
		date(
			'The day on which every pledge of the file was looked at and nothing else was found. Each gets a check on that day with the words of “collection_note”; an export writes such checks out.'
		)
	),
	collection_note: maybe(lines(LIMITS.note, 'What was looked at on that day.')),
	note: NOTE,
	occasion: maybe(v.pipe(OCCASION, v.description('The occasion of all pledges, where there is only one.'))),
	occasions: many(NAMED_OCCASION, 'The occasions, where there are several.'),
	parties: many(PARTY, 'Parties with their type.'),
	reporters: many(REPORTER, 'Reporters with the party they belong to.'),
	sources: v.pipe(v.array(SOURCE), v.description('The documents that everything else rests on.')),
	pledges: v.pipe(v.array(PLEDGE), v.description('The pledges with all that was recorded of them.'))
});

/** The file as it was read: defaults filled in, dates and periods parsed. */
export type PortfolioFile = v.InferOutput<typeof FILE>;
export type FilePledge = v.InferOutput<typeof PLEDGE>;
export type FileDescription = v.InferOutput<typeof DESCRIPTION>;
export type FileMeasure = v.InferOutput<typeof MEASURE>;
export type FileIndicator = v.InferOutput<typeof INDICATOR>;
export type FileBaseline = v.InferOutput<typeof BASELINE>;
export type FileTarget = v.InferOutput<typeof TARGET>;
export type FileActual = v.InferOutput<typeof ACTUAL>;
/** A figure by itself, whether it stands or was replaced. */
export type FileFigure = FileActual['former'][number];
export type FileSource = v.InferOutput<typeof SOURCE>;
/** What a source says of itself, whether it stands or was replaced. */
export type FileSourceVersion = FileSource['former'][number];
export type FileOccasion = v.InferOutput<typeof NAMED_OCCASION>;
export type FileMilestone = v.InferOutput<typeof MILESTONE>;
export type FileEvent = v.InferOutput<typeof EVENT>;

/** The file as it is written. */
export type WrittenFile = v.InferInput<typeof FILE>;
export type WrittenPledge = v.InferInput<typeof PLEDGE>;
