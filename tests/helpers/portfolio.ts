/** Portfolios that use every feature, and files of them. */
import { createHash } from 'node:crypto';
import { monthPeriod, yearPeriod } from '#lib/domain/calendar.ts';
import type { SourceInput } from '#lib/domain/commands.ts';
import type { Db } from '#lib/server/db/connection.ts';
import { lastSeq, record } from '#lib/server/db/ledger.ts';
import { addSupportingIndicator } from '#lib/server/pledges/add-indicator.ts';
import { editPledge } from '#lib/server/pledges/edit-pledge.ts';
import { recordActual } from '#lib/server/pledges/record-actual.ts';
import { recordStep } from '#lib/server/pledges/record-step.ts';
import { restate } from '#lib/server/pledges/restate.ts';
import { scorePledge } from '#lib/server/pledges/score-pledge.ts';
import { undoStep } from '#lib/server/pledges/undo-step.ts';
import { withdrawFigure } from '#lib/server/pledges/withdraw-figure.ts';
import { exportPortfolio } from '#lib/server/portfolio/export/export-portfolio.ts';
import {
	A_BASELINE,
	A_STEP,
	A_TARGET,
	A_WINDOW,
	aCheck,
	aClosing,
	actualInput,
	anAccount,
	anAct,
	anActual,
	AN_OCCASION,
	aPledge,
	definitionOf,
	UNMEASURED
} from './factories.ts';

/** The text of the portfolio file of a database, as it stands or stood. */
export async function fileOf(db: Db, upto?: number): Promise<string> {
	let text = '';
	for await (const part of exportPortfolio(db, upto ?? (await lastSeq(db)))) text += part;
	return text;
}

const SPEECH: SourceInput = {
	title: 'Выступление «О торговле», 2-я часть',
	publisher: 'Министерство',
	publishedOn: '2024-03-01',
	language: 'ru',
	url: null
};
const UNDATED: SourceInput = {
	title: 'An old page',
	publisher: null,
	publishedOn: null,
	language: null,
	url: null
};

type Edit = Parameters<typeof editPledge>[2]['input'];

/** Edits what stands of a pledge's description. */
export async function anEdit(
	db: Db,
	code: string,
	over: Partial<Edit>,
	reason: string | null = null,
	act = anAct()
): Promise<void> {
	const { seq, input } = await definitionOf(db, code);
	await editPledge(db, act, { code, expectedSeq: seq, reason, input: { ...input, ...over } });
}

/** A portfolio that uses every feature, recorded by two people on several days. */
export async function aFullPortfolio(db: Db): Promise<void> {
	const anna = await anAccount(db, { name: 'Анна “A.” Ким', email: 'anna@pledges.example' });
	const boris = await anAccount(db, { name: 'Boris', email: 'boris@pledges.example', role: 'manager' });
	const by = (id: string, today = '2026-11-20') => anAct({ by: id, today });
	await measured(db, by(anna), by(boris, '2026-11-21'), by(anna, '2026-11-23'));
	await reviewed(db, boris);
	await otherKinds(db, by(anna));
	await steps(db, by(anna), by(boris, '2026-11-22'));
	await withdrawn(db, by(anna));
	await scored(db, by(anna), by(boris, '2026-11-22'));
	await moments(db, by(anna), by(boris, '2026-11-22'));
	await documents(db, by(boris, '2026-11-22'));
}

type Act = ReturnType<typeof anAct>;

async function measured(db: Db, first: Act, second: Act, third: Act): Promise<void> {
	const code = await aPledge(
		db,
		{
			code: 'FULL-01',
			title: 'Удвоить перевозки – “freight”',
			quote: 'to double\nthe freight, as “agreed”',
			locator: 'point 3, page 2',
			owner: first.by,
			path: 'linear',
			baseline: { ...A_BASELINE, value: '0.1', unit: 'Mt', reporter: 'Customs', source: SPEECH },
			target: {
				...A_TARGET,
				...{ value: '0.2', unit: 'Mt', standing: 'interpretation', tolerance: 0.05, graceDays: 90 },
				plan: [
					{ on: '2025-12-31', value: '0.13' },
					{ on: '2028-06-30', value: '0.17' }
				]
			},
			reporterOrder: { ranked: ['Customs', 'Ведомство'], reason: 'customs count at the border' }
		},
		first
	);
	await anActual(db, code, { reporter: 'Customs', value: '120', locator: 'table 2', quote: '120 kt' }, first);
	await anActual(db, code, { reporter: 'Ведомство', value: '0.119', unit: 'Mt', source: SPEECH }, first);
	await anActual(
		db,
		code,
		{
			reporter: 'Customs',
			period: monthPeriod(2025, 3),
			value: '12.5',
			derived: 'a tenth',
			state: 'provisional',
			note: 'раз\nдва'
		},
		second
	);
	const revise = async (value: string, reason: string, act: Act) => {
		const { id } = await db
			.selectFrom('observation')
			.select('id')
			.where('period_end', '=', '2024-12-31')
			.where('note', 'is', null)
			.where('entered_unit', '=', 'kt')
			.orderBy('id', 'desc')
			.executeTakeFirstOrThrow();
		await anActual(db, code, { reporter: 'Customs', value, revises: id, reason, state: 'revised' }, act);
	};
	await revise('125', 'corrected by the office', first);
	await revise('126', 'corrected again', second);
	await anEdit(db, code, { target: { ...A_TARGET, due: '2032-12-31', source: SPEECH } }, 'moved', second);
	await anEdit(db, code, { baseline: { ...A_BASELINE, value: '101', qualifier: 'about' } }, 'found', second);
	const reporterOrder = { ranked: ['Ведомство', 'Customs', 'Third'], reason: 'the office checks' };
	await anEdit(db, code, { reporterOrder, reading: 'Перевозки за год.\nIn all.' }, 'on request', third);
	const indicator = await addSupportingIndicator(db, second, {
		code,
		indicator: {
			...{ title: 'Share by rail', unit: '%', aggregation: 'level', direction: 'increase' },
			...{ limit: '100', basis: 'of tonne-kilometres' }
		}
	});
	if (indicator) await anActual(db, code, { indicator, value: '61.25', unit: '%', reporter: 'Third' }, third);
	// A unit that was wrong at first, and a target that was taken away.
	const fixed = await aPledge(db, { code: 'FULL-02', baseline: null, source: UNDATED }, first);
	const { input } = await definitionOf(db, fixed);
	const unit = 'USD';
	const target = { ...A_TARGET, unit, value: '7' };
	const measure = input.indicator && { ...input.indicator, unit, title: 'Value carried' };
	await anEdit(db, fixed, { indicator: measure, target }, 'the wrong unit', second);
	await anEdit(db, fixed, { target: null }, 'nobody said so', third);
}

/** Figures that wait for a manager, were approved or came back. */
async function reviewed(db: Db, manager: string): Promise<void> {
	const code = await aPledge(db, { code: 'FULL-03', baseline: null, target: { ...A_TARGET, plan: [] } });
	for (const [year, decision] of [
		[2022, 'approved'],
		[2023, 'returned'],
		[2024, null]
	] as const) {
		await anActual(db, code, { period: yearPeriod(year), value: String(year) });
		const { id: _, ...row } = await db
			.selectFrom('observation')
			.selectAll()
			.orderBy('id', 'desc')
			.executeTakeFirstOrThrow();
		const act = anAct({ by: manager });
		const what = { action: 'actual revised', subject: code };
		const { seq } = await record(db, anAct(), what, async (trx, entry_seq) => {
			const prev_id = _;
			await trx
				.insertInto('observation')
				.values({ ...row, entry_seq, prev_id, needs_review: true, reason: 'for review' })
				.execute();
		});
		if (decision === null) continue;
		await record(db, act, { action: `figure ${decision}`, subject: code }, async (trx, entry_seq) => {
			const note = decision === 'returned' ? 'Которая таблица?' : null;
			await trx.insertInto('review').values({ entry_seq, reviewed_seq: seq, decision, note }).execute();
		});
	}
}

async function otherKinds(db: Db, act: Act): Promise<void> {
	const occasion = { ...AN_OCCASION, title: 'Саммит “Шёлковый путь”', heldOn: '2023-05-19', source: SPEECH };
	const band = { ...A_TARGET, value: null, low: '90', high: '110.5', qualifier: 'exactly' as const };
	await aPledge(db, { code: 'FULL-04', kind: 'band', occasion, target: band, mode: 'keep' }, act);
	const yearly = await aPledge(
		db,
		{
			...{ code: 'FULL-05', kind: 'annual_rate', occasion, baseline: null },
			indicator: {
				...{ title: 'Gas', unit: 'bcm (15 °C)', aggregation: 'annual_flow', direction: 'increase' },
				...{ limit: null, basis: null }
			},
			target: {
				...A_TARGET,
				...{
					value: '1.5',
					unit: 'bcm (0 °C)',
					qualifier: 'up_to',
					per: 'year',
					start: '2023-06-15',
					due: null
				},
				duePrecision: 'day'
			}
		},
		act
	);
	const part = { start: '2024-01-01', end: '2024-03-31' };
	await anActual(db, yearly, { period: part, value: '0.3', unit: 'bcm (0 °C)', partial: true }, act);
	await anActual(db, yearly, { period: monthPeriod(2023, 7), value: '300', unit: 'mcm (15 °C)' }, act);
	const assumed = { ...A_TARGET, assumedDue: true, due: '2027-03-31', duePrecision: 'quarter' as const };
	await aPledge(
		db,
		{
			...{ code: 'FULL-06', kind: 'cumulative', occasion, target: { ...assumed, standing: 'assumption' } },
			indicator: {
				...{ title: 'Grain', unit: 'kt', aggregation: 'cumulative', direction: 'increase' },
				...{ limit: null, basis: null }
			},
			theme: 'Сельское хозяйство',
			strength: 'discussed'
		},
		act
	);
	// A kind that was chosen by mistake leaves what was measured in the ledger, unread.
	const mistaken = await aPledge(db, { code: 'FULL-07', occasion, reporterOrder: null }, act);
	await anEdit(db, mistaken, { ...UNMEASURED, kind: 'continuing', activityDays: 200 }, 'no figure', act);
	await aCheck(
		db,
		mistaken,
		{ outcome: 'activity', evidenceOn: '2026-11-01', source: SPEECH, text: 'Встреча “на полях”' },
		act
	);
}

/** A figure that was withdrawn before a manager saw it, with the check that it was; its period is free again. */
async function withdrawn(db: Db, first: Act): Promise<void> {
	const code = await aPledge(db, { code: 'FULL-WITHDRAWN' }, first);
	await recordActual(db, first, { code, actual: actualInput(), checkedOn: first.today });
	const { id } = await db
		.selectFrom('observation')
		.select('id')
		.orderBy('id', 'desc')
		.executeTakeFirstOrThrow();
	await withdrawFigure(db, first, { code, figure: id, reason: 'Another “pledge”.' });
	await anActual(db, code, { value: '140' }, first);
}

async function steps(db: Db, first: Act, second: Act): Promise<void> {
	const plan = ['Designed', 'Построено', 'In service'].map((title, at) => ({
		...{ ...A_STEP, title, party: at === 0 ? null : 'Erewhon', weight: ['0.2', '0.3', '0.5'][at] ?? null },
		due: at === 2 ? null : `202${7 + at}-12-31`,
		duePrecision: at === 1 ? ('year' as const) : ('day' as const),
		dueSource: at === 1 ? SPEECH : null
	}));
	const ladder = await aPledge(
		db,
		{ ...UNMEASURED, code: 'FULL-08', kind: 'milestones', steps: plan },
		first
	);
	const standing = (await definitionOf(db, ladder)).input.steps;
	const [designed, built, served] = standing;
	if (!designed || !built || !served) throw new Error('The steps are missing.');
	const done = (from: string, to: string | null, act: Act) =>
		recordStep(db, act, {
			code: ladder,
			checkedOn: act.today,
			done: {
				...{ step: designed.id ?? 0, from, to, place: 'Астана', source: SPEECH, note: 'с “кавычками”' },
				reason: act === first ? null : 'the day was wrong'
			}
		});
	await done('2026-01-10', null, first);
	await done('2026-01-12', '2026-01-13', second);
	const undone = { step: designed.id ?? 0, reason: 'it was another bridge', source: null };
	await undoStep(db, second, { code: ladder, undone });
	await anEdit(
		db,
		ladder,
		{
			steps: [
				{ ...built, weight: '0.4', due: '2029-12-31' },
				{ ...designed, weight: '0.6' }
			]
		},
		'the order was wrong',
		second
	);
	const events = ['Days in Atlantis', 'Дни в Еревоне'].map((title) => ({
		...{ ...A_STEP, type: 'event' as const, title, party: 'Atlantis', due: null }
	}));
	const days = await aPledge(
		db,
		{
			...{ ...UNMEASURED, code: 'FULL-09', kind: 'events_in_window', steps: events },
			target: { ...A_WINDOW, value: '2', due: '2025-12-31', duePrecision: 'year' }
		},
		first
	);
	const [held] = (await definitionOf(db, days)).input.steps;
	await recordStep(db, second, {
		...{ code: days, checkedOn: null },
		done: {
			step: held?.id ?? 0,
			from: '2024-05-01',
			to: '2024-05-03',
			place: null,
			source: SPEECH,
			note: null
		}
	});
}

async function scored(db: Db, first: Act, second: Act): Promise<void> {
	const described = { ...UNMEASURED, kind: 'qualitative' as const, guideline: '+1: подписано' };
	const code = await aPledge(db, { ...described, code: 'FULL-10' }, first);
	const score = (reader: string, value: -1 | 0 | 1, act: Act) =>
		scorePledge(db, act, {
			code,
			score: { reader, value, on: '2026-11-20', source: SPEECH, rationale: 'Подписано “вчера”.' }
		});
	await score('Первый', 1, first);
	await score('Second', 0, first);
	await anEdit(db, code, { guideline: '+1: signed\n−1: refused' }, 'clearer', second);
	await score('Первый', -1, second);
}

async function moments(db: Db, first: Act, second: Act): Promise<void> {
	const code = await aPledge(db, { code: 'FULL-11', theme: 'culture', owner: second.by }, first);
	await restate(db, first, {
		code,
		restatement: { source: SPEECH, saidOn: '2024-02-28', text: 'скоро', note: 'в речи' }
	});
	await restate(db, second, {
		code,
		restatement: { source: UNDATED, saidOn: null, text: 'soon', note: null }
	});
	await aCheck(db, code, { checkedOn: '2026-11-19', text: '' }, first);
	await aClosing(db, code, { state: 'concluded', on: '2026-11-01', source: SPEECH }, first);
	await aClosing(db, code, { state: 'reopened', on: '2026-11-01', reason: 'по ошибке' }, first);
	await aClosing(db, code, { on: '2026-11-02' }, second);
	const { pledgeId } = await definitionOf(db, code);
	for (const [at, act] of [first, second].entries()) {
		await record(db, act, { action: 'verdict given', subject: code }, async (trx, entry_seq) => {
			const value = at === 0 ? ('behind' as const) : ('met' as const);
			const verdict = { pledge_id: pledgeId, given_on: '2026-11-19', value, rationale: 'Видно “ясно”.' };
			const source = await trx.selectFrom('source').select('id').limit(1).executeTakeFirstOrThrow();
			await trx
				.insertInto('verdict')
				.values({ entry_seq, ...verdict, source_id: source.id })
				.execute();
			await trx
				.insertInto('comment')
				.values({ entry_seq, pledge_id: pledgeId, text: `Почему?\n<b>№ ${at}</b>` })
				.execute();
		});
	}
}

/** A source with a stored text and a file, one whose title was corrected, and who belongs to whom. */
async function documents(db: Db, act: Act): Promise<void> {
	await record(db, act, { action: 'source edited', subject: null }, async (trx, entry_seq) => {
		const { id: prev_id, ...version } = await trx
			.selectFrom('source_version')
			.selectAll()
			.where('title', 'like', 'Выступление%')
			.executeTakeFirstOrThrow();
		const stored_text = 'Текст “речи”\n\tс отступом';
		await trx
			.insertInto('source_version')
			.values({ ...version, entry_seq, prev_id, title: 'Выступление', stored_text, sha256: sum(stored_text) })
			.execute();
		const content = Buffer.from('89504e470d0a1a0a00ff', 'hex');
		await trx
			.insertInto('source_file')
			.values({
				...{ entry_seq, source_id: version.source_id, name: 'стр. 1.png', type: 'image/png' },
				...{ size: content.length, sha256: sum(content), content }
			})
			.execute();
		const { id: party_id } = await trx
			.insertInto('party')
			.values({ entry_seq })
			.returning('id')
			.executeTakeFirstOrThrow();
		await trx
			.insertInto('party_version')
			.values({ entry_seq, party_id, name: 'Всемирный банк', type: 'organisation' })
			.execute();
		await trx.insertInto('reporter').values({ entry_seq, name: 'Отдел статистики', party_id }).execute();
	});
}

const sum = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');
