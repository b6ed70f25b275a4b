import { createHash } from 'node:crypto';
import type { Typed } from '#lib/schema/typed.ts';
import type { Clock } from '../clock.ts';
import type { Act } from '../db/ledger.ts';
import type { Person } from '../people/person.ts';

/**
 * The act of a person who sent a form. The form's `request_key` and what it holds make the act's key: the same form
 * sent twice is written once, and a page that is gone back to, changed and sent again is a new act.
 */
export function actOf(person: Person, clock: Clock, typed: Typed, path: string): Act {
	const key = typed.fields.request_key;
	return {
		by: person.id,
		today: clock.today(),
		now: clock.now(),
		requestKey: key ? digest([key, person.id, path, typed]) : null
	};
}

/**
 * The ledger number at which a form was opened, if it says so: what was recorded of the same thing since then is shown
 * before anything is written over it.
 */
export function seenOf({ fields }: Typed): number | null {
	const seen = fields.seen ?? '';
	return /^[1-9]\d{0,8}$/.test(seen) ? Number(seen) : null;
}

function digest(parts: unknown): string {
	return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}
