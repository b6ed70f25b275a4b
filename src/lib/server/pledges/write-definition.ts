import type { IsoDate } from '#lib/domain/calendar.ts';
import type { PledgeInput } from '#lib/domain/commands.ts';
import { DomainError } from '#lib/domain/errors.ts';
import type { AddedSource } from '../sources/add-sources.ts';
import { writeBaseline, writeIndicator, writeOrder } from './write-measure.ts';
import { writeSteps } from './write-steps.ts';
import { writeTarget } from './write-target.ts';
import { formerOf, same, type Writing } from './writing.ts';

/**
 * Plans the rows of the parts of a description that are new or differ from what stands, and of nothing else. What it
 * names has been made sure of.
 * @returns the names of the parts that changed, in the words of the history
 * @throws DomainError `not_in_source` for a quote that is not in the stored text of its source, and what the parts throw
 */
export function writeDefinition(w: Writing, input: PledgeInput): string[] {
	const source = w.naming.sources.of(input.source);
	const knownOn = source.publishedOn ?? w.today;
	const changed: string[] = [];
	if (writeVersion(w, input, source, knownOn)) changed.push('description');
	if (writeGuideline(w, input)) changed.push('scoring guideline');
	const indicator = writeIndicator(w, input, changed);
	if (indicator) {
		if (writeBaseline(w, indicator, input, knownOn)) changed.push('baseline');
		if (input.indicator && writeOrder(w, indicator, input.reporterOrder))
			changed.push('ranking of reporters');
	}
	if (writeTarget(w, input, knownOn)) changed.push('target');
	if (writeSteps(w, input.steps, knownOn)) changed.push('steps');
	return changed;
}

function writeVersion(w: Writing, input: PledgeInput, source: AddedSource, knownOn: IsoDate): boolean {
	const parts = (from: PledgeInput, source: number) => [
		[from.title, from.kind, from.theme, from.strength, from.mode, from.path, from.quote, from.locator],
		[from.reading, from.owner, from.checkDays, from.activityDays, source],
		[...from.parties].sort((a, b) => a.name.localeCompare(b.name)).map((p) => [p.name, p.role])
	];
	const { before, naming, act } = w;
	if (input.owner !== null && input.owner !== before?.input.owner) naming.refuseUnknownOwner(input.owner);
	if (before && 'id' in before.input.source) {
		if (same(parts(before.input, before.input.source.id), parts(input, source.id))) return false;
	}
	naming.refuseMisquoted(source, input.quote);
	const version = naming.rows.put(
		'pledge_version',
		act,
		() => ({
			pledge_id: w.pledge.id,
			title: input.title,
			kind: input.kind,
			theme: input.theme,
			strength: input.strength,
			mode: input.mode,
			path: input.path,
			quote: input.quote,
			locator: input.locator,
			source_id: source.id,
			reading: input.reading,
			owner_id: input.owner,
			// An owner without an account stays until an account takes their place.
			owner_named: input.owner === null ? (before?.ownerNamed ?? null) : null,
			check_days: input.checkDays,
			activity_days: input.activityDays,
			known_on: knownOn
		}),
		formerOf(before?.rows.version)
	);
	for (const { name, role } of input.parties) {
		const party = naming.parties.of({ name });
		naming.rows.put('pledge_party', act, () => ({ version_id: version.id, party_id: party.id, role }));
	}
	return true;
}

function writeGuideline(w: Writing, { guideline: text, kind }: PledgeInput): boolean {
	const before = w.before?.input.guideline ?? null;
	if (text === null && before !== null && kind === 'qualitative') {
		throw new DomainError(
			'guideline_kept',
			'A scoring guideline that was saved cannot be taken away, only changed. Put it back or rewrite it.',
			'guideline'
		);
	}
	if (text === null || text === before) return false;
	w.naming.rows.put(
		'guideline',
		w.act,
		() => ({ pledge_id: w.pledge.id, text }),
		formerOf(w.before?.rows.guideline)
	);
	return true;
}
