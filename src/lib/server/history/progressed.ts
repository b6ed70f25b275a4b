/** What happened since: steps planned and done, checks, scores, closings, and the times a pledge was said again. */
import { partialText } from '#lib/domain/calendar.ts';
import { CHAINED, partyName, SINGLE, sourceTitle, stepTitle, succeeding, type Sort } from './sort.ts';
import { code, date, emptied, flag, named, number, text, untouched, when } from './values.ts';

const stepOf = (type: 'stage' | 'event', title: string) =>
	`${type === 'event' ? 'event' : 'step'} “${title}”`;

export const steps: Sort = {
	table: 'step_version',
	former: CHAINED,
	async read(db, ids, upto) {
		const rows = await db
			.selectFrom('step_version')
			.innerJoin('step', 'step.id', 'step_version.step_id')
			.where('step_version.id', 'in', ids)
			.selectAll('step_version')
			.select(['step.pledge_id', 'step.type', partyName('step_version.party_id', upto).as('party')])
			.select(sourceTitle('step_version.due_source_id', upto).as('source'))
			.execute();
		return rows.map((row) => {
			const planned = [
				named(text('title', row.title)),
				text('party', row.party),
				when('due', row.due_on && partialText(row.due_on, row.due_precision)),
				text('due date from', row.source),
				number('weight', row.weight, null),
				named(text('place in the order', String(row.position + 1))),
				date('public since', row.known_on)
			];
			return {
				id: row.id,
				pledgeId: row.pledge_id,
				part: stepOf(row.type, row.title),
				reason: row.reason,
				source: row.due_source_id,
				values: [...(row.dropped ? untouched(planned) : planned), flag('taken away', row.dropped)]
			};
		});
	}
};

export const stepsDone: Sort = {
	table: 'step_done',
	former: CHAINED,
	async read(db, ids, upto) {
		const rows = await db
			.selectFrom('step_done')
			.innerJoin('step', 'step.id', 'step_done.step_id')
			.where('step_done.id', 'in', ids)
			.selectAll('step_done')
			.select(['step.pledge_id', 'step.type', stepTitle('step_done').as('title')])
			.select(sourceTitle('step_done.source_id', upto).as('source'))
			.execute();
		return rows.map((row) => {
			const done = [
				date('done', row.done_from),
				date('last day', row.done_to),
				text('place', row.place),
				text('source', row.source),
				text('note', row.note)
			];
			return {
				id: row.id,
				pledgeId: row.pledge_id,
				part: `progress of ${stepOf(row.type, row.title)}`,
				reason: row.reason,
				source: row.source_id,
				values: [
					...(row.undone ? emptied(done) : done),
					flag('taken back', row.undone),
					date('public since', row.known_on)
				]
			};
		});
	}
};

export const checks: Sort = {
	table: 'check_in',
	former: SINGLE,
	async read(db, ids, upto) {
		const rows = await db
			.selectFrom('check_in')
			.where('id', 'in', ids)
			.selectAll()
			.select(sourceTitle('check_in.source_id', upto).as('source'))
			.execute();
		return rows.map((row) => ({
			id: row.id,
			pledgeId: row.pledge_id,
			part: 'check',
			reason: null,
			source: row.source_id,
			values: [
				date('checked on', row.checked_on),
				code('outcome', row.outcome),
				date('evidence of', row.evidence_on),
				text('found', row.text || null),
				text('source', row.source),
				date('public since', row.known_on)
			]
		}));
	}
};

export const scores: Sort = {
	table: 'score',
	former: CHAINED,
	async read(db, ids, upto) {
		const rows = await db
			.selectFrom('score')
			.where('id', 'in', ids)
			.selectAll()
			.select(sourceTitle('score.source_id', upto).as('source'))
			.execute();
		return rows.map((row) => ({
			id: row.id,
			pledgeId: row.pledge_id,
			part: `score by ${row.reader}`,
			reason: null,
			source: row.source_id,
			values: [
				number('score', String(row.value), null),
				named(text('reader', row.reader)),
				date('scored on', row.scored_on),
				text('rationale', row.rationale),
				text('source', row.source),
				date('public since', row.known_on)
			]
		}));
	}
};

export const closings: Sort = {
	table: 'lifecycle',
	former: succeeding('lifecycle'),
	async read(db, ids, upto) {
		const rows = await db
			.selectFrom('lifecycle')
			.where('id', 'in', ids)
			.selectAll()
			.select(sourceTitle('lifecycle.source_id', upto).as('source'))
			.execute();
		return rows.map((row) => ({
			id: row.id,
			pledgeId: row.pledge_id,
			part: 'closing',
			reason: row.reason,
			source: row.source_id,
			values: [
				code('state', row.state),
				date('on', row.happened_on),
				text('source', row.source),
				date('public since', row.known_on)
			]
		}));
	}
};

export const restatements: Sort = {
	table: 'restatement',
	former: SINGLE,
	async read(db, ids, upto) {
		const rows = await db
			.selectFrom('restatement')
			.where('id', 'in', ids)
			.selectAll()
			.select(sourceTitle('restatement.source_id', upto).as('source'))
			.execute();
		return rows.map((row) => ({
			id: row.id,
			pledgeId: row.pledge_id,
			part: 'restatement',
			reason: null,
			source: row.source_id,
			values: [
				date('said on', row.said_on),
				text('words', row.text),
				text('note', row.note),
				text('source', row.source),
				date('public since', row.known_on)
			]
		}));
	}
};
