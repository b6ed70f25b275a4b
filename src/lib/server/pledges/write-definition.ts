import type { IsoDate } from '#lib/domain/calendar.ts';
import type { PledgeInput } from '#lib/domain/commands.ts';
import { DomainError } from '#lib/domain/errors.ts';
import { addParty } from '../portfolio/parties.ts';
import { addSource } from '../sources/add-source.ts';
import { requireQuoted } from '../sources/require-quoted.ts';
import { writeBaseline, writeIndicator, writeOrder } from './write-measure.ts';
import { writeSteps } from './write-steps.ts';
import { writeTarget } from './write-target.ts';
import { same, type Writing } from './writing.ts';

/**
 * Appends the parts of a description that are new or differ from what stands, and nothing else.
 * @returns the names of the parts that changed, in the words of the history
 * @throws DomainError `not_in_source` for a quote that is not in the stored text of its source, and what the parts throw
 */
export async function writeDefinition(w: Writing, input: PledgeInput): Promise<string[]> {
	const source = await addSource(w.trx, w.seq, input.source);
	const knownOn = source.publishedOn ?? w.today;
	const changed: string[] = [];
	if (await writeVersion(w, input, source.id, knownOn)) changed.push('description');
	if (await writeGuideline(w, input)) changed.push('scoring guideline');
	const indicatorId = await writeIndicator(w, input, changed);
	if (indicatorId !== null) {
		if (await writeBaseline(w, indicatorId, input, knownOn)) changed.push('baseline');
		if (input.indicator && (await writeOrder(w, indicatorId, input.reporterOrder)))
			changed.push('ranking of reporters');
	}
	if (await writeTarget(w, input, knownOn)) changed.push('target');
	if (await writeSteps(w, input.steps, knownOn)) changed.push('steps');
	return changed;
}

async function writeVersion(
	w: Writing,
	input: PledgeInput,
	sourceId: number,
	knownOn: IsoDate
): Promise<boolean> {
	const parts = (from: PledgeInput, source: number) => [
		[from.title, from.kind, from.theme, from.strength, from.mode, from.path, from.quote, from.locator],
		[from.reading, from.owner, from.checkDays, from.activityDays, source],
		[...from.parties].sort((a, b) => a.name.localeCompare(b.name)).map((p) => [p.name, p.role])
	];
	const before = w.before;
	await refuseUnknownOwner(w, input.owner);
	if (before && 'id' in before.input.source) {
		if (same(parts(before.input, before.input.source.id), parts(input, sourceId))) return false;
	}
	await requireQuoted(w.trx, sourceId, input.quote);
	const { id } = await w.trx
		.insertInto('pledge_version')
		.values({
			entry_seq: w.seq,
			pledge_id: w.pledgeId,
			prev_id: before?.rows.version ?? null,
			title: input.title,
			kind: input.kind,
			theme: input.theme,
			strength: input.strength,
			mode: input.mode,
			path: input.path,
			quote: input.quote,
			locator: input.locator,
			source_id: sourceId,
			reading: input.reading,
			owner_id: input.owner,
			// An owner without an account stays until an account takes their place.
			owner_named: input.owner === null ? (before?.ownerNamed ?? null) : null,
			check_days: input.checkDays,
			activity_days: input.activityDays,
			known_on: knownOn
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	for (const { name, role } of input.parties) {
		const party_id = await addParty(w.trx, w.seq, name);
		await w.trx
			.insertInto('pledge_party')
			.values({ version_id: id, party_id, role, entry_seq: w.seq })
			.execute();
	}
	return true;
}

async function refuseUnknownOwner(w: Writing, owner: string | null): Promise<void> {
	if (owner === null || owner === w.before?.input.owner) return;
	const known = await w.trx.selectFrom('account').select('id').where('id', '=', owner).executeTakeFirst();
	if (known) return;
	throw new DomainError('unknown_owner', 'Choose the owner from the list, or nobody.', 'owner');
}

async function writeGuideline(w: Writing, { guideline: text, kind }: PledgeInput): Promise<boolean> {
	const before = w.before?.input.guideline ?? null;
	if (text === null && before !== null && kind === 'qualitative') {
		throw new DomainError(
			'guideline_kept',
			'A scoring guideline that was saved cannot be taken away, only changed. Put it back or rewrite it.',
			'guideline'
		);
	}
	if (text === null || text === before) return false;
	await w.trx
		.insertInto('guideline')
		.values({
			entry_seq: w.seq,
			pledge_id: w.pledgeId,
			prev_id: w.before?.rows.guideline ?? null,
			text
		})
		.execute();
	return true;
}
