import type { IsoDate } from '#lib/domain/calendar.ts';
import { ACTIVITY_DAYS, CHECK_DAYS } from '#lib/domain/limits.ts';
import type { FileDescription, FilePledge } from '#lib/schema/portfolio/file.ts';
import { normaliseEmail } from '../../people/accounts.ts';
import { planActs, type Place, type PlannedAct } from './acts.ts';
import { relatedIndicator } from './check-file.ts';
import { writeMeasure } from './write-measure.ts';
import { writeProgress } from './write-progress.ts';
import { writeSteps } from './write-steps.ts';
import { writeTargets } from './write-targets.ts';
import { FACTS, idIn, knownOn, type Importing, type Pledged, type Row } from './writing.ts';

/** Plans the rows of one pledge. @returns the acts that write them, in their order, and the pledge's row */
export function writePledge(w: Importing, pledge: FilePledge): { acts: PlannedAct[]; row: Row } {
	const read = w.described.get(pledge);
	if (!read) throw new Error(`The pledge ${pledge.code} was not read.`);
	const code = read.code ?? pledge.code;
	const plan = planActs(code, w.today);
	const versions = [...pledge.former_descriptions, pledge];
	const first = versions[0] ?? pledge;
	const logged = plan.actOf(first, { ...FACTS, reason: first.reason });
	logged.action = 'pledge imported';
	const row = w.rows.put('pledge', logged, () => ({
		code,
		occasion_id: idIn(w.references.occasions, pledge.occasion ?? '') ?? 0
	}));
	const known = knownOn(w, { ...first, source: first.quote_source }, w.today);
	const pledged: Pledged = { row, plan, logged, knownOn: known, reviewed: new Set() };
	// What stands is written as its form reads it: quotation marks around the whole and unneeded choices are gone.
	const standing: FileDescription = {
		...pledge,
		...{ theme: w.spell(read.theme), mode: read.mode, path: read.path, quote: read.quote },
		activity_interval_days: read.activityDays,
		owner: pledge.owner
	};
	writeDescriptions(w, pledged, [...pledge.former_descriptions, standing]);
	writeMeasure(w, pledged, 'headline', pledge);
	writeTargets(w, pledged, pledge);
	for (const measure of pledge.supporting) writeMeasure(w, pledged, 'supporting', measure);
	for (const actual of pledge.related) {
		writeMeasure(w, pledged, 'supporting', {
			...NOTHING_MEASURED,
			indicator: relatedIndicator(actual),
			actuals: [actual]
		});
	}
	writeSteps(w, pledged, pledge);
	writeProgress(w, pledged, pledge);
	return { acts: plan.inOrder(), row };
}

const NOTHING_MEASURED = {
	...{ former_indicators: [], baseline: null, former_baselines: [], reporter_order: null },
	...{ reporter_order_reason: null, reporter_order_recorded_on: null, reporter_order_recorded_by: null },
	former_rankings: []
};

function writeDescriptions(w: Importing, { row, plan, logged }: Pledged, versions: FileDescription[]): void {
	let former: Row | null = null;
	for (const version of versions) {
		const place: Place = { ...FACTS, within: logged, reason: version.reason, after: former?.act };
		// The first description is what the pledge was logged with.
		const act = former === null ? logged : plan.actOf(version, place);
		const known: IsoDate = knownOn(w, { ...version, source: version.quote_source }, w.today);
		const stands = version === versions.at(-1);
		const written: Row = w.rows.put(
			'pledge_version',
			act,
			() => ({
				pledge_id: row.id,
				...{ title: version.title, kind: version.kind, theme: version.theme, strength: version.strength },
				...{ mode: version.mode ?? 'reach', path: version.path, quote: version.quote },
				...{ locator: version.locator, reading: version.reading, known_on: known },
				source_id: idIn(w.references.sources, version.quote_source) ?? 0,
				...ownerOf(w, version.owner, stands),
				check_days: version.check_interval_days ?? CHECK_DAYS,
				activity_days: version.activity_interval_days ?? ACTIVITY_DAYS
			}),
			former
		);
		for (const [name, role] of Object.entries(version.parties)) {
			w.rows.put('pledge_party', act, () => ({
				version_id: written.id,
				party_id: idIn(w.references.parties, name) ?? 0,
				role
			}));
		}
		former = written;
	}
}

/** The owner's account, or the address of one who has none here. */
function ownerOf(
	{ references, owner: importer }: Importing,
	owner: string | null | undefined,
	stands: boolean
): { owner_id: string | null; owner_named: string | null } {
	if (owner === undefined) return { owner_id: stands ? importer : null, owner_named: null };
	if (owner === null) return { owner_id: null, owner_named: null };
	const email = normaliseEmail(owner);
	const account = references.owners.get(email);
	return account ? { owner_id: account, owner_named: null } : { owner_id: null, owner_named: email };
}
