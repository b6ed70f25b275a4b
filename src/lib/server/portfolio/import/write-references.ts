import { sql } from 'kysely';
import type { IsoDate } from '#lib/domain/calendar.ts';
import type { FilePledge, PortfolioFile } from '#lib/schema/portfolio/file.ts';
import type { Db } from '../../db/connection.ts';
import type { Act } from '../../db/ledger.ts';
import type { Rows } from '../../db/planned-rows.ts';
import { normaliseEmail } from '../../people/accounts.ts';
import { openSources } from '../../sources/add-sources.ts';
import { openOccasions } from '../occasions.ts';
import { openParties, type PartyInput } from '../parties.ts';
import { openReporters } from '../reporters.ts';
import { openPlanned, planActs, type Recorded } from './acts.ts';
import type { KnownSources } from './check-database.ts';
import { stepsOf } from './described.ts';
import { putVersion, SOURCES } from './write-sources.ts';
import type { References } from './writing.ts';

/** Writes down what pledges refer to and the database does not know yet. */
export async function writeReferences(
	trx: Db,
	next: () => Act,
	rows: Rows,
	file: PortfolioFile,
	known: KnownSources,
	today: IsoDate
): Promise<References> {
	const plan = planActs(null, today);
	const none = { recorded_on: null, recorded_by: null };
	const imported = plan.actOf(none, { action: 'portfolio imported', reason: file.note });
	// What says nothing of its origin belongs to the import itself.
	const placed = (item: Recorded) =>
		item.recorded_on === null ? imported : plan.actOf(item, { action: SOURCES.action, within: imported });
	const fresh = file.sources.filter(({ id }) => !known.has(id));
	const begun = fresh.map((source) => {
		const first = source.former[0] ?? source;
		const row = rows.put('source', placed(first), () => ({}));
		return { source, row, first: putVersion(rows, row.act, row, first, null) };
	});
	const occasionActs = occasionsOf(file).map((occasion) => ({ occasion, act: placed(occasion) }));
	await openPlanned(trx, next, plan.inOrder());
	await rows.write(trx);
	const here = new Map([...known, ...begun.map(({ source, row }) => [source.id, row.id] as const)]);
	const sources = new Map(
		file.sources.map(({ id, published_on: publishedOn }) => [id, { id: here.get(id) ?? 0, publishedOn }])
	);
	const parties = openParties(trx, rows);
	await parties.add(partiesOf(file).map((input) => ({ act: imported, input })));
	const reporters = openReporters(trx, rows);
	const named = reportersOf(file).map(({ name, party }) => ({
		name,
		party: party === null ? null : parties.of({ name: party })
	}));
	await reporters.add(named.map((input) => ({ act: imported, input })));
	const occasions = openOccasions(trx, rows, openSources(trx, rows), parties);
	const held = occasionActs.map(({ occasion, act }) => {
		const { id, title, place, date: heldOn, parties, source: name } = occasion;
		const source = name === null ? undefined : sources.get(name);
		return { id, act, input: { title, place, heldOn, parties, source: source ? { id: source.id } : null } };
	});
	await occasions.add(held);
	await rows.write(trx);
	return {
		sources,
		parties: new Map(partiesOf(file).map((input) => [input.name, parties.of(input).id])),
		reporters: new Map(named.map((input) => [input.name, reporters.of(input).id])),
		occasions: new Map(held.map(({ id, input }) => [id, occasions.of(input).id])),
		owners: await findOwners(trx, file),
		begun: begun.map(({ source, row, first }) => ({ source, id: row.id, first }))
	};
}

function occasionsOf(file: PortfolioFile): PortfolioFile['occasions'] {
	return file.occasion ? [{ id: '', ...file.occasion }] : file.occasions;
}

/** Every party that is named, those with a type first. */
function partiesOf(file: PortfolioFile): PartyInput[] {
	const named = [
		...file.reporters.flatMap(({ party }) => party ?? []),
		...occasionsOf(file).flatMap((occasion) => occasion.parties),
		...file.pledges.flatMap(partiesOfPledge)
	];
	return [...file.parties, ...named.map((name) => ({ name }))];
}

function partiesOfPledge(pledge: FilePledge): string[] {
	const steps = stepsOf(pledge).flatMap(({ step }) => [...step.former, step]);
	return [
		...[...pledge.former_descriptions, pledge].flatMap((version) => Object.keys(version.parties)),
		...steps.flatMap(({ party }) => party ?? [])
	];
}

function reportersOf({ reporters, pledges }: PortfolioFile): { name: string; party: string | null }[] {
	const named = pledges.flatMap((pledge) => [
		...[pledge, ...pledge.supporting].flatMap((measure) => [
			...measure.former_rankings.flatMap(({ ranked }) => ranked),
			...(measure.reporter_order ?? []),
			...[...measure.former_baselines, measure.baseline].flatMap((baseline) => baseline?.reporter ?? []),
			...measure.actuals.map(({ reporter }) => reporter)
		]),
		...pledge.related.map(({ reporter }) => reporter)
	]);
	return [...reporters, ...named.map((name) => ({ name, party: null }))];
}

async function findOwners(trx: Db, { pledges }: PortfolioFile): Promise<Map<string, string>> {
	const emails = pledges.flatMap((pledge) =>
		[...pledge.former_descriptions, pledge].flatMap(({ owner }) => (owner ? [normaliseEmail(owner)] : []))
	);
	if (emails.length === 0) return new Map();
	const accounts = await trx
		.selectFrom('account')
		.select(['id', 'email'])
		.where(sql<string>`lower(email)`, 'in', [...new Set(emails)])
		.execute();
	return new Map(accounts.map(({ id, email }) => [normaliseEmail(email), id]));
}
