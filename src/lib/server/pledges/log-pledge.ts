import type { IsoDate } from '#lib/domain/calendar.ts';
import type { PledgeInput } from '#lib/domain/commands.ts';
import { DomainError } from '#lib/domain/errors.ts';
import type { Db } from '../db/connection.ts';
import { record, type Act } from '../db/ledger.ts';
import { addOccasion, findOccasion } from '../portfolio/occasions.ts';
import { refuseEarlyDue } from './before-occasion.ts';
import { refresh } from './current.ts';
import { findPledge } from './definition.ts';
import { knownTheme } from './known-theme.ts';
import { writeDefinition } from './write-definition.ts';

/**
 * Logs a new pledge with everything its form describes, under one ledger number.
 * @returns its code
 * @throws DomainError `code_taken`, `unknown_occasion`, `unknown_source`, `unit_mismatch`, `due_before_occasion`,
 * `not_in_source`
 */
export async function logPledge(db: Db, act: Act, input: PledgeInput): Promise<{ code: string }> {
	const { subject: code } = await record(
		db,
		act,
		{ action: 'pledge logged', subject: async (trx) => input.code ?? nextCode(trx, input) },
		async (trx, seq, subject) => {
			const theme = await knownTheme(trx, input.theme);
			const id = await writePledge(trx, seq, act.today, String(subject), { ...input, theme });
			await refresh(trx, [id], act.today);
		}
	);
	return { code: String(code) };
}

/** Writes a new pledge whose theme is spelled as others spell it, and leaves the read model as it is. @returns its id */
export async function writePledge(
	trx: Db,
	seq: number,
	today: IsoDate,
	code: string,
	input: PledgeInput
): Promise<number> {
	if (await findPledge(trx, code)) {
		throw new DomainError(
			'code_taken',
			`The code ${code} is taken by another pledge. Choose another, or leave it empty to get the next free one.`,
			'code'
		);
	}
	const occasion = await addOccasion(trx, seq, input.occasion);
	const { id } = await trx
		.insertInto('pledge')
		.values({ entry_seq: seq, code, occasion_id: occasion.id })
		.returning('id')
		.executeTakeFirstOrThrow();
	await refuseEarlyDue(trx, id, input);
	await writeDefinition({ trx, seq, today, pledgeId: id, before: null, reason: null }, input);
	return id;
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
