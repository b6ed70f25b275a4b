import { expect, test } from 'vitest';
import { readNewAccount } from './account.ts';

test.each(['', ' ', '\u200b', '\u2060\ufeff'])('a name that cannot be seen is missing: %j', (name) => {
	const form = new FormData();
	for (const [field, text] of Object.entries({ name, email: 'a@example.org', role: 'analyst' })) {
		form.set(field, text);
	}
	expect(readNewAccount(form).errors).toEqual({ name: 'Type a name.' });
});
