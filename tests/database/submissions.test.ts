import { parse } from 'csv-parse/sync';
import { beforeAll, expect, it } from 'vitest';
import { yearPeriod } from '#lib/domain/calendar.ts';
import type { ActualInput } from '#lib/domain/commands.ts';
import { readPledgeFilter } from '#lib/schema/pledge-filter.ts';
import { readActuals } from '#lib/server/exports/actuals.ts';
import { writeCsv } from '#lib/server/exports/csv-download.ts';
import { EVERYTHING, upTo } from '#lib/server/db/chains.ts';
import { lastSeq, type Act } from '#lib/server/db/ledger.ts';
import { listActuals } from '#lib/server/pledges/figures.ts';
import { recordActuals } from '#lib/server/pledges/record-actual.ts';
import { showPledge } from '#lib/server/pledges/show.ts';
import { countOwnSubmissions, listOwnSubmissions } from '#lib/server/reviews/own-submissions.ts';
import { reviewSubmission } from '#lib/server/reviews/review-submission.ts';
import { listSubmissions, SUBMISSIONS_PER_PAGE } from '#lib/server/reviews/submissions.ts';
import { ACTUAL_COLUMNS } from '#lib/tabular/actual-columns.ts';
import { copyFigure } from '../helpers/bulk.ts';
import { describeOnBoth } from '../helpers/database.ts';
import {
	A_SOURCE,
	A_TARGET,
	actualInput,
	anAccount,
	anAct,
	anActual,
	aPledge,
	DAY,
	definitionOf,
	momentOf
} from '../helpers/factories.ts';

describeOnBoth('what waits for a manager', (database) => {
	let analyst: Act;
	let manager: Act;
	beforeAll(async () => {
		const { db } = database();
		analyst = anAct({ by: await anAccount(db, { name: 'Ann' }) });
		manager = anAct({ by: await anAccount(db, { name: 'Max', role: 'manager' }) });
	});

	/** Submits a figure and gives its id and its ledger number. */
	const submit = async (code: string, over: Partial<ActualInput> = {}, act = analyst) => {
		const { db } = database();
		await anActual(db, code, over, act);
		return db
			.selectFrom('observation')
			.select(['id', 'entry_seq'])
			.orderBy('id', 'desc')
			.limit(1)
			.executeTakeFirstOrThrow();
	};
	const decide = (seq: number, decision: 'approved' | 'returned', act = manager) =>
		reviewSubmission(database().db, act, {
			seq,
			decision,
			note: decision === 'returned' ? 'Which table?' : null
		});
	const all = async () => {
		const { db } = database();
		const { total } = await listSubmissions(db, 1, DAY);
		const pages = Math.ceil(total / SUBMISSIONS_PER_PAGE);
		const found = await Promise.all(
			Array.from({ length: pages }, (_, at) => listSubmissions(db, at + 1, DAY))
		);
		return found.flatMap((page) => page.groups);
	};
	const of = async (code: string) =>
		(await all()).flatMap((group) => group.submissions).filter((one) => one.code === code);

	it('says who submitted what, how long it waits, and what approving it would do', async () => {
		const { db } = database();
		const code = await aPledge(db, { title: 'More freight' });
		await anActual(db, code, { value: '101' });
		const first = await db
			.selectFrom('observation')
			.select('id')
			.orderBy('id', 'desc')
			.limit(1)
			.executeTakeFirstOrThrow();
		const early = { ...analyst, today: '2026-11-20' };
		const more = { source: A_SOURCE, note: 'Table 2.', revises: first.id, reason: 'Republished.' };
		await submit(code, { value: '150', ...more }, early);
		expect(await of(code)).toMatchObject([
			{
				title: 'More freight',
				on: '2026-11-20',
				days: 3,
				by: { id: analyst.by, name: 'Ann' },
				effect: {
					changes: true,
					words:
						'Approving it changes the status from “Far behind, 3 % of the pace” to “On track, 148 % of the pace” (1 % → 50 % of the way).'
				},
				count: 1,
				figures: [
					{
						beside: null,
						reporter: 'Statistics Office',
						period: yearPeriod(2024),
						value: '150',
						unit: 'kt',
						note: 'Table 2.',
						reason: 'Republished.',
						source: { title: A_SOURCE.title },
						corrected: false,
						former: [{ value: '101', review: null }]
					}
				]
			}
		]);
	});

	it('holds a new figure against the one before it that counts, and says where it is far from it', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await anActual(db, code, { value: '555', qualifier: 'more_than' });
		await anActual(db, code, {
			value: '364',
			partial: true,
			period: { start: '2025-01-01', end: '2025-09-30' }
		});
		await submit(code, { value: '550', period: yearPeriod(2023) });
		await submit(code, { value: '0.001', period: yearPeriod(2025), reporter: 'Press' });
		await submit(code, { value: '1000', period: yearPeriod(2026) }, { ...analyst, today: '2027-01-31' });
		const before = {
			side: 'before',
			figure: {
				value: '555',
				period: yearPeriod(2024),
				reporter: 'Statistics Office',
				qualifier: 'more_than'
			}
		};
		const against = (await of(code)).map(({ figures: [figure] }) => [figure?.neighbour, figure?.unlike]);
		expect(against).toMatchObject([
			[{ ...before, side: 'after' }, null],
			[before, 'It is 555,000 times smaller than the figure before it (more than 555 kt, 2024).'],
			[before, null]
		]);
	});

	it('leaves what a correction stands against to the figure that it corrects', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await anActual(db, code, { value: '120', period: yearPeriod(2023) });
		await anActual(db, code, { value: '120' });
		const first = await db
			.selectFrom('observation')
			.select('id')
			.orderBy('id', 'desc')
			.limit(1)
			.executeTakeFirstOrThrow();
		await submit(code, { value: '140', revises: first.id, reason: 'a' });
		expect((await of(code))[0]?.figures[0]).toMatchObject({ neighbour: null, unlike: null });
	});

	it('names a reversal that one status hides', async () => {
		const { db } = database();
		const code = await aPledge(db, { target: { ...A_TARGET, due: null } });
		await anActual(db, code, { value: '140' });
		await submit(code, { value: '66', period: yearPeriod(2025) });
		expect((await of(code))[0]?.effect?.words).toBe(
			'Approving it changes the status from “No deadline, toward” to “No deadline, away” (40 % → −34 % of the way).'
		);
	});

	it('shows what a correction would replace down to the figure that counts, and drops what was corrected', async () => {
		const { db } = database();
		const code = await aPledge(db);
		const first = await submit(code, { value: '120' });
		await decide(first.entry_seq, 'approved');
		const second = await submit(code, { value: '130', revises: first.id, reason: 'a' });
		await decide(second.entry_seq, 'returned');
		const third = await submit(code, { value: '140', revises: second.id, reason: 'b' });
		const fourth = await submit(code, { value: '150', revises: third.id, reason: 'c' });
		const waiting = await of(code);
		expect(waiting.map((one) => one.seq)).toEqual([fourth.entry_seq]);
		expect(waiting[0]?.figures[0]?.former).toEqual([
			{ value: '140', review: 'waiting' },
			{ value: '130', review: 'returned' },
			{ value: '120', review: 'approved' }
		]);
	});

	it('comes the oldest first and a page at a time; acts of one request stand together', async () => {
		const { db } = database();
		const codes: string[] = [];
		for (let made = 0; made < SUBMISSIONS_PER_PAGE + 1; made++) codes.push(await aPledge(db));
		const commands = codes.flatMap((code) =>
			[2023, 2024].map((year) => ({
				code,
				actual: actualInput({ period: yearPeriod(year) }),
				checkedOn: null
			}))
		);
		await recordActuals(db, { ...analyst, batch: 'many' }, commands, (error) => error);
		const groups = await all();
		const seqs = groups.flatMap((group) => group.submissions.map((one) => one.seq));
		expect(seqs).toEqual([...seqs].sort((one, other) => one - other));
		const many = groups.filter((group) => group.batch === 'many');
		expect(many.length).toBeGreaterThan(1);
		for (const group of many) expect(group.waiting).toBe(2 * codes.length);
		const together = many.flatMap((group) => group.submissions);
		expect(together.map((one) => one.code)).toEqual(codes.flatMap((code) => [code, code]));
		expect(together[0]).toMatchObject({ count: 1, figures: [{ value: '150' }] });
		const { total } = await listSubmissions(db, 1, DAY);
		const last = await listSubmissions(db, 999, DAY);
		expect(last.page).toBe(Math.ceil(total / SUBMISSIONS_PER_PAGE));
	});

	it('lists of a long submission the first figures, and says how many there are', async () => {
		const { db } = database();
		const code = await aPledge(db);
		await submit(code, {});
		// A large import puts what it brings to one pledge into one act.
		await copyFigure(db, code, 14);
		const [submission] = await of(code);
		expect(submission?.count).toBe(15);
		expect(submission?.figures.map(({ period }) => period.end)).toEqual(
			Array.from({ length: 12 }, (_, at) => `1900-01-${String(at + 1).padStart(2, '0')}`)
		);
	});

	it('is told to its author once it came back, until somebody corrects it', async () => {
		const { db } = database();
		const author = anAct({ by: await anAccount(db, { name: 'Bea' }) });
		const mine = () => listOwnSubmissions(db, author.by ?? '');
		const code = await aPledge(db);
		const figure = await submit(code, {}, author);
		expect(await mine()).toEqual({ waiting: 1, returned: 0, figures: [] });
		await decide(figure.entry_seq, 'returned');
		expect(await mine()).toMatchObject({
			waiting: 0,
			returned: 1,
			figures: [{ id: figure.id, code, value: '150', unit: 'kt', note: 'Which table?', by: 'Max', on: DAY }]
		});
		expect((await countOwnSubmissions(db, manager.by ?? '')).returned).toBe(0);
		await submit(code, { value: '149', revises: figure.id, reason: 'Table 2.' }, analyst);
		expect(await mine()).toEqual({ waiting: 0, returned: 0, figures: [] });
	});

	it('stands on the pledge’s page beside the figure that counts, at every ledger number as it was then', async () => {
		const { db } = database();
		const code = await aPledge(db);
		const { pledgeId } = await definitionOf(db, code);
		await anActual(db, code, { value: '120' });
		const first = await lastSeq(db);
		const [{ id = 0 } = {}] = await listActuals(db, pledgeId, upTo(first));
		const waiting = await submit(code, { value: '150', revises: id, reason: 'New.' });
		const shown = async (upto: number) =>
			(await listActuals(db, pledgeId, upTo(upto))).map(({ value, review, corrected, reviewNote }) => [
				value,
				review,
				corrected,
				reviewNote
			]);
		const second = await lastSeq(db);
		await decide(waiting.entry_seq, 'returned');
		const third = await lastSeq(db);
		const again = await submit(code, { value: '140', revises: waiting.id, reason: 'Newer.' });
		await decide(again.entry_seq, 'approved');
		expect(await shown(first)).toEqual([['120', null, false, null]]);
		expect(await shown(second)).toEqual([
			['120', null, true, null],
			['150', 'waiting', false, null]
		]);
		expect(await shown(third)).toEqual([
			['120', null, true, null],
			['150', 'returned', false, 'Which table?']
		]);
		expect(await shown(await lastSeq(db))).toEqual([['140', 'approved', false, null]]);
		const page = await showPledge(db, code, await momentOf(db));
		expect(page?.actuals[0]?.former).toMatchObject([
			{ value: '150', review: 'returned', reason: 'Newer.' },
			{ value: '120', review: null, reason: 'New.' }
		]);
	});

	it('is replaced by what corrects its own correction, also while that one is not public yet', async () => {
		const { db } = database();
		const code = await aPledge(db);
		const { pledgeId } = await definitionOf(db, code);
		const published = (publishedOn: string) => ({ source: { ...A_SOURCE, title: publishedOn, publishedOn } });
		const first = await submit(code, { value: '120', ...published('2025-01-10') }, anAct());
		const middle = { revises: first.id, reason: 'a', ...published('2026-06-01') };
		const second = await submit(code, { value: '130', ...middle }, anAct());
		const last = { revises: second.id, reason: 'b', ...published('2026-03-01') };
		await submit(code, { value: '140', ...last }, anAct());
		const shown = async (asOf: string) =>
			(await listActuals(db, pledgeId, { ...EVERYTHING, basis: 'public', asOf })).map(({ value }) => value);
		expect(await shown('2026-02-28')).toEqual(['120']);
		expect(await shown('2026-03-01')).toEqual(['140']);
	});

	it('is in the actuals export with where it stands, and no mark ever falls on it', async () => {
		const { db } = database();
		const code = await aPledge(db, { theme: 'exported' });
		await anActual(db, code, { value: '120' });
		const counted = await db
			.selectFrom('observation')
			.select('id')
			.orderBy('id', 'desc')
			.limit(1)
			.executeTakeFirstOrThrow();
		const correction = await submit(code, { value: '150', revises: counted.id, reason: 'New.' });
		const later = await submit(code, { value: '160', period: yearPeriod(2025) });
		const exported = async () => {
			const filter = readPledgeFilter(new URLSearchParams({ theme: 'exported' }));
			let text = '';
			for await (const part of writeCsv(ACTUAL_COLUMNS, readActuals(db, filter, await momentOf(db)), {
				bom: false
			}))
				text += part;
			return (parse(text, { columns: true }) as Record<string, string>[]).map((row) => [
				row.value,
				row.review,
				row.headline,
				row.decides
			]);
		};
		expect(await exported()).toEqual([
			['120', '', 'yes', 'yes'],
			['150', 'waiting', 'no', 'no'],
			['160', 'waiting', 'no', 'no']
		]);
		await decide(correction.entry_seq, 'approved');
		await decide(later.entry_seq, 'returned');
		expect(await exported()).toEqual([
			['150', 'approved', 'yes', 'yes'],
			['160', 'returned', 'no', 'no']
		]);
	});
});
