import type { RequestEvent } from '@sveltejs/kit';
import { readPledgeFilter, type PledgeFilter } from '#lib/schema/pledge-filter.ts';
import type { Column } from '#lib/tabular/column.ts';
import { app } from '../app.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../db/connection.ts';
import { answerCsv } from '../exports/csv-download.ts';
import { openMoment, type Moment } from '../pledges/moment.ts';
import { logFailure } from './log.ts';

/** A table that can be taken away: its columns, and the rows of a list in one state, some at a time. */
export interface Table<Row> {
	/** begins the name of the file */
	name: string;
	columns: readonly Column<Row>[];
	/** the state that is read; as a list's, where it is left out */
	open?(db: Db, filter: PledgeFilter, clock: Clock): Promise<Moment>;
	read(db: Db, filter: PledgeFilter, moment: Moment): AsyncIterable<Row[]>;
}

/**
 * Answers with a table as CSV: the rows and the state that the query string asks for, as the list of pledges reads it;
 * `bom=1` adds the mark that Excel wants.
 * @throws DomainError like `readPledgeFilter` and `openMoment`
 */
export async function answerTable<Row>(event: RequestEvent, table: Table<Row>): Promise<Response> {
	const { db, clock } = app();
	const { searchParams } = event.url;
	const filter = readPledgeFilter(searchParams);
	const moment = await (table.open ?? openMoment)(db, filter, clock);
	return answerCsv(table.columns, table.read(db, filter, moment), {
		name: table.name,
		moment,
		bom: searchParams.get('bom') === '1',
		onBreak: (error) =>
			logFailure(error, { id: event.locals.requestId, status: 200, method: 'GET', route: event.route.id })
	});
}
