import { expect, it } from 'vitest';
import type { PledgeInput } from '#lib/domain/commands.ts';
import type { Db } from '#lib/server/db/connection.ts';
import { upTo } from '#lib/server/db/chains.ts';
import { lastSeq } from '#lib/server/db/ledger.ts';
import { recordStep } from '#lib/server/pledges/record-step.ts';
import { showPledge } from '#lib/server/pledges/show.ts';
import { listTargets } from '#lib/server/pledges/targets.ts';
import { describeOnBoth } from '../helpers/database.ts';
import {
	A_SOURCE,
	A_STEP,
	A_TARGET,
	aClosing,
	AN_INDICATOR,
	anAccount,
	anAct,
	anActual,
	anEdit,
	aPledge,
	DAY,
	definitionOf,
	momentOf,
	UNMEASURED
} from '../helpers/factories.ts';

async function shown(db: Db, code: string) {
	const pledge = await showPledge(db, code, await momentOf(db));
	if (!pledge) throw new Error(`There is no pledge ${code}.`);
	return pledge;
}

describeOnBoth('targets', (database) => {
	it('stay in sight after they moved: who set each, since when and until when, why, from which source', async () => {
		const { db } = database();
		const by = await anAccount(db, { name: 'Ann' });
		const code = await aPledge(db, {}, anAct({ by, today: '2024-01-10' }));
		const second = { ...A_TARGET, value: '250', due: '2032-12-31', source: null };
		await anEdit(db, code, { target: second }, 'Restated', anAct({ by, today: '2025-05-03' }));
		const third = { ...second, due: '2033-12-31', source: { ...A_SOURCE, title: 'Protocol', url: null } };
		await anEdit(db, code, { target: third }, 'Delayed');
		const { targets } = await shown(db, code);
		expect(targets).toMatchObject([
			{ value: '250', due: '2033-12-31', unit: 'kt', from: DAY, until: null, by: null, reason: 'Delayed' },
			{ value: '250', due: '2032-12-31', from: '2025-05-03', until: DAY, by: 'Ann', reason: 'Restated' },
			{ value: '200', due: '2030-12-31', from: '2024-01-10', until: '2025-05-03', by: 'Ann', reason: null }
		]);
		expect(targets.map(({ source }) => source?.title ?? null)).toEqual(['Protocol', null, A_SOURCE.title]);
	});

	it('are those of the ledger number asked for', async () => {
		const { db } = database();
		const code = await aPledge(db);
		const { pledgeId } = await definitionOf(db, code);
		const upto = await lastSeq(db);
		await anEdit(db, code, { target: { ...A_TARGET, value: '300' } }, 'Raised');
		expect(await listTargets(db, pledgeId, upTo(upto))).toMatchObject([{ value: '200', until: null }]);
		expect(await listTargets(db, pledgeId, upTo(await lastSeq(db)))).toHaveLength(2);
	});

	it('keep the unit that they were set in', async () => {
		const { db } = database();
		const code = await aPledge(db, { baseline: null });
		const target = { ...A_TARGET, value: '0.3', unit: 'Mt' };
		await anEdit(db, code, { indicator: { ...AN_INDICATOR, unit: 'Mt' }, target }, 'Larger unit');
		const { targets } = await shown(db, code);
		expect(targets.map(({ value, unit }) => [value, unit])).toEqual([
			['0.3', 'Mt'],
			['200', 'kt']
		]);
	});
});

describeOnBoth('a deadline that was moved', (database) => {
	const moved = async (over: Partial<PledgeInput> = {}) => {
		const { db } = database();
		const first = { ...A_TARGET, due: '2025-12-31' };
		const code = await aPledge(db, { target: first, ...over });
		await anEdit(db, code, { target: { ...first, due: '2026-12-31' } }, 'Delayed');
		return code;
	};

	it('is counted from the original and from the current one, and the status goes by the current one', async () => {
		const { db } = database();
		const code = await moved();
		await anActual(db, code);
		const { movedDates, assessment } = await shown(db, code);
		expect(movedDates.deadline).toBe(
			'327 days late against the original deadline, 31 Dec 2025; 38 days left to the current one, 31 Dec 2026.'
		);
		expect(assessment.status).toBe('BEHIND');
		const still = await aPledge(db);
		expect((await shown(db, still)).movedDates).toEqual({ deadline: null, steps: {} });
	});

	it('is counted to the figure that meets the target, or to the closing', async () => {
		const { db } = database();
		const met = await moved();
		await anActual(db, met, { value: '210' });
		expect((await shown(db, met)).movedDates.deadline).toBe(
			'The figure that meets the target is dated 365 days before the original deadline, 31 Dec 2025; 730 days before the current one, 31 Dec 2026.'
		);
		const closed = await moved();
		await aClosing(db, closed, { on: '2026-01-10' });
		expect((await shown(db, closed)).movedDates.deadline).toMatch(/^Closed 10 days after the original/);
	});

	it('is told of each step that was moved, done or not', async () => {
		const { db } = database();
		const steps = [
			{ ...A_STEP, due: '2025-12-31', duePrecision: 'year' as const },
			{ ...A_STEP, title: 'Bridge open' },
			{ ...A_STEP, title: 'Opened', due: '2026-01-31' }
		];
		const code = await aPledge(db, { ...UNMEASURED, kind: 'milestones', steps });
		const { input } = await definitionOf(db, code);
		const later = input.steps.map((step, at) =>
			at === 1 ? step : { ...step, due: '2026-12-31', duePrecision: 'day' as const }
		);
		await anEdit(db, code, { steps: later }, 'Delayed');
		const ids = input.steps.map((step) => step.id ?? 0);
		const done = { step: ids[2] ?? 0, from: '2026-02-10', to: null, place: null, source: null, note: null };
		await recordStep(db, anAct(), { code, done, checkedOn: null });
		expect((await shown(db, code)).movedDates.steps).toEqual({
			[String(ids[0])]: 'first planned for 2025; 327 days late against the first date',
			[String(ids[2])]: 'first planned for 31 Jan 2026; done 10 days after the first date'
		});
	});
});

describeOnBoth('a figure that was corrected twice', (database) => {
	it('stays in sight with both former figures: who recorded each, when, and why it was corrected', async () => {
		const { db } = database();
		const by = await anAccount(db, { name: 'Ben' });
		const code = await aPledge(db);
		const standing = async () => (await shown(db, code)).actuals[0];
		await anActual(db, code, { value: '150' }, anAct({ by, today: '2025-02-01' }));
		const first = { value: '151', revises: (await standing())?.id ?? 0, reason: 'Recounted' };
		await anActual(db, code, first, anAct({ by, today: '2025-03-01' }));
		await anActual(db, code, {
			value: '149',
			revises: (await standing())?.id ?? 0,
			reason: 'Transit left out'
		});
		expect(await standing()).toMatchObject({
			value: '149',
			former: [
				{ value: '151', recordedOn: '2025-03-01', recordedBy: 'Ben', reason: 'Transit left out' },
				{ value: '150', recordedOn: '2025-02-01', recordedBy: 'Ben', reason: 'Recounted' }
			]
		});
	});
});
