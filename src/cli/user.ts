/** `npm run user -- …`: accounts from the command line, for the first admin and for the one who locked themselves out. */
import { parseArgs } from 'node:util';
import { DomainError } from '#lib/domain/errors.ts';
import { ROLES } from '#lib/domain/permissions.ts';
import { readNewAccount, readNewPassword, readRole } from '#lib/schema/account.ts';
import { hashPassword, randomPassword } from '#lib/server/auth/passwords.ts';
import type { Db } from '#lib/server/db/connection.ts';
import { findAccountByEmail, listAccounts } from '#lib/server/people/accounts.ts';
import * as accounts from '#lib/server/people/manage-accounts.ts';
import { WrongUsage } from './refuse.ts';
import { withDatabase } from './with-database.ts';

const USAGE = `Usage:
  npm run user -- list
  npm run user -- add E-MAIL --role ROLE [--name NAME] [--password-stdin]
  npm run user -- set-role E-MAIL ROLE
  npm run user -- set-password E-MAIL [--password-stdin]
  npm run user -- disable E-MAIL
  npm run user -- enable E-MAIL

ROLE is one of ${ROLES.join(', ')}.
Without --password-stdin a random password is made and printed once. With it, the password is the first line of stdin.
The database is the one the settings name: DATABASE_URL, or the folder DATA_DIR, which must not be open elsewhere.`;

interface Options {
	role?: string;
	name?: string;
	'password-stdin'?: boolean;
}

/** Carries a command out. @returns what to print */
type Command = (db: Db, words: string[], options: Options, now: Date) => Promise<string>;

const COMMANDS: Record<string, { words: number; run: Command }> = {
	list: {
		words: 0,
		run: async (db) => {
			const rows = await listAccounts(db);
			if (rows.length === 0) return 'There is no account yet.';
			return rows
				.map((row) => [row.email, row.role, row.disabledAt ? 'disabled' : 'enabled', row.name].join('\t'))
				.join('\n');
		}
	},
	add: {
		words: 1,
		run: async (db, [email = ''], { role = '', name = email.split('@')[0] ?? '', ...options }, now) => {
			const form = new FormData();
			for (const [field, value] of Object.entries({ email, role, name })) form.set(field, value);
			const { input, errors } = readNewAccount(form);
			if (!input) throw new WrongUsage(`${Object.values(errors).join(' ')}\n\n${USAGE}`);
			const password = await choosePassword(options);
			const passwordHash = await hashPassword(password.text);
			await accounts.addAccount(db, { ...input, passwordHash }, now);
			return `Added ${input.email} as ${input.role}.${password.note}`;
		}
	},
	'set-role': {
		words: 2,
		run: async (db, [email = '', given]) => {
			const role = readRole(given);
			if (!role.success) throw new WrongUsage(`There is no role “${given}”.\n\n${USAGE}`);
			await accounts.setRole(db, await idOf(db, email), role.output);
			return `${email} is ${role.output} now; their sessions have ended.`;
		}
	},
	'set-password': {
		words: 1,
		run: async (db, [email = ''], options) => {
			const id = await idOf(db, email);
			const password = await choosePassword(options);
			await accounts.setPasswordHash(db, id, await hashPassword(password.text));
			return `${email} has a new password; their sessions have ended.${password.note}`;
		}
	},
	disable: {
		words: 1,
		run: async (db, [email = ''], _options, now) => {
			await accounts.disableAccount(db, await idOf(db, email), now);
			return `${email} can no longer sign in; their sessions have ended.`;
		}
	},
	enable: {
		words: 1,
		run: async (db, [email = '']) => {
			await accounts.enableAccount(db, await idOf(db, email));
			return `${email} can sign in again.`;
		}
	}
};

await withDatabase(readCommand, (db, clock, { command, words, options }) =>
	command.run(db, words, options, clock.now())
);

function readCommand() {
	try {
		const { positionals, values } = parseArgs({
			allowPositionals: true,
			options: { role: { type: 'string' }, name: { type: 'string' }, 'password-stdin': { type: 'boolean' } }
		});
		const [name = '', ...words] = positionals;
		const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
		if (command && command.words === words.length) return { command, words, options: values };
	} catch (error) {
		throw new WrongUsage(`${error instanceof Error ? error.message : ''}\n\n${USAGE}`);
	}
	throw new WrongUsage(USAGE);
}

async function idOf(db: Db, email: string): Promise<string> {
	const account = await findAccountByEmail(db, email);
	if (account) return account.id;
	throw new DomainError(
		'unknown_account',
		`There is no account ${email}. See them all with: npm run user -- list`
	);
}

async function choosePassword({
	'password-stdin': fromStdin
}: Options): Promise<{ text: string; note: string }> {
	if (!fromStdin) {
		const text = randomPassword();
		return { text, note: `\nPassword, shown this once: ${text}` };
	}
	let text = '';
	for await (const chunk of process.stdin.setEncoding('utf8')) text += chunk;
	const password = readNewPassword(text.split(/\r?\n/, 1)[0]);
	if (!password.success) throw new WrongUsage(password.issues[0].message);
	return { text: password.output, note: '' };
}
