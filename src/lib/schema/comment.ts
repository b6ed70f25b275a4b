import { LIMITS } from '#lib/domain/limits.ts';
import { block, finish, readFields, type Errors, type Read } from './read.ts';

const COMMENT = { text: block(LIMITS.comment, 'Write the comment first.') };

/** A comment on a pledge: plain text. */
export function readComment(fields: Record<string, string>): Read<string> {
	const errors: Errors = {};
	const { all } = readFields(COMMENT, fields, errors);
	return finish(all?.text, errors);
}
