/** Who owes whom: how the parties of a pledge stand to each other, for filters, tables and sentences. */
import type { PartyRole } from './commitment.ts';

/** What the other party is to one of this role; null for a responsible body, beside which any other may stand. */
export const OTHER_ROLE: Record<PartyRole, PartyRole | null> = {
	pledger: 'counterpart',
	counterpart: 'pledger',
	joint: 'joint',
	'responsible body': null
};

/** "Kazakhstan owes Turkmenistan", "Kazakhstan and Turkmenistan jointly"; null: nobody is named. */
export function owingWords(role: PartyRole, party: string | null, other: string | null): string {
	const one = party ?? 'somebody';
	switch (role) {
		case 'pledger':
			return `${one} owes ${other ?? 'nobody named'}`;
		case 'counterpart':
			return `${other ?? 'nobody named'} owes ${one}`;
		case 'joint':
			return other ? `${one} and ${other} jointly` : `${one} jointly with nobody named`;
		case 'responsible body':
			return other ? `${one} is responsible, beside ${other}` : `${one} is responsible, nobody named owes`;
	}
}
