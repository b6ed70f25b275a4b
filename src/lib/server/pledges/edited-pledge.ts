import { typedOfPledge } from '#lib/schema/pledge-text.ts';
import { upTo } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { listEdits } from '../history/list-acts.ts';
import type { Edited } from '../history/overtaken.ts';
import { loadDefinition, type Definition } from './definition.ts';

/** The tables whose facts the form of a pledge describes. */
const DESCRIBING = [
	...['pledge_version', 'guideline', 'indicator_version', 'reporter_order'],
	...['baseline', 'target', 'step_version']
];

/** A pledge's description with its former states, for a form that somebody else's save has overtaken. */
export function editedPledge(db: Db, { code, seq }: Definition): Edited {
	return {
		seq,
		untyped: [],
		async stateAt(upto) {
			const definition = await loadDefinition(db, code, upTo(upto));
			return definition && typedOfPledge(definition.input);
		},
		editsBetween: (after, upto) => listEdits(db, { subject: code, tables: DESCRIBING, after, upto })
	};
}
