import { formatQuantity } from '#lib/domain/wording.ts';
import { formatPeriod } from '#lib/domain/words.ts';
import { stoodAt, upTo } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { reviewState } from './reviewed.ts';

/** How many figures of a batch are listed; an import can hold many more. */
const MOST = 200;

/** A figure in words, so that the page that lists it needs no arithmetic. */
export interface RecordedFigure {
	id: number;
	code: string;
	title: string;
	period: string;
	/** in the indicator's unit */
	value: string;
	reporter: string;
	/** the figure that it replaced */
	former: string | null;
	/** it counts once a manager has approved it */
	waits: boolean;
}

/** The figures that one request recorded together, by pledge and period. */
export async function listBatch(
	db: Db,
	batch: string,
	upto: number
): Promise<{ figures: RecordedFigure[]; total: number }> {
	const matching = db
		.selectFrom('observation')
		.innerJoin('entry', 'entry.seq', 'observation.entry_seq')
		.where('entry.batch', '=', batch)
		.where('entry.seq', '<=', upto);
	const { total } = await matching
		.select((eb) => eb.fn.countAll<number>().as('total'))
		.executeTakeFirstOrThrow();
	const rows = await matching
		.innerJoin('reporter', 'reporter.id', 'observation.reporter_id')
		.innerJoin('indicator', 'indicator.id', 'observation.indicator_id')
		.innerJoin('indicator_version', 'indicator_version.indicator_id', 'indicator.id')
		.innerJoin('pledge', 'pledge.id', 'indicator.pledge_id')
		.innerJoin('pledge_version', 'pledge_version.pledge_id', 'pledge.id')
		.leftJoin('observation as former', 'former.id', 'observation.prev_id')
		.where(stoodAt('indicator_version', upto))
		.where(stoodAt('pledge_version', upto))
		.select([
			'observation.id',
			'pledge.code',
			'pledge_version.title',
			'observation.period_start as start',
			'observation.period_end as end',
			'observation.value',
			'indicator_version.unit',
			'reporter.name as reporter',
			'former.value as former'
		])
		.select(reviewState(upTo(upto)).as('review'))
		.orderBy('pledge.code')
		.orderBy('observation.period_start')
		.orderBy('observation.id')
		.limit(MOST)
		.execute();
	const figures = rows.map(({ start, end, unit, value, former, review, ...row }) => ({
		...row,
		period: formatPeriod({ start, end }),
		value: formatQuantity(value, unit),
		former: former && formatQuantity(former, unit),
		waits: review === 'waiting'
	}));
	return { figures, total };
}
