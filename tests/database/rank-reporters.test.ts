import { expect, it } from 'vitest';
import type { Db } from '#lib/server/db/connection.ts';
import { lastSeq } from '#lib/server/db/ledger.ts';
import { listActs } from '#lib/server/history/list-acts.ts';
import { editPledge } from '#lib/server/pledges/edit-pledge.ts';
import { rankReporters } from '#lib/server/pledges/rank-reporters.ts';
import { loadRanking } from '#lib/server/pledges/reporter-ranking.ts';
import { showPledge } from '#lib/server/pledges/show.ts';
import { describeOnBoth } from '../helpers/database.ts';
import { anAct, anActual, aPledge, DAY, definitionOf, momentOf, UNMEASURED } from '../helpers/factories.ts';

/** A pledge of whose year two reporters state different figures. */
async function twoReporters(db: Db): Promise<string> {
	const code = await aPledge(db);
	await anActual(db, code, { reporter: 'Customs A', value: '190' });
	await anActual(db, code, { reporter: 'Customs B', value: '95' });
	return code;
}

const shown = async (db: Db, code: string) => (await showPledge(db, code, await momentOf(db))) ?? undefined;
const standing = async (db: Db, code: string) => (await loadRanking(db, code, DAY)) ?? undefined;

describeOnBoth('whose figure counts', (database) => {
	it('is asked for where nothing says it, and said once somebody is ranked first, with the reason', async () => {
		const { db } = database();
		const code = await twoReporters(db);
		expect((await shown(db, code))?.reporting).toEqual({ undecided: true, others: [] });
		const ranking = await standing(db, code);
		expect(ranking).toMatchObject({ seq: 0, reason: null });
		expect(ranking?.reporters).toEqual([
			{
				...{ name: 'Customs A', place: null, figures: 1, latest: '190 kt in 2024' },
				would: 'On track, 242 % of the pace'
			},
			{ name: 'Customs B', place: null, figures: 1, latest: '95 kt in 2024', would: 'Wrong way' }
		]);
		const first = { code, expected: 0, ranked: ['Customs A'], reason: 'A counts at the border' };
		await rankReporters(db, anAct(), first);
		const after = await shown(db, code);
		expect(after?.assessment.status).toBe('ON_TRACK');
		expect(after?.description.reporterOrder).toEqual({ ranked: ['Customs A'], reason: first.reason });
		expect(after?.reporting).toMatchObject({ undecided: false });
		expect(after?.reporting.others).toEqual([
			'By the figure of Customs B, 95 kt in 2024, it would be “wrong way”, −5 % of the way.'
		]);
	});

	it('changes the status and is an event in the history, with both orders', async () => {
		const { db } = database();
		const code = await twoReporters(db);
		await rankReporters(db, anAct(), { code, expected: 0, ranked: ['Customs A'], reason: 'First' });
		const expected = (await standing(db, code))?.seq ?? 0;
		const ranked = ['Customs B', 'Customs A'];
		await rankReporters(db, anAct(), { code, expected, ranked, reason: 'B publishes its method' });
		expect((await shown(db, code))?.assessment.status).toBe('WRONG_WAY');
		const pledge = { id: (await definitionOf(db, code)).pledgeId, code };
		const { acts } = await listActs(db, pledge, await lastSeq(db), { page: 1 });
		expect(acts[0]).toMatchObject({
			action: 'ranking of reporters changed',
			reason: 'B publishes its method',
			facts: [
				{
					part: 'ranking of reporters',
					fields: [
						{ field: 'order', before: '1. Customs A', after: '1. Customs B; 2. Customs A' },
						{ field: 'reason', before: 'First', after: 'B publishes its method' }
					]
				}
			]
		});
	});

	it('is not changed over somebody else’s change, whichever form made it, and nothing is written', async () => {
		const { db } = database();
		const code = await twoReporters(db);
		await rankReporters(db, anAct(), { code, expected: 0, ranked: ['Customs A'], reason: 'Mine' });
		const late = { code, expected: 0, ranked: ['Customs B'], reason: 'Theirs' };
		const before = await lastSeq(db);
		await expect(rankReporters(db, anAct(), late)).rejects.toMatchObject({ code: 'changed_meanwhile' });
		expect(await lastSeq(db)).toBe(before);
		const { seq, input } = await definitionOf(db, code);
		const opened = (await standing(db, code))?.seq ?? 0;
		const reporterOrder = { ranked: ['Customs B'], reason: 'By the edit form' };
		await editPledge(db, anAct(), {
			...{ code, expectedSeq: seq, reason: 'As agreed', input: { ...input, reporterOrder } }
		});
		const again = { ...late, expected: opened };
		await expect(rankReporters(db, anAct(), again)).rejects.toMatchObject({ code: 'changed_meanwhile' });
		const edit = editPledge(db, anAct(), { code, expectedSeq: seq, reason: null, input });
		await expect(edit).rejects.toMatchObject({ code: 'changed_meanwhile' });
	});

	it('is one of those who state a figure; the same order again, or no indicator, is refused', async () => {
		const { db } = database();
		const code = await twoReporters(db);
		const order = { code, expected: 0, ranked: ['customs b'], reason: 'B' };
		const stranger = rankReporters(db, anAct(), { ...order, ranked: ['Customs B', 'Somebody'] });
		await expect(stranger).rejects.toMatchObject({ code: 'unknown_reporter' });
		await rankReporters(db, anAct(), order);
		const ranking = await standing(db, code);
		expect(ranking?.reporters.map(({ name, place }) => [name, place])).toEqual([
			['Customs B', 1],
			['Customs A', null]
		]);
		const again = rankReporters(db, anAct(), { ...order, expected: ranking?.seq ?? 0 });
		await expect(again).rejects.toMatchObject({ code: 'nothing_changed' });
		const unmeasured = await aPledge(db, { ...UNMEASURED, kind: 'continuing' });
		expect(await standing(db, unmeasured)).toBeUndefined();
		const nothing = rankReporters(db, anAct(), { ...order, code: unmeasured });
		await expect(nothing).rejects.toMatchObject({ code: 'not_measured' });
	});
});
