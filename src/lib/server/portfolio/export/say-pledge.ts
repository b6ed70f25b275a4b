import { ACTIVITY_DAYS } from '#lib/domain/limits.ts';
import { needs } from '#lib/domain/parts.ts';
import type { WrittenPledge } from '#lib/schema/portfolio/file.ts';
import type { LoadedRows } from './load-rows.ts';
import { dueText, sayMeasure, sayTarget, unitOf } from './say-measure.ts';
import { sayMoments, sayScores, saySteps } from './say-progress.ts';
import { ifAny, orLeft, reasonOf, split, times, type Saying } from './saying.ts';

type Version = LoadedRows['versions'] extends Map<number, (infer R)[]> ? R : never;

/** A pledge as the file writes it, with all that was recorded of it. */
export function sayPledge(
	saying: Saying,
	pledge: { id: number; code: string; occasion_id: number }
): WrittenPledge {
	const { rows, names } = saying;
	const { standing, former } = split(rows.versions.get(pledge.id));
	if (!standing) throw new Error(`The pledge ${pledge.code} has no description.`);
	const indicators = rows.indicators.get(pledge.id) ?? [];
	const headline = indicators.find(({ role }) => role === 'headline');
	const supporting = indicators.filter(({ role }) => role === 'supporting');
	return {
		code: pledge.code,
		occasion: names.occasion(pledge.occasion_id),
		...sayDescription(saying, standing),
		former_descriptions: ifAny(former.map((version) => sayDescription(saying, version))),
		...(headline && sayMeasure(saying, headline.id)),
		...sayTargets(saying, pledge.id, standing.kind),
		supporting: ifAny(supporting.flatMap(({ id }) => sayMeasure(saying, id) ?? [])),
		...saySteps(saying, pledge.id),
		...sayScores(saying, pledge.id),
		...sayMoments(saying, pledge.id)
	};
}

function sayDescription(saying: Saying, row: Version) {
	const parties = saying.rows.parties.get(row.id) ?? [];
	const continuing = needs(row.kind, 'activity') || row.activity_days !== ACTIVITY_DAYS;
	return {
		...{ title: row.title, kind: row.kind, theme: row.theme, strength: row.strength, quote: row.quote },
		...{
			quote_source: saying.names.source(row.source_id),
			locator: orLeft(row.locator),
			reading: row.reading
		},
		parties: Object.fromEntries(parties.map(({ party_id, role }) => [saying.names.party(party_id), role])),
		...{ mode: row.mode, path: orLeft(row.path), check_interval_days: row.check_days },
		activity_interval_days: continuing ? row.activity_days : undefined,
		owner: row.owner_id === null ? row.owner_named : saying.names.owner(row.owner_id),
		reason: reasonOf(saying, row),
		...times(saying, row)
	};
}

function sayTargets(
	saying: Saying,
	pledgeId: number,
	kind: Version['kind']
): Pick<WrittenPledge, 'target' | 'window' | 'former_targets'> {
	const unit = unitOf(saying, pledgeId);
	const { standing, former } = split(saying.rows.targets.get(pledgeId));
	const inWindow = needs(kind, 'window');
	const end = standing && dueText(standing);
	const window = { start: standing?.starts_on ?? undefined, end: end ?? undefined };
	return {
		target: standing && sayTarget(saying, standing, unit, !inWindow),
		window: inWindow && (window.start || window.end) ? window : undefined,
		former_targets: ifAny(former.map((target) => sayTarget(saying, target, unit, true)))
	};
}
