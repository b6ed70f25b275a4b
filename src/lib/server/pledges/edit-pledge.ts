import type { IsoDate } from '#lib/domain/calendar.ts';
import { isMeasured, type Kind } from '#lib/domain/commitment.ts';
import type { PledgeInput } from '#lib/domain/commands.ts';
import { DomainError } from '#lib/domain/errors.ts';
import { refuseOverlapping } from '#lib/domain/standing-figures.ts';
import { listOf } from '#lib/domain/words.ts';
import type { Db } from '../db/connection.ts';
import { record, type Act } from '../db/ledger.ts';
import type { Numbered } from '../db/planned-rows.ts';
import { refuseDueBefore } from './before-occasion.ts';
import { refresh } from './current.ts';
import { listStanding } from './record-actual.ts';
import { loadDefinition, type Definition } from './definition.ts';
import { themeSpeller, type SpellTheme } from './known-theme.ts';
import { openNaming, type Naming } from './named.ts';
import { writeDefinition } from './write-definition.ts';
import { refuseDroppedSteps } from './write-steps.ts';

/**
 * Appends what an edit changes in a pledge's description. `expectedSeq` is the ledger number that the form was
 * opened at; the code and the occasion stay what they were.
 * @throws DomainError `unknown_pledge`, `changed_meanwhile`, `kind_fixed`, `unit_fixed`,
 * `figures_overlap`, `nothing_changed`, `reason_missing`, `due_before_occasion`, and what writing throws
 */
export async function editPledge(db: Db, act: Act, edit: Edit): Promise<void> {
	await record(
		db,
		act,
		{ action: 'pledge edited', subject: edit.code, reason: edit.reason },
		async (trx, seq) => {
			const beside = { naming: openNaming(trx), spell: await themeSpeller(trx), today: act.today };
			const before = requireDefinition(await loadDefinition(trx, edit.code), edit);
			await refuseEdit(trx, before, edit);
			await beside.naming.add([{ act: { seq }, input: edit.input }]);
			const changed = planEdit(beside, { seq }, before, edit);
			if (changed.length === 0) {
				throw new DomainError('nothing_changed', 'Nothing was changed, so there is nothing to save.');
			}
			await beside.naming.rows.write(trx);
			await refresh(trx, [before.pledgeId], act.today);
		}
	);
}

/** A changed description of a known pledge. */
export interface Edit {
	code: string;
	expectedSeq: number;
	reason: string | null;
	input: PledgeInput;
}

/** What the edits of one act have in common. */
export interface Editing {
	naming: Naming;
	spell: SpellTheme;
	today: IsoDate;
}

/** @throws DomainError `unknown_pledge` */
export function requireDefinition(before: Definition | null | undefined, { code }: Edit): Definition {
	if (before) return before;
	throw new DomainError('unknown_pledge', `There is no pledge with the code ${code}.`);
}

/**
 * Refuses an edit that comes too late, or that what was recorded of the pledge does not allow.
 * @throws DomainError as `editPledge` does
 */
export async function refuseEdit(trx: Db, before: Definition, { expectedSeq, input }: Edit): Promise<void> {
	if (before.seq !== expectedSeq) {
		throw new DomainError(
			'changed_meanwhile',
			'Somebody changed this pledge while you were editing. Your text is kept below; compare it with the pledge and save again.'
		);
	}
	await refuseKindChange(trx, before, input.kind);
	await refuseUnitChange(trx, before, input);
	await refuseAddingUp(trx, before, input);
	refuseDueBefore(before.madeOn, input);
	await refuseDroppedSteps(trx, before, input.steps);
}

/**
 * Plans the rows of what an edit changes, once nothing refuses it and what it names was made sure of.
 * @returns the names of the parts that changed
 */
export function planEdit(
	{ naming, spell, today }: Editing,
	act: Numbered,
	before: Definition,
	edit: Edit
): string[] {
	const former = before.input.theme;
	const theme = edit.input.theme === former ? former : spell(edit.input.theme, former);
	const writing = { naming, act, today, pledge: { id: before.pledgeId }, before, reason: edit.reason };
	const changed = writeDefinition(writing, { ...edit.input, theme });
	refuseUnexplained(changed, edit.reason);
	return changed;
}

/** What a status depends on is never replaced without a reason. */
const EXPLAINED = ['baseline', 'ranking of reporters', 'target', 'steps'];

/** Whether this part, named as `planEdit` does, is changed only with a reason. */
export function needsReason(part: string): boolean {
	return EXPLAINED.includes(part);
}

function refuseUnexplained(changed: readonly string[], reason: string | null): void {
	const parts = changed.filter(needsReason);
	if (parts.length === 0 || reason !== null) return;
	throw new DomainError(
		'reason_missing',
		`Say why you change the ${listOf(parts)}; the reason stays beside the old and the new version.`,
		'reason'
	);
}

/** What a kind is measured by; kinds of one family can be exchanged after progress is recorded. */
function familyOf(kind: Kind): string {
	if (isMeasured(kind)) return 'figures';
	if (kind === 'milestones' || kind === 'events_in_window') return 'steps';
	return kind;
}

async function refuseKindChange(trx: Db, before: Definition, kind: Kind): Promise<void> {
	if (familyOf(before.input.kind) === familyOf(kind)) return;
	const recorded =
		(await hasFigures(trx, before)) ||
		(await trx
			.selectFrom('step_done')
			.innerJoin('step', 'step.id', 'step_done.step_id')
			.select('step_done.id')
			.where('step.pledge_id', '=', before.pledgeId)
			.limit(1)
			.executeTakeFirst()) ||
		(await trx
			.selectFrom('score')
			.select('id')
			.where('pledge_id', '=', before.pledgeId)
			.limit(1)
			.executeTakeFirst());
	if (!recorded) return;
	throw new DomainError(
		'kind_fixed',
		'Progress is recorded already in the manner of the present kind. Withdraw this pledge and log a new one instead.',
		'kind'
	);
}

async function refuseUnitChange(trx: Db, before: Definition, input: PledgeInput): Promise<void> {
	const unit = before.input.indicator?.unit;
	if (!unit || !input.indicator || input.indicator.unit === unit) return;
	if (!before.input.baseline && !(await hasFigures(trx, before))) return;
	throw new DomainError(
		'unit_fixed',
		`Figures are kept in ${unit} already, so the indicator stays in it. New figures may be typed in another unit.`,
		'unit'
	);
}

/** Figures that were no parts of a sum may overlap; added up, they must not. */
async function refuseAddingUp(
	trx: Db,
	{ rows, input: before }: Definition,
	input: PledgeInput
): Promise<void> {
	if (rows.indicator === null || input.indicator?.aggregation !== 'cumulative') return;
	if (before.indicator?.aggregation === 'cumulative') return;
	refuseOverlapping({ unit: input.indicator.unit, figures: await listStanding(trx, rows.indicator) });
}

async function hasFigures(trx: Db, before: Definition): Promise<boolean> {
	if (before.rows.indicator === null) return false;
	const figure = await trx
		.selectFrom('observation')
		.select('id')
		.where('indicator_id', '=', before.rows.indicator)
		.limit(1)
		.executeTakeFirst();
	return figure !== undefined;
}
