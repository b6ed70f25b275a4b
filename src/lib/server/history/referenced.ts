/** What pledges have in common: sources and their files, occasions, parties, reporters, settings. */
import { sql } from 'kysely';
import type { SettingName } from '../db/schema.ts';
import { CHAINED, partyName, SINGLE, sourceTitle, type Sort } from './sort.ts';
import { code, date, number, text } from './values.ts';

export const sources: Sort = {
	table: 'source_version',
	former: CHAINED,
	async read(db, ids) {
		const rows = await db
			.selectFrom('source_version')
			.where('id', 'in', ids)
			.select(['id', 'source_id', 'title', 'publisher', 'published_on', 'language', 'url', 'sha256'])
			.execute();
		return rows.map((row) => ({
			id: row.id,
			pledgeId: null,
			part: `source “${row.title}”`,
			reason: null,
			source: row.source_id,
			values: [
				text('title', row.title),
				text('publisher', row.publisher),
				date('published on', row.published_on),
				text('language', row.language),
				text('address', row.url),
				// The text itself can be long; its digest says that it changed, and which one it was.
				text('stored text', row.sha256 && `SHA-256 ${row.sha256}`)
			]
		}));
	}
};

export const files: Sort = {
	table: 'source_file',
	former: CHAINED,
	async read(db, ids, upto) {
		const rows = await db
			.selectFrom('source_file')
			.where('id', 'in', ids)
			.select([
				'id',
				'source_id',
				'name',
				'type',
				'size',
				'sha256',
				sourceTitle('source_file.source_id', upto).as('source')
			])
			.execute();
		return rows.map((row) => ({
			id: row.id,
			pledgeId: null,
			part: `file of source “${row.source ?? ''}”`,
			reason: null,
			source: row.source_id,
			values: [
				text('name', row.name),
				text('type', row.type),
				number('size', String(row.size), 'bytes'),
				text('content', `SHA-256 ${row.sha256}`)
			]
		}));
	}
};

export const occasions: Sort = {
	table: 'occasion_version',
	former: CHAINED,
	async read(db, ids, upto) {
		const participants = sql<string | null>`(select string_agg(party.name, '; ' order by party.name)
			from (select ${partyName('occasion_party.party_id', upto)} as name from occasion_party
				where occasion_party.version_id = occasion_version.id) as party)`;
		const rows = await db
			.selectFrom('occasion_version')
			.where('id', 'in', ids)
			.selectAll()
			.select([participants.as('participants'), sourceTitle('occasion_version.source_id', upto).as('source')])
			.execute();
		return rows.map((row) => ({
			id: row.id,
			pledgeId: null,
			part: `occasion “${row.title}”`,
			reason: null,
			source: row.source_id,
			values: [
				text('title', row.title),
				date('held on', row.held_on),
				text('place', row.place),
				text('participants', row.participants),
				text('source', row.source)
			]
		}));
	}
};

export const parties: Sort = {
	table: 'party_version',
	former: CHAINED,
	async read(db, ids) {
		const rows = await db.selectFrom('party_version').where('id', 'in', ids).selectAll().execute();
		return rows.map((row) => ({
			id: row.id,
			pledgeId: null,
			part: `party “${row.name}”`,
			reason: null,
			source: null,
			values: [text('name', row.name), code('type', row.type)]
		}));
	}
};

export const reporters: Sort = {
	table: 'reporter',
	former: SINGLE,
	async read(db, ids, upto) {
		const rows = await db
			.selectFrom('reporter')
			.where('id', 'in', ids)
			.select(['id', 'name', partyName('reporter.party_id', upto).as('party')])
			.execute();
		return rows.map((row) => ({
			id: row.id,
			pledgeId: null,
			part: `reporter “${row.name}”`,
			reason: null,
			source: null,
			values: [text('name', row.name), text('party', row.party)]
		}));
	}
};

const SETTINGS: Record<SettingName, string> = {
	review: 'review of actuals',
	check_days: 'check every',
	activity_days: 'evidence within'
};

export const settings: Sort = {
	table: 'setting',
	former: CHAINED,
	async read(db, ids) {
		const rows = await db.selectFrom('setting').where('id', 'in', ids).selectAll().execute();
		return rows.map((row) => ({
			id: row.id,
			pledgeId: null,
			part: `setting “${SETTINGS[row.name]}”`,
			reason: null,
			source: null,
			values: [row.name === 'review' ? code('value', row.value) : number('value', row.value, 'days')]
		}));
	}
};
