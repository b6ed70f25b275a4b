import type { PledgeInput } from '#lib/domain/commands.ts';
import { may } from '#lib/domain/permissions.ts';
import { formatDate } from '#lib/domain/words.ts';
import type { Db } from '../db/connection.ts';
import { listAccounts } from '../people/accounts.ts';
import { listOccasions } from '../portfolio/occasions.ts';
import { listParties } from '../portfolio/parties.ts';
import { listReporters } from '../portfolio/reporters.ts';
import { recentSources, sourcesById, type SourceView } from '../sources/queries.ts';
import { listThemes } from './facets.ts';

interface Choice {
	value: string;
	label: string;
}

/** What the form of a pledge offers to choose from and suggests. */
export interface PledgeOptions {
	occasions: Choice[];
	sources: Choice[];
	owners: Choice[];
	parties: string[];
	reporters: string[];
	themes: string[];
}

/** @param used sources that have to be offered however old they are: those that the pledge names already */
export async function pledgeOptions(db: Db, used: readonly (number | null)[] = []): Promise<PledgeOptions> {
	const [occasions, sources, accounts, parties, reporters, themes] = await Promise.all([
		listOccasions(db),
		sourceChoices(db, used),
		listAccounts(db),
		listParties(db),
		listReporters(db),
		listThemes(db)
	]);
	return {
		occasions: occasions.map(({ id, title, heldOn }) => ({
			value: String(id),
			label: `${formatDate(heldOn)}, ${title}`
		})),
		sources,
		owners: accounts
			.filter((account) => account.disabledAt === null && may(account.role, 'log'))
			.map(({ id, name }) => ({ value: id, label: name })),
		parties: parties.map((party) => party.name),
		reporters,
		themes
	};
}

/** The ids of all sources that a description names. */
export function sourcesUsed({ source, baseline, target, steps }: PledgeInput): number[] {
	const named = [source, baseline?.source, target?.source, ...steps.map((step) => step.dueSource)];
	return named.flatMap((one) => (one && 'id' in one ? [one.id] : []));
}

/** The latest sources, and those that are used already. */
export async function sourceChoices(db: Db, used: readonly (number | null)[] = []): Promise<Choice[]> {
	const [recent, named] = await Promise.all([recentSources(db), sourcesById(db, used)]);
	const all = new Map([...recent.map((source) => [source.id, source] as const), ...named]);
	return [...all.values()].map((source) => ({ value: String(source.id), label: labelOf(source) }));
}

function labelOf({ title, publisher, publishedOn }: SourceView): string {
	return [title, publisher, publishedOn && formatDate(publishedOn)].filter(Boolean).join(' · ');
}
