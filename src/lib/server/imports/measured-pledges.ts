import { sql } from 'kysely';
import type { Aggregation, Direction } from '#lib/domain/commitment.ts';
import type { Decimal } from '#lib/domain/quantity.ts';
import { EVERYTHING, isLast, knownOn } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { endOfChain, lastOfChain, shownAt } from '../pledges/reviewed.ts';
import { withSources } from '../sources/queries.ts';
import { knownFigures, type KnownFigures } from './known-figures.ts';

export interface MeasuredIndicator {
	/** null for one that the file adds */
	id: number | null;
	role: 'headline' | 'supporting';
	title: string;
	unit: string;
	aggregation: Aggregation;
	direction: Direction;
	limit: Decimal | null;
	figures: KnownFigures;
}

/** A pledge with what is measured of it and every figure that is shown. */
export interface MeasuredPledge {
	id: number;
	code: string;
	indicators: MeasuredIndicator[];
}

/** How many pledges are read at once. */
const AT_ONCE = 50;

/** The pledges with these codes, by the code in capital letters. */
export async function loadMeasured(db: Db, codes: readonly string[]): Promise<Map<string, MeasuredPledge>> {
	const found = new Map<string, MeasuredPledge>();
	for (let from = 0; from < codes.length; from += AT_ONCE) {
		const some = await loadSome(db, codes.slice(from, from + AT_ONCE));
		for (const pledge of some) found.set(pledge.code.toUpperCase(), pledge);
	}
	return found;
}

async function loadSome(db: Db, codes: readonly string[]): Promise<MeasuredPledge[]> {
	const pledges = await db
		.selectFrom('pledge')
		.select(['id', 'code'])
		.where(sql<string>`upper(code)`, 'in', codes)
		.execute();
	if (pledges.length === 0) return [];
	const rows = await db
		.selectFrom('indicator')
		.innerJoin('indicator_version as version', 'version.indicator_id', 'indicator.id')
		.where(
			'indicator.pledge_id',
			'in',
			pledges.map(({ id }) => id)
		)
		.where(isLast('indicator_version', 'version'))
		.select(['indicator.id', 'indicator.pledge_id', 'indicator.role', 'version.title', 'version.unit'])
		.select(['version.aggregation', 'version.direction', 'version.natural_limit as limit'])
		.orderBy('indicator.role')
		.orderBy('indicator.id')
		.execute();
	const indicators = new Map(rows.map((row) => [row.id, { ...row, figures: knownFigures() }]));
	await addFigures(db, indicators);
	return pledges.map((pledge) => ({
		...pledge,
		indicators: [...indicators.values()].filter((indicator) => indicator.pledge_id === pledge.id)
	}));
}

async function addFigures(db: Db, indicators: Map<number, { figures: KnownFigures }>): Promise<void> {
	if (indicators.size === 0) return;
	const rows = await db
		.selectFrom('observation')
		.innerJoin('reporter', 'reporter.id', 'observation.reporter_id')
		.where('observation.indicator_id', 'in', [...indicators.keys()])
		.where(shownAt(EVERYTHING))
		.select(['observation.id', 'indicator_id', 'reporter_id', 'reporter.name', 'period_start', 'period_end'])
		.select(['value', 'qualifier', 'state', 'partial', 'derived', 'locator', 'quote', 'note'])
		.select(knownOn('observation', EVERYTHING.upto).as('known_on'))
		.select(['source_id', lastOfChain().as('last'), endOfChain().as('end')])
		.orderBy('observation.id')
		.execute();
	for (const row of await withSources(db, rows)) {
		indicators.get(row.indicator_id)?.figures.put({
			id: row.id,
			last: row.last,
			end: row.end,
			reporter: row.name,
			reporterId: row.reporter_id,
			period: { start: row.period_start, end: row.period_end },
			value: row.value,
			qualifier: row.qualifier,
			state: row.state,
			partial: row.partial,
			derived: row.derived,
			locator: row.locator,
			quote: row.quote,
			note: row.note,
			source: row.source,
			knownOn: row.known_on,
			line: null
		});
	}
}
