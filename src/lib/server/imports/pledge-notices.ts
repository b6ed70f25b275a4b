import type { PledgeInput } from '#lib/domain/commands.ts';
import { countOf } from '#lib/domain/words.ts';
import { nearNames } from './near-names.ts';

/** Most names that are listed. */
const MOST = 20;

/** What has to be known of a file of pledges as a whole. */
export function pledgeNotices(parties: readonly string[]) {
	const names = nearNames('party', parties);
	const owners = new Map<string, number>();
	let fromSource = 0;
	return {
		unknownOwner(name: string): void {
			if (owners.has(name) || owners.size < MOST) owners.set(name, (owners.get(name) ?? 0) + 1);
		},
		occasionFromSource(): void {
			fromSource++;
		},
		/** a pledge that would be written */
		named(input: PledgeInput): void {
			for (const { name } of input.parties) names.seen(name);
		},
		said(): string[] {
			return [
				...names.said(),
				...(fromSource > 0
					? [
							`The file has no column occasion, so for ${countOf(fromSource, 'new pledge')} the document quoted stands for it, with its title and day.`
						]
					: []),
				...[...owners].map(
					([name, count]) =>
						`Not exactly one account here is called “${name}” (${countOf(count, 'row')}): those pledges keep the owner they have, or have none.`
				)
			];
		}
	};
}
