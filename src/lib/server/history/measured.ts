/** What is measured: indicators, whose figure counts, baselines, targets with their plan, actuals. */
import { partialText } from '#lib/domain/calendar.ts';
import { sql } from 'kysely';
import { formatPeriod } from '#lib/domain/words.ts';
import { CHAINED, sourceTitle, TARGET_UNIT, unitOf, type Sort } from './sort.ts';
import { code, date, flag, named, number, period, text, when } from './values.ts';

/** "indicator" for the headline one; a supporting one is told by its title. */
const indicatorOf = (role: 'headline' | 'supporting', title: string) =>
	role === 'headline' ? 'indicator' : `supporting indicator “${title}”`;

export const indicators: Sort = {
	table: 'indicator_version',
	former: CHAINED,
	async read(db, ids) {
		const rows = await db
			.selectFrom('indicator_version')
			.innerJoin('indicator', 'indicator.id', 'indicator_version.indicator_id')
			.where('indicator_version.id', 'in', ids)
			.selectAll('indicator_version')
			.select(['indicator.pledge_id', 'indicator.role'])
			.execute();
		return rows.map((row) => ({
			id: row.id,
			pledgeId: row.pledge_id,
			part: indicatorOf(row.role, row.title),
			reason: null,
			source: null,
			values: [
				text('title', row.title),
				text('unit', row.unit),
				code('aggregation', row.aggregation),
				code('direction', row.direction),
				number('natural limit', row.natural_limit, row.unit),
				text('basis', row.basis)
			]
		}));
	}
};

export const rankings: Sort = {
	table: 'reporter_order',
	former: CHAINED,
	async read(db, ids) {
		const rows = await db
			.selectFrom('reporter_order')
			.innerJoin('indicator', 'indicator.id', 'reporter_order.indicator_id')
			.innerJoin('reporter_rank', 'reporter_rank.order_id', 'reporter_order.id')
			.innerJoin('reporter', 'reporter.id', 'reporter_rank.reporter_id')
			.where('reporter_order.id', 'in', ids)
			.select(['reporter_order.id', 'reporter_order.reason', 'indicator.pledge_id'])
			.select(({ eb }) =>
				sql<string>`string_agg(${eb.ref('reporter_rank.position')} || '. ' || ${eb.ref('reporter.name')}, '; '
					order by ${eb.ref('reporter_rank.position')})`.as('ranked')
			)
			.groupBy(['reporter_order.id', 'reporter_order.reason', 'indicator.pledge_id'])
			.execute();
		return rows.map((row) => ({
			id: row.id,
			pledgeId: row.pledge_id,
			part: 'ranking of reporters',
			reason: null,
			source: null,
			values: [text('order', row.ranked), text('reason', row.reason)]
		}));
	}
};

export const baselines: Sort = {
	table: 'baseline',
	former: CHAINED,
	async read(db, ids, upto) {
		const rows = await db
			.selectFrom('baseline')
			.innerJoin('indicator', 'indicator.id', 'baseline.indicator_id')
			.leftJoin('reporter', 'reporter.id', 'baseline.reporter_id')
			.where('baseline.id', 'in', ids)
			.selectAll('baseline')
			.select(['indicator.pledge_id', 'reporter.name as reporter', unitOf('baseline').as('unit')])
			.select(sourceTitle('baseline.source_id', upto).as('source'))
			.execute();
		return rows.map((row) => ({
			id: row.id,
			pledgeId: row.pledge_id,
			part: 'baseline',
			reason: row.reason,
			source: row.source_id,
			values: [
				number('value', row.value, row.unit),
				text('typed as', typedAs(row)),
				period('period', { start: row.period_start, end: row.period_end }),
				code('qualifier', row.qualifier),
				flag('stand-in', row.proxy),
				text('reporter', row.reporter),
				text('source', row.source),
				date('public since', row.known_on)
			]
		}));
	}
};

interface Entered {
	entered_value: string;
	entered_unit: string;
	unit: string;
}

/** The figure as it was typed, where that was in another unit than the indicator's. */
const typedAs = ({ entered_value, entered_unit, unit }: Entered) =>
	entered_unit === unit ? null : `${entered_value} ${entered_unit}`;

/** Planned interim values: "2025-12-31: 140; 2026-12-31: 160". */
const PLAN = sql<
	string | null
>`(select string_agg(to_char(planned_on, 'YYYY-MM-DD') || ': ' || value, '; ' order by planned_on)
	from trajectory_point where trajectory_point.target_id = target.id)`;

export const targets: Sort = {
	table: 'target',
	former: CHAINED,
	async read(db, ids, upto) {
		const rows = await db
			.selectFrom('target')
			.where('target.id', 'in', ids)
			.selectAll('target')
			.select([TARGET_UNIT.as('unit'), PLAN.as('plan'), sourceTitle('target.source_id', upto).as('source')])
			.execute();
		return rows.map((row) => ({
			id: row.id,
			pledgeId: row.pledge_id,
			part: 'target',
			reason: row.reason,
			source: row.source_id,
			values: [
				number('value', row.value, row.unit),
				number('lower limit', row.low, row.unit),
				number('upper limit', row.high, row.unit),
				code('qualifier', row.value === null ? null : row.qualifier),
				text('typed in', row.entered_unit === row.unit ? null : row.entered_unit),
				code('per', row.per),
				date('start', row.starts_on),
				when('deadline', row.due_on && partialText(row.due_on, row.due_precision)),
				flag('deadline assumed', row.assumed_due),
				code('standing', row.standing),
				text('tolerance', row.tolerance),
				number('grace', row.grace_days === null ? null : String(row.grace_days), 'days'),
				text('plan', row.plan),
				text('source', row.source),
				date('public since', row.known_on)
			]
		}));
	}
};

export const actuals: Sort = {
	table: 'observation',
	former: CHAINED,
	async read(db, ids, upto) {
		const rows = await db
			.selectFrom('observation')
			.innerJoin('indicator', 'indicator.id', 'observation.indicator_id')
			.innerJoin('reporter', 'reporter.id', 'observation.reporter_id')
			.where('observation.id', 'in', ids)
			.selectAll('observation')
			.select(['indicator.pledge_id', 'reporter.name as reporter', unitOf('observation').as('unit')])
			.select(sourceTitle('observation.source_id', upto).as('source'))
			.execute();
		return rows.map((row) => {
			const span = { start: row.period_start, end: row.period_end };
			return {
				id: row.id,
				pledgeId: row.pledge_id,
				part: `actual ${formatPeriod(span)}, ${row.reporter}`,
				reason: row.reason,
				source: row.source_id,
				values: [
					number('value', row.value, row.unit),
					text('typed as', typedAs(row)),
					named(period('period', span)),
					named(text('reporter', row.reporter)),
					code('qualifier', row.qualifier),
					code('state', row.state),
					flag('part of the period', row.partial),
					text('derived', row.derived),
					text('source', row.source),
					text('locator', row.locator),
					text('quote', row.quote),
					text('note', row.note),
					flag('waits for review', row.needs_review),
					date('public since', row.known_on)
				]
			};
		});
	}
};
