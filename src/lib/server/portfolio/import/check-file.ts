import { isIsoDate, type IsoDate } from '#lib/domain/calendar.ts';
import type { FileIndicator, FilePledge, PortfolioFile } from '#lib/schema/portfolio/file.ts';
import { readPortfolioFile, unreadable } from '#lib/schema/portfolio/read-file.ts';
import { LIMITS } from '#lib/domain/limits.ts';
import { checkMeasure, checkRelated } from './check-figures.ts';
import { checkPledge } from './check-pledge.ts';
import { checkProgress } from './check-progress.ts';
import { checkReferences } from './check-references.ts';
import { checkSources } from './check-sources.ts';
import { refuse, type Checking } from './checking.ts';
import type { Json } from './read-json.ts';

/** Reads a portfolio file and lists all that is wrong with it by itself, whatever is in the database. */
export function checkFile(json: Json, today: IsoDate): Checking {
	const read = json.error === undefined ? readPortfolioFile(json.value) : unreadable(json.error);
	const { file, ok } = read;
	const numbers = new Map<string, number>();
	const check: Checking = {
		...read,
		today,
		sourceOf: (id) => (id === null ? null : { id: numbers.get(id) ?? 1 }),
		madeOn: new Map(),
		described: new Map(),
		figures: new Map()
	};
	if (!Array.isArray(file.sources) || !Array.isArray(file.pledges)) return check;
	for (const [at, source] of file.sources.entries())
		if (ok(`sources[${at}].id`)) numbers.set(source.id, at + 1);
	checkReferences(read, today);
	checkSources(read);
	for (const [at, pledge] of file.pledges.entries()) {
		const path = `pledges[${at}]`;
		if (typeof pledge !== 'object' || pledge === null) continue;
		const made = occasionOf(file, pledge)?.date;
		if (isIsoDate(made)) check.madeOn.set(pledge, made);
		checkPledge(check, pledge, path);
		checkMeasure(check, pledge, path);
		if (Array.isArray(pledge.supporting)) {
			for (const [n, measure] of pledge.supporting.entries()) {
				checkMeasure(check, measure, `${path}.supporting[${n}]`);
			}
		}
		if (Array.isArray(pledge.related)) {
			for (const [n, actual] of pledge.related.entries()) {
				checkRelated(check, actual, relatedIndicator(actual), `${path}.related[${n}]`);
			}
		}
		checkProgress(check, pledge, path);
		if (ok(`${path}.parties`)) refuseLostNames(check, pledge, at);
	}
	return check;
}

/** The occasion of a pledge; undefined where the file does not hold it. */
export function occasionOf(file: PortfolioFile, pledge: FilePledge): PortfolioFile['occasion'] | undefined {
	if (pledge.occasion === null) return file.occasion ?? undefined;
	return Array.isArray(file.occasions) ? file.occasions.find(({ id }) => id === pledge.occasion) : undefined;
}

/** What a figure that stands for itself is called and counted by; see “related”. */
export function relatedIndicator({ note, unit }: FilePledge['related'][number]): FileIndicator {
	const kept = unit ?? 'items';
	return {
		...{
			title: note !== null && note.length <= LIMITS.title ? note : `Related figure in ${kept}`,
			unit: kept
		},
		...{ aggregation: 'annual_flow', direction: 'increase', limit: null, basis: null, reason: null },
		...{ recorded_on: null, recorded_by: null }
	};
}

/** A name that JavaScript keeps for itself would be lost without a word. */
function refuseLostNames({ json, errors }: Checking, pledge: FilePledge, at: number): void {
	const raw = (json as { pledges: { parties?: object }[] }).pledges[at]?.parties ?? {};
	if (Object.keys(raw).length === Object.keys(pledge.parties).length) return;
	refuse(
		errors,
		`pledges[${at}].parties`,
		'Two of these names are the same, or one of them cannot be used; correct it.'
	);
}
