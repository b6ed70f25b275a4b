import * as v from 'valibot';
import { ROLES } from '#lib/domain/permissions.ts';

export const NAME_MAX = 100;
export const EMAIL_MAX = 254;
export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 200;

/** What a person typed, or a sentence per field that cannot be used. */
export type Parsed<T> = { input: T; errors: null } | { input: null; errors: Record<string, string> };

/** Control characters have no place on one line, and PostgreSQL cannot store the first of them. */
const oneLine = (label: string, max: number) =>
	v.pipe(
		v.string(`Type ${label}.`),
		v.trim(),
		v.regex(/[^\s\p{Z}\p{Cf}]/u, `Type ${label}.`),
		v.maxLength(max, `Use at most ${max} characters.`),
		v.regex(/^\P{Cc}*$/u, 'Remove the characters that cannot be seen, such as line breaks.')
	);

const email = v.pipe(
	oneLine('an e-mail address', EMAIL_MAX),
	v.regex(/^[^\s@<>"]+@[^\s@<>"]+$/, 'Write it like name@example.org.'),
	v.toLowerCase()
);

const role = v.picklist(ROLES, 'Choose a role.');

const newPassword = v.pipe(
	v.string('Type a new password.'),
	v.nonEmpty('Type a new password.'),
	v.minLength(PASSWORD_MIN, `Use at least ${PASSWORD_MIN} characters; a few words in a row are good.`),
	v.maxLength(PASSWORD_MAX, `Use at most ${PASSWORD_MAX} characters.`)
);

const signIn = v.object({
	email: v.pipe(oneLine('your e-mail address', EMAIL_MAX), v.toLowerCase()),
	password: v.pipe(v.string('Type your password.'), v.nonEmpty('Type your password.'))
});

const newAccount = v.object({ name: oneLine('a name', NAME_MAX), email, role });

const passwordChange = v.pipe(
	v.object({
		current: v.pipe(v.string('Type your current password.'), v.nonEmpty('Type your current password.')),
		password: newPassword,
		repeat: v.string('Type the new password once more.')
	}),
	v.forward(
		v.partialCheck(
			[['password'], ['repeat']],
			({ password, repeat }) => password === repeat,
			'The two new passwords differ. Type the new one once more.'
		),
		['repeat']
	)
);

export const readSignIn = (form: FormData) => read(signIn, form);
export const readNewAccount = (form: FormData) => read(newAccount, form);
export const readPasswordChange = (form: FormData) => read(passwordChange, form);
export const readRole = (given: unknown) => v.safeParse(role, given);
export const readNewPassword = (given: unknown) => v.safeParse(newPassword, given);

/** Reads the fields a schema names; of a field that came twice, the first. */
function read<T extends v.GenericSchema<unknown, unknown>>(
	schema: T,
	form: FormData
): Parsed<v.InferOutput<T>> {
	const result = v.safeParse(schema, Object.fromEntries([...form].reverse()));
	if (result.success) return { input: result.output, errors: null };
	const errors: Record<string, string> = {};
	for (const issue of result.issues) {
		const field = v.getDotPath(issue) ?? 'form';
		errors[field] ??= issue.message;
	}
	return { input: null, errors };
}
