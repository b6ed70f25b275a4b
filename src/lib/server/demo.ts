import type { Role } from '#lib/domain/permissions.ts';
import { hashPassword, randomPassword } from './auth/passwords.ts';
import type { Clock } from './clock.ts';
import type { Db } from './db/connection.ts';
import { lastSeq } from './db/ledger.ts';
import { findAccountByEmail } from './people/accounts.ts';
import { addAccount } from './people/manage-accounts.ts';
import { loadSample } from './portfolio/load-sample.ts';

const DEMO: { email: string; name: string; role: Role }[] = [
	{ email: 'analyst@pledgeboard.example', name: 'Demo Analyst', role: 'analyst' },
	{ email: 'manager@pledgeboard.example', name: 'Demo Manager', role: 'manager' },
	{ email: 'admin@pledgeboard.example', name: 'Demo Admin', role: 'admin' }
];

/**
 * Fills a database in which nothing was recorded yet with the sample portfolio and an account per role, and prints
 * their passwords, which are stored nowhere in clear. All of it is one transaction: after a crash it starts over.
 */
export async function loadDemo(db: Db, clock: Clock): Promise<void> {
	if ((await lastSeq(db)) > 0) return;
	const people = await Promise.all(
		DEMO.map(async (person) => {
			const password = randomPassword();
			return { ...person, password, passwordHash: await hashPassword(password) };
		})
	);
	const added = await db.transaction().execute(async (trx) => {
		const ids = new Map<Role, string>();
		const fresh: typeof people = [];
		for (const person of people) {
			const known = await findAccountByEmail(trx, person.email);
			if (!known) fresh.push(person);
			ids.set(person.role, known?.id ?? (await addAccount(trx, person, clock.now())));
		}
		await loadSample(trx, { by: ids.get('analyst') ?? null, today: clock.today(), now: clock.now() });
		return fresh;
	});
	if (added.length === 0) return;
	const lines = added.map(
		({ role, email, password }) => `  ${role.padEnd(10)}${email.padEnd(30)}${password}`
	);
	console.log(['Accounts to try it with; their passwords are shown this once:', ...lines].join('\n'));
}
