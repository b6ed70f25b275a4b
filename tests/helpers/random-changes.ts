/** Everything that people do to pledges which exist, in any order: for rules that hold whatever is recorded. */
import fc from 'fast-check';
import { addDays, yearPeriod, type IsoDate } from '#lib/domain/calendar.ts';
import { DomainError } from '#lib/domain/errors.ts';
import type { Db } from '#lib/server/db/connection.ts';
import { rankReporters } from '#lib/server/pledges/rank-reporters.ts';
import { withdrawFigure } from '#lib/server/pledges/withdraw-figure.ts';
import { reviewSubmission } from '#lib/server/reviews/review-submission.ts';
import { changeSettings } from '#lib/server/settings/change-settings.ts';
import { readSettings } from '#lib/server/settings/settings.ts';
import { loadDocument } from '#lib/server/sources/document.ts';
import { editSource } from '#lib/server/sources/edit-source.ts';
import {
	A_SOURCE,
	A_TARGET,
	aCheck,
	aClosing,
	AN_OCCASION,
	anAccount,
	anAct,
	anActual,
	anEdit,
	aPledge
} from './factories.ts';

/** Days on which sources were published, long before anything is recorded; null: not known. */
const published = fc.constantFrom(null, '2021-05-01', '2023-03-31', '2024-09-10', '2026-01-15');

const change = fc.record({
	what: fc.constantFrom(
		...(['figure', 'figure', 'correction', 'check', 'activity', 'theme', 'deadline', 'closing'] as const),
		...(['ranking', 'source', 'source', 'settings', 'decision', 'withdrawal', 'pledge', 'nothing'] as const)
	),
	/** which of the pledges, figures or sources there are */
	which: fc.nat({ max: 50 }),
	value: fc.constantFrom('80', '120', '155', '240'),
	year: fc.integer({ min: 2021, max: 2025 }),
	published,
	/** how many days pass before it */
	days: fc.constantFrom(0, 0, 0, 1, 20, 200)
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

export const changes = fc.array(change, { minLength: 8, maxLength: 12 });

/** Who makes changes, and where the time and the pledges have got to. */
export interface Going {
	analyst: string;
	manager: string;
	today: IsoDate;
	codes: string[];
}

export async function begin(db: Db, today: IsoDate): Promise<Going> {
	const analyst = await anAccount(db, { role: 'analyst' });
	const manager = await anAccount(db, { role: 'manager' });
	return { analyst, manager, today, codes: [await aPledge(db), await aPledge(db)] };
}

/** Makes one change; what the product refuses changes nothing. */
export async function go(db: Db, going: Going, one: Change): Promise<void> {
	going.today = addDays(going.today, one.days);
	try {
		await make(db, going, one);
	} catch (error) {
		if (!(error instanceof DomainError)) throw error;
	}
}

async function make(db: Db, { analyst, manager, today, codes }: Going, one: Change): Promise<void> {
	const act = anAct({ today, by: analyst });
	const { value, year } = one;
	const source = { ...A_SOURCE, title: `Report ${one.which % 4}`, url: null, publishedOn: one.published };
	const at = <T>(all: readonly T[]): T | undefined => all[one.which % all.length];
	const code = at(codes);
	const figures = await db.selectFrom('observation').select(['id', 'entry_seq']).orderBy('id').execute();
	if (code === undefined) throw new Error('There is no pledge to change.');
	if (one.what === 'pledge') {
		codes.push(await aPledge(db, { source, occasion: AN_OCCASION }, act));
		return;
	}
	const reporter = one.which % 3 === 0 ? 'Customs' : 'Statistics Office';
	const actual = { value, reporter, period: yearPeriod(year), source };
	const figure = at(figures);
	switch (one.what) {
		case 'figure':
			return anActual(db, code, actual, act);
		case 'correction': {
			const own = await db
				.selectFrom('observation')
				.innerJoin('indicator', 'indicator.id', 'observation.indicator_id')
				.innerJoin('pledge', 'pledge.id', 'indicator.pledge_id')
				.innerJoin('reporter', 'reporter.id', 'observation.reporter_id')
				.where('pledge.code', '=', code)
				.select(['observation.id', 'period_start as start', 'period_end as end', 'reporter.name'])
				.execute();
			const last = own.at(-1);
			if (!last) return;
			const { id: revises, start, end, name } = last;
			const reason = 'Revised by the office';
			return anActual(db, code, { ...actual, reporter: name, period: { start, end }, revises, reason }, act);
		}
		case 'check':
			return aCheck(db, code, { source: one.published === null ? null : source }, act);
		case 'activity':
			return aCheck(db, code, { outcome: 'activity', evidenceOn: addDays(today, -one.which * 20) }, act);
		case 'theme':
			return anEdit(db, code, { theme: `theme ${one.which}` }, 'Renamed', act);
		case 'deadline':
			return anEdit(
				db,
				code,
				{ target: { ...A_TARGET, due: `${year}-12-31`, source } },
				'As agreed again',
				act
			);
		case 'closing':
			return aClosing(db, code, { on: addDays(today, -one.which * 10), source }, act);
		case 'ranking': {
			const order = await db
				.selectFrom('reporter_order')
				.innerJoin('indicator', 'indicator.id', 'reporter_order.indicator_id')
				.innerJoin('pledge', 'pledge.id', 'indicator.pledge_id')
				.where('pledge.code', '=', code)
				.select(({ fn }) => fn.max('reporter_order.entry_seq').as('seq'))
				.executeTakeFirst();
			const ranked = one.which % 2 ? ['Customs', 'Statistics Office'] : ['Statistics Office', 'Customs'];
			return rankReporters(db, act, { code, expected: order?.seq ?? 0, ranked, reason: 'Counts itself' });
		}
		case 'source': {
			const sources = await db.selectFrom('source').select('id').orderBy('id').execute();
			const document = await loadDocument(db, at(sources)?.id ?? 0, 1_000_000);
			if (!document) return;
			const { id, seq: expectedSeq, title, publisher, language, url, text } = document;
			const input = { title, publisher, publishedOn: one.published, language, url, text };
			return editSource(db, act, { id, expectedSeq, input, file: null });
		}
		case 'settings': {
			const { seq: expectedSeq, ...settings } = await readSettings(db);
			const input = { ...settings, review: !settings.review };
			return changeSettings(db, anAct({ today, by: manager }), { input, reason: 'Tried', expectedSeq });
		}
		case 'decision': {
			const decision = one.which % 3 === 0 ? 'returned' : 'approved';
			const seq = figure?.entry_seq ?? 0;
			return reviewSubmission(db, anAct({ today, by: manager }), { seq, decision, note: 'Read it' });
		}
		case 'withdrawal':
			return withdrawFigure(db, act, { code, figure: figure?.id ?? 0, reason: 'Typed wrongly' });
		case 'nothing':
			return;
	}
}
