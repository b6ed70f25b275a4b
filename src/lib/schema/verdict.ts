import type { IsoDate } from '#lib/domain/calendar.ts';
import type { VerdictInput } from '#lib/domain/commands.ts';
import { LIMITS } from '#lib/domain/limits.ts';
import { VERDICTS } from '#lib/domain/status.ts';
import { AHEAD } from './progress.ts';
import { block, choice, day, finish, readFields, type Errors, type Read } from './read.ts';
import { readSource } from './source.ts';

const VERDICT = {
	value: choice(VERDICTS, 'Choose a verdict.'),
	on: day('Write the day of the verdict.'),
	rationale: block(LIMITS.rationale, 'Say why, so that a reader can follow it.')
};

/** A manager's verdict; evidence is needed, as for everything that can be quoted. */
export function readVerdict(fields: Record<string, string>, today: IsoDate): Read<VerdictInput> {
	const errors: Errors = {};
	const { some, all } = readFields(VERDICT, fields, errors);
	const source = readSource(fields, errors, { ask: 'Name the evidence that the verdict rests on.', today });
	if (some.on && some.on > today) errors.on ??= AHEAD.verdict;
	return finish(all && source && { ...all, source }, errors);
}
