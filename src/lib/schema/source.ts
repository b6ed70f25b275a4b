import * as v from 'valibot';
import type { IsoDate } from '#lib/domain/calendar.ts';
import type { SourceInput } from '#lib/domain/commands.ts';
import { LIMITS } from '#lib/domain/limits.ts';
import { line, optionalDay, optionalId, optionalLine, readFields, type Errors } from './read.ts';

const KNOWN = optionalId('Choose a source from the list.');

/** The address of a source, null when empty. */
export const sourceUrl = v.pipe(
	optionalLine(LIMITS.url),
	v.check(
		(text) => text === null || isWebAddress(text),
		'Write the whole address, beginning with https:// or http://.'
	)
);

/** The title that a source must have. */
export const sourceTitle = line(LIMITS.title, 'Give the source a title, such as its headline.');

/** What to say of a day of publishing that has not come yet. */
export const PUBLISHED_AHEAD = 'This day lies ahead; write the day on which the source was published.';

const NEW = {
	source_title: optionalLine(LIMITS.title),
	source_publisher: optionalLine(LIMITS.name),
	source_url: sourceUrl,
	source_date: optionalDay,
	source_language: optionalLine(LIMITS.language)
};

function isWebAddress(text: string): boolean {
	return /^https?:\/\//i.test(text) && !/\s/.test(text) && URL.canParse(text);
}

/**
 * Reads a source: one of the known ones (`source`), or a new one. Several sources on one form differ by `prefix`. A
 * known one that the form itself began with (`source_suggested`) gives way to a new one that is described.
 * @param ask what to say when there is none; null where none is needed
 * @returns null for no source, or when something has to be corrected
 */
export function readSource(
	fields: Record<string, string>,
	errors: Errors,
	options: { prefix?: string; ask: string | null; today: IsoDate }
): SourceInput | null {
	const { prefix = '', ask, today } = options;
	const known = readFields({ source: KNOWN }, fields, errors, prefix);
	const typed = readFields(NEW, fields, errors, prefix);
	if (!known.all) return null;
	const { source_title, source_publisher, source_url, source_date } = typed.some;
	const described = [source_title, source_publisher, source_url, source_date].some((part) => part !== null);
	if (known.all.source !== null) {
		if (!described) return { id: known.all.source };
		if (String(known.all.source) !== fields[`${prefix}source_suggested`]) {
			errors[`${prefix}source`] ??=
				'Choose a known source or describe a new one, not both; clear one of the two.';
			return null;
		}
	}
	if (!described) {
		if (ask !== null) errors[`${prefix}source`] ??= ask;
		return null;
	}
	if (source_date && source_date > today) errors[`${prefix}source_date`] ??= PUBLISHED_AHEAD;
	const title = v.safeParse(sourceTitle, source_title ?? '');
	if (!title.success) {
		errors[`${prefix}source_title`] ??= title.issues[0].message;
		return null;
	}
	if (!typed.all) return null;
	return {
		title: title.output,
		publisher: typed.all.source_publisher,
		publishedOn: typed.all.source_date,
		language: typed.all.source_language,
		url: typed.all.source_url
	};
}
