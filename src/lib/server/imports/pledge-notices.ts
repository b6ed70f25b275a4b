import { countOf } from '#lib/domain/words.ts';

/** From here on it is worth saying how long writing takes: about 10 ms for a pledge. */
const MANY = 5000;
/** Most names that are listed. */
const MOST = 20;

/** What has to be known of a file of pledges as a whole. */
export function pledgeNotices() {
	const owners = new Map<string, number>();
	let fromSource = 0;
	return {
		unknownOwner(name: string): void {
			if (owners.has(name) || owners.size < MOST) owners.set(name, (owners.get(name) ?? 0) + 1);
		},
		occasionFromSource(): void {
			fromSource++;
		},
		/** @param writing how many pledges would be written */
		said(writing: number): string[] {
			return [
				...(writing > MANY
					? [
							`Writing ${countOf(writing, 'pledge')} takes minutes. An embedded database answers nobody else meanwhile: split the file, or import it while nobody works.`
						]
					: []),
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
