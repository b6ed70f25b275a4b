import * as v from 'valibot';
import { LIMITS } from '#lib/domain/limits.ts';
import { positiveNumber, readAddress } from './address.ts';
import { block, finish, readFields, type Errors, type Read } from './read.ts';

const COMMENT = { text: block(LIMITS.comment, 'Write the comment first.') };

/** A comment on a pledge: plain text. */
export function readComment(fields: Record<string, string>): Read<string> {
	const errors: Errors = {};
	const { all } = readFields(COMMENT, fields, errors);
	return finish(all?.text, errors);
}

const BEFORE = v.object({ before: v.optional(positiveNumber) });

/** The comment before which an address asks for comments; null where it asks for the latest. @throws like `readAddress` */
export function readCommentBefore(params: URLSearchParams): number | null {
	return readAddress(BEFORE, params).before ?? null;
}
