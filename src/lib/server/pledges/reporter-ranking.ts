import type { IsoDate } from '#lib/domain/calendar.ts';
import { knownBy } from '#lib/domain/eligible.ts';
import { assessBy } from '#lib/domain/reporters.ts';
import { formatQualified } from '#lib/domain/wording.ts';
import { inPeriod } from '#lib/domain/words.ts';
import type { Db } from '../db/connection.ts';
import { lastSeq } from '../db/ledger.ts';
import { loadDefinition } from './definition.ts';
import { loadFacts } from './facts.ts';

/** A reporter of a pledge's figures, with what choosing it would mean. */
export interface RankedReporter {
	name: string;
	/** its place in the order that stands, from 1; null where it has none */
	place: number | null;
	/** how many of its figures stand */
	figures: number;
	/** its latest figure in words; null where it has none */
	latest: string | null;
	/** the status if it came first */
	would: string;
}

/** Whose figure counts, and who else states figures. */
export interface ReporterRanking {
	code: string;
	title: string;
	/** ledger number of the order that stands; 0 where there is none */
	seq: number;
	reason: string | null;
	/** in the order that stands, then those without a place */
	reporters: RankedReporter[];
}

/** @returns null for an unknown code, and for a pledge that nothing is measured of */
export async function loadRanking(db: Db, code: string, today: IsoDate): Promise<ReporterRanking | null> {
	const definition = await loadDefinition(db, code);
	const { pledgeId = 0, rows } = definition ?? {};
	if (!definition || !rows || rows.indicator === null) return null;
	const facts = (await loadFacts(db, [pledgeId])).get(pledgeId);
	if (!facts) return null;
	const options = { at: await lastSeq(db) };
	const known = knownBy(facts, today, options);
	if (!known.indicator) return null;
	const { unit } = known.indicator;
	const ranked = known.reporterOrder?.ranked ?? [];
	const names = await listNamedReporters(db, rows.indicator);
	const all = [...ranked, ...names.filter((name) => !ranked.includes(name))];
	return {
		code: definition.code,
		title: definition.input.title,
		seq: known.reporterOrder?.seq ?? 0,
		reason: known.reporterOrder?.reason ?? null,
		reporters: all.map((name) => {
			const own = known.observations
				.filter((one) => one.reporter === name)
				.sort((one, other) => one.period.end.localeCompare(other.period.end));
			const last = own.at(-1);
			return {
				name,
				place: ranked.indexOf(name) + 1 || null,
				figures: own.length,
				latest: last ? `${formatQualified(last.value, unit, last.qualifier)} ${inPeriod(last.period)}` : null,
				would: assessBy(facts, name, today, options).statusText
			};
		})
	};
}

/** Everybody who states a figure for an indicator or its baseline, or was ever ranked for it, by name. */
export async function listNamedReporters(db: Db, indicatorId: number): Promise<string[]> {
	const rows = await db
		.selectFrom('reporter')
		.where(({ or, exists, selectFrom }) =>
			or([
				exists(
					selectFrom('observation')
						.select('observation.id')
						.whereRef('observation.reporter_id', '=', 'reporter.id')
						.where('observation.indicator_id', '=', indicatorId)
				),
				exists(
					selectFrom('baseline')
						.select('baseline.id')
						.whereRef('baseline.reporter_id', '=', 'reporter.id')
						.where('baseline.indicator_id', '=', indicatorId)
				),
				exists(
					selectFrom('reporter_rank')
						.innerJoin('reporter_order', 'reporter_order.id', 'reporter_rank.order_id')
						.select('reporter_rank.order_id')
						.whereRef('reporter_rank.reporter_id', '=', 'reporter.id')
						.where('reporter_order.indicator_id', '=', indicatorId)
				)
			])
		)
		.select('name')
		.orderBy('name')
		.execute();
	return rows.map((row) => row.name);
}
