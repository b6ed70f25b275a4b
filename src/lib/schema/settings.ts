import type { SettingsInput } from '#lib/domain/commands.ts';
import { ACTIVITY_DAYS, CHECK_DAYS, LIMITS } from '#lib/domain/limits.ts';
import { choice, finish, optionalLine, readFields, whole, type Errors, type Read } from './read.ts';

const days = (otherwise: number) =>
	whole(1, LIMITS.days, otherwise, `Write a whole number of days from 1 to ${LIMITS.days}.`);

const SETTINGS = {
	review: choice(['on', 'off'], 'Choose whether figures wait for a manager.'),
	check_days: days(CHECK_DAYS),
	activity_days: days(ACTIVITY_DAYS),
	reason: optionalLine(LIMITS.reason),
	seen: whole(0, 999_999_999, null, 'Reload the page; what stood when it was opened is not known.')
};

/** The settings as an admin wants them, why, and the last change that the form had seen. */
export function readSettingsForm(
	fields: Record<string, string>
): Read<{ input: SettingsInput; reason: string | null; expectedSeq: number }> {
	const errors: Errors = {};
	const { all } = readFields(SETTINGS, fields, errors);
	return finish(
		all && {
			input: {
				review: all.review === 'on',
				checkDays: all.check_days ?? CHECK_DAYS,
				activityDays: all.activity_days ?? ACTIVITY_DAYS
			},
			reason: all.reason,
			expectedSeq: all.seen ?? -1
		},
		errors
	);
}
