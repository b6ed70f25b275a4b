import type { IsoDate } from '#lib/domain/calendar.ts';
import type { PledgeInput } from '#lib/domain/commands.ts';
import { DomainError } from '#lib/domain/errors.ts';
import type { Db } from '../db/connection.ts';
import { record, type Act } from '../db/ledger.ts';
import type { Named, Numbered } from '../db/planned-rows.ts';
import { findOccasion } from '../portfolio/occasions.ts';
import { refuseDueBefore } from './before-occasion.ts';
import { refresh } from './current.ts';
import { findPledge, findPledges } from './definition.ts';
import { themeSpeller } from './known-theme.ts';
import { openNaming, type Naming } from './named.ts';
import { writeDefinition } from './write-definition.ts';

/**
 * Logs a new pledge with everything its form describes, under one ledger number.
 * @returns its code
 * @throws DomainError what `planPledges` throws
 */
export async function logPledge(db: Db, act: Act, input: PledgeInput): Promise<{ code: string }> {
	const { subject } = await record(
		db,
		act,
		{ action: 'pledge logged', subject: async (trx) => input.code ?? nextCode(trx, input) },
		async (trx, seq, subject) => {
			const spell = await themeSpeller(trx);
			const naming = openNaming(trx);
			const pledge = {
				act: { seq },
				code: String(subject),
				input: { ...input, theme: spell(input.theme) }
			};
			const rows = await planPledges(trx, naming, act.today, [pledge]);
			await naming.rows.write(trx);
			await refresh(
				trx,
				rows.map(({ id }) => id),
				act.today
			);
		}
	);
	return { code: String(subject) };
}

/** A new pledge, whose theme is spelled as others spell it. */
export interface PlannedPledge {
	act: Numbered;
	code: string;
	input: PledgeInput;
}

/**
 * Plans the rows of new pledges and of what they name.
 * @returns the row of each
 * @throws DomainError `code_taken`, `unknown_occasion`, `unknown_source`, `unknown_owner`, `unit_mismatch`,
 *   `due_before_occasion`, `not_in_source`
 */
export async function planPledges(
	trx: Db,
	naming: Naming,
	today: IsoDate,
	pledges: readonly PlannedPledge[]
): Promise<Named[]> {
	const taken = await findPledges(
		trx,
		pledges.map(({ code }) => code)
	);
	if (taken[0]) {
		throw new DomainError(
			'code_taken',
			`The code ${taken[0].code} is taken by another pledge. Choose another, or leave it empty to get the next free one.`,
			'code'
		);
	}
	await naming.add(pledges);
	return pledges.map(({ act, code, input }) => {
		const occasion = naming.occasions.of(input.occasion);
		refuseDueBefore(occasion.heldOn, input);
		const pledge = naming.rows.put('pledge', act, () => ({ code, occasion_id: occasion.id }));
		writeDefinition({ naming, act, today, pledge, before: null, reason: null }, input);
		return pledge;
	});
}

/** The next free code in the manner of the occasion's other codes, or the first of a new series. */
async function nextCode(trx: Db, input: PledgeInput): Promise<string> {
	const occasion = await findOccasion(trx, input.occasion);
	const codes = occasion
		? await trx.selectFrom('pledge').select('code').where('occasion_id', '=', occasion.id).execute()
		: [];
	const heldOn = occasion?.heldOn ?? ('heldOn' in input.occasion ? input.occasion.heldOn : '');
	const numbered = codes.flatMap(({ code }) => {
		const found = /^(.*-)(\d+)$/.exec(code);
		return found?.[1] && found[2] ? [{ series: found[1], number: found[2] }] : [];
	});
	const last = numbered.sort((a, b) => Number(b.number) - Number(a.number))[0];
	const series = last?.series ?? `${initials(input.parties.map((p) => p.name))}-${heldOn.slice(0, 4)}-`;
	const width = last?.number.length ?? 2;
	for (let number = Number(last?.number ?? 0) + 1; ; number++) {
		const code = `${series}${String(number).padStart(width, '0')}`;
		if (!(await findPledge(trx, code))) return code;
	}
}

/** Two letters for each party, such as KA-TU, from any alphabet. */
function initials(names: readonly string[]): string {
	const letters = names.slice(0, 3).map((name) => [...name.replace(/[^\p{L}]/gu, '')].slice(0, 2).join(''));
	return letters.filter(Boolean).join('-').toUpperCase() || 'PLEDGE';
}
