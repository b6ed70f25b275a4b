import { DomainError, isDomainError } from '#lib/domain/errors.ts';
import type { Typed } from '#lib/schema/typed.ts';
import { utf8Of } from '#lib/tabular/decode.ts';
import { headerOf } from './check-table.ts';
import { FORMATS, isFormatName } from './formats.ts';
import type { Given } from './jobs.ts';

/** How much pasted text is shown in its form again, in characters; more would make the page too heavy. */
const MOST_SHOWN_AGAIN = 1024 * 1024;

/**
 * What the import form was given: pasted cells or a file, with a first line that names columns.
 * @throws DomainError beside `format`, `text` or `file`
 */
export async function readGiven(fields: Record<string, string>, file: File | null): Promise<Given> {
	const { format: name, text = '' } = fields;
	if (!isFormatName(name)) throw new DomainError('format_missing', 'Choose what the rows are.', 'format');
	const pasted = text.trim() !== '';
	const chosen = file !== null && file.size > 0;
	if (pasted && chosen) {
		throw new DomainError(
			'given_twice',
			'Paste cells or choose a file, not both; clear one of the two.',
			'text'
		);
	}
	if (!pasted && !chosen) {
		throw new DomainError('given_missing', 'Paste the cells here, or choose a file below.', 'text');
	}
	try {
		const given: Given = {
			format: FORMATS[name],
			bytes: utf8Of(chosen ? new Uint8Array(await file.arrayBuffer()) : new TextEncoder().encode(text)),
			decimalComma: fields.decimal_comma === 'yes',
			name,
			file: chosen ? file.name : null,
			text: pasted && text.length <= MOST_SHOWN_AGAIN ? text : null
		};
		headerOf(given);
		return given;
	} catch (error) {
		if (!isDomainError(error)) throw error;
		throw new DomainError(error.code, error.message, chosen ? 'file' : 'text');
	}
}

/** What was typed, without a text that is too long to be shown in its form again. */
export function withoutLongText(typed: Typed): Typed {
	if ((typed.fields.text ?? '').length <= MOST_SHOWN_AGAIN) return typed;
	return { ...typed, fields: { ...typed.fields, text: '' } };
}
