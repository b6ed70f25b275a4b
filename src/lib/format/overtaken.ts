/** What somebody has to be told and asked whose form another person's save has overtaken, in words. */
import type { ActChange } from '#lib/domain/history.ts';
import { labelOf, saidIn, type Named } from './form-words.ts';
import { shownAct, type ShownAct } from './history.ts';
import { diffTexts, nearChanges, type DiffPiece } from './text-diff.ts';

interface Form {
	fields: Record<string, string>;
	rows: Record<string, Record<string, string>[]>;
}
interface Difference {
	name: string;
	fields: string[];
}

/** One thing that both changed: what it said when the form was opened, what it says now, what was typed. */
export interface ShownConflict {
	name: string;
	label: string;
	/** null when it is not known */
	opened: string | null;
	theirs: DiffPiece[];
	mine: DiffPiece[];
	/** what was chosen already */
	keep: string;
}

export interface ShownOvertaken {
	acts: ShownAct[];
	conflicts: ShownConflict[];
	/** changed only elsewhere */
	taken: { name: string; label: string; before: string; now: DiffPiece[] }[];
}

/** From so many characters on the changed words of a text are marked, and what stands far from them is left out. */
const LONG = 40;

/** @param named what stands behind the numbers that the forms hold */
export function shownOvertaken(
	overtaken: {
		typed: Form;
		opened: Form | null;
		theirs: Form;
		conflicts: readonly Difference[];
		taken: readonly Difference[];
		acts: readonly ActChange[];
	},
	named: Named
): ShownOvertaken {
	const { typed, opened, theirs } = overtaken;
	const said = (form: Form, name: string) => saidIn(form, name, named);
	const chosen = new Map((typed.rows.conflict ?? []).map(({ name, keep }) => [name, keep ?? '']));
	return {
		acts: overtaken.acts.map(shownAct),
		conflicts: overtaken.conflicts.map(({ name }) => {
			const before = opened && said(opened, name);
			return {
				name,
				label: labelOf(name),
				opened: before,
				theirs: changedFrom(before, said(theirs, name)),
				mine: changedFrom(before, said(typed, name)),
				keep: chosen.get(name) ?? ''
			};
		}),
		taken: overtaken.taken.map(({ name }) => {
			const before = opened ? said(opened, name) : '';
			return { name, label: labelOf(name), before, now: changedFrom(before, said(theirs, name)) };
		})
	};
}

/** A sentence beside each choice that is still to be made. */
export function unchosen(overtaken: ShownOvertaken | null): Record<string, string> {
	const all = overtaken?.conflicts ?? [];
	return Object.fromEntries(
		all.flatMap(({ label, keep }, at) =>
			keep === '' ? [[`conflict.${at}.keep`, `Choose whose “${label}” stays: theirs or yours.`]] : []
		)
	);
}

/** A short text as it is; a longer one with what changed in it. */
function changedFrom(before: string | null, after: string): DiffPiece[] {
	const isLong = Math.min(before?.length ?? 0, after.length) > LONG;
	if (before !== null && isLong) return nearChanges(diffTexts(before, after));
	return after === '' ? [] : [{ text: after, is: 'same' }];
}
