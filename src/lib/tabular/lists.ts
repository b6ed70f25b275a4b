import type { PartyRole } from '#lib/domain/commitment.ts';
import { PARTY_ROLES } from '#lib/domain/commitment.ts';

export interface PartyCell {
	name: string;
	role: PartyRole;
}

/**
 * Several parties in one cell: "Kazakhstan (pledger); Turkmenistan (counterpart)". Inside a name, a semicolon or a
 * backslash stands behind a backslash; brackets need nothing, because the role is what the last pair holds.
 */
export function writeParties(parties: readonly PartyCell[]): string | null {
	return writeList(parties.map(({ name, role }) => `${name} (${role})`));
}

/** The parties of a cell, or null where it is not written as `writeParties` does. */
export function readParties(cell: string): PartyCell[] | null {
	const parties: PartyCell[] = [];
	for (const item of readList(cell)) {
		const found = /^(.+) \(([a-z ]+)\)$/su.exec(item);
		const role = PARTY_ROLES.find((known) => known === found?.[2]);
		if (!found?.[1] || !role) return null;
		parties.push({ name: found[1], role });
	}
	return parties;
}

/** Several texts in one cell, parted by "; "; null for none. A semicolon or backslash in a text gets a backslash. */
export function writeList(items: readonly string[]): string | null {
	return items.length === 0 ? null : items.map((item) => item.replace(/[\\;]/g, '\\$&')).join('; ');
}

/** The texts of a cell that `writeList` wrote, or that somebody typed with semicolons between. */
export function readList(cell: string): string[] {
	if (cell === '') return [];
	const items = [''];
	for (const [part] of cell.matchAll(/\\.|; ?|[^\\;]+|\\/gsu)) {
		const last = items.length - 1;
		if (part.startsWith(';')) items.push('');
		else items[last] += part.startsWith('\\') && part.length > 1 ? part.slice(1) : part;
	}
	return items;
}

/** Planned values in one cell: "2025-12-31: 40; 2027-12-31: 80"; null for none. */
export function writePlan(plan: readonly { on: string; value: string }[]): string | null {
	return writeList(plan.map(({ on, value }) => `${on}: ${value}`));
}

/** The planned values of a cell as they were typed; a part without a colon is a day without a value. */
export function readPlan(cell: string): { on: string; value: string }[] {
	return readList(cell)
		.filter((item) => item.trim() !== '')
		.map((item) => {
			const [on = '', ...value] = item.split(':');
			return { on: on.trim(), value: value.join(':').trim() };
		});
}
