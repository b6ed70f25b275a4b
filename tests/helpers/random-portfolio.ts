/** Small portfolios in which everything that a list can be filtered by occurs, in any combination. */
import fc from 'fast-check';
import { yearPeriod } from '#lib/domain/calendar.ts';
import type { PledgeInput } from '#lib/domain/commands.ts';
import { STRENGTHS, type PartyRole } from '#lib/domain/commitment.ts';
import type { Db } from '#lib/server/db/connection.ts';
import {
	A_BASELINE,
	A_STEP,
	A_TARGET,
	A_WINDOW,
	aCheck,
	aClosing,
	AN_OCCASION,
	anAccount,
	anAct,
	anActual,
	anEdit,
	aPledge,
	UNMEASURED
} from './factories.ts';

/** The day on which most is logged, and the one from which on the rest happens. */
export const BEGUN = '2026-05-04';
export const WENT_ON = '2026-11-10';

export const THEMES = ['trade', 'water', 'Культура'];
export const WORDS = ['corridor', 'порт', '100%'];
export const OCCASIONS = [
	{ ...AN_OCCASION, title: 'State visit', heldOn: '2022-10-15' },
	{ ...AN_OCCASION, title: 'Summit', heldOn: '2024-06-01' }
];

/** Who owes whom: one side, both, several, nobody. */
const PARTIES: [string, PartyRole][][] = [
	...[
		[
			['Atlantis', 'pledger'],
			['Erewhon', 'counterpart']
		] as [string, PartyRole][]
	],
	...[
		[
			['Erewhon', 'pledger'],
			['Atlantis', 'counterpart'],
			['Agency', 'responsible body']
		] as [string, PartyRole][]
	],
	...[
		[
			['Atlantis', 'joint'],
			['Erewhon', 'joint']
		] as [string, PartyRole][]
	],
	...[
		[
			['Atlantis', 'joint'],
			['Erewhon', 'joint'],
			['Ruritania', 'joint']
		] as [string, PartyRole][]
	],
	...[
		[
			['Atlantis', 'pledger'],
			['Ruritania', 'pledger'],
			['Erewhon', 'counterpart']
		] as [string, PartyRole][]
	],
	...([[['Ruritania', 'pledger']], [['Ruritania', 'joint']], [['Erewhon', 'counterpart']]] as [
		string,
		PartyRole
	][][]),
	...([[['Agency', 'responsible body']]] as [string, PartyRole][][])
];

export interface MadePledge {
	code: string;
	title: string;
	kind: PledgeInput['kind'];
	theme: string;
	strength: PledgeInput['strength'];
	owner: number | null;
	occasion: number;
	parties: [string, PartyRole][];
}

const what = fc.record({
	theme: fc.constantFrom(...THEMES),
	strength: fc.oneof({ weight: 3, arbitrary: fc.constant('agreed' as const) }, fc.constantFrom(...STRENGTHS)),
	word: fc.constantFrom(...WORDS, ''),
	owner: fc.constantFrom(null, 0, 1),
	occasion: fc.constantFrom(0, 1),
	parties: fc.constantFrom(...PARTIES),
	kind: fc.constantFrom(
		'level',
		'level',
		'level',
		'milestones',
		'events_in_window',
		'continuing'
	) as fc.Arbitrary<PledgeInput['kind']>,
	due: fc.constantFrom(null, '2024-12-31', '2026-09-30', '2030-12-31'),
	assumedDue: fc.boolean(),
	/** figures of 2023 and 2025 by one reporter, and one of 2025 by another */
	figures: fc.tuple(
		fc.constantFrom(null, '90', '150', '210'),
		fc.constantFrom(null, '90', '160', '250'),
		fc.constantFrom(null, '100', '165')
	),
	checked: fc.constantFrom(null, '2026-01-10', '2026-05-01'),
	late: fc.boolean(),
	later: fc.constantFrom('nothing', 'nothing', 'figure', 'check', 'activity', 'target', 'closed', 'concluded')
});
type What = typeof what extends fc.Arbitrary<infer T> ? T : never;

export const portfolio = fc.array(what, { minLength: 12, maxLength: 16 });

/** Writes a portfolio: most of it on one day, what went on later on another. Gives what a reader can look for. */
export async function writePortfolio(
	db: Db,
	wanted: readonly What[]
): Promise<{ pledges: MadePledge[]; owners: string[] }> {
	const owners = [await anAccount(db, { name: 'Ann' }), await anAccount(db, { name: 'Ben' })];
	const pledges: MadePledge[] = [];
	const inOrder = wanted.toSorted((a, b) => Number(a.late) - Number(b.late));
	for (const one of inOrder) pledges.push(await write(db, one, owners));
	for (const [at, { later }] of inOrder.entries()) {
		const pledge = pledges[at];
		if (pledge) await goOn(db, pledge, later);
	}
	return { pledges, owners };
}

async function write(db: Db, one: What, owners: string[]): Promise<MadePledge> {
	const act = anAct({ today: one.late ? WENT_ON : BEGUN });
	const { theme, strength, kind, parties } = one;
	const title = ['Pledge', one.word].join(' ').trim();
	const due = one.due;
	const dated = { due, duePrecision: 'day' as const, assumedDue: due !== null && one.assumedDue };
	const steps = [{ ...A_STEP, due }];
	const shape: Partial<PledgeInput> = {
		level: { baseline: A_BASELINE, target: { ...A_TARGET, ...dated } },
		milestones: { ...UNMEASURED, steps },
		events_in_window: {
			...{ ...UNMEASURED, steps: [{ ...A_STEP, type: 'event' as const, due: null }] },
			target: { ...A_WINDOW, value: '1', due: due ?? '2030-12-31' }
		},
		continuing: UNMEASURED
	}[kind as 'level'];
	const code = await aPledge(
		db,
		{
			...{ title, kind, theme, strength, ...shape },
			owner: one.owner === null ? null : (owners[one.owner] ?? null),
			occasion: OCCASIONS[one.occasion] ?? AN_OCCASION,
			parties: parties.map(([name, role]) => ({ name, role }))
		},
		act
	);
	if (kind === 'level') {
		const [early, last, other] = one.figures;
		if (early) await anActual(db, code, { value: early, period: yearPeriod(2023) }, act);
		if (last) await anActual(db, code, { value: last, period: yearPeriod(2025) }, act);
		if (other) await anActual(db, code, { value: other, period: yearPeriod(2025), reporter: 'Customs' }, act);
	}
	if (one.checked) await aCheck(db, code, { checkedOn: one.checked }, act);
	const { owner, occasion } = one;
	return { code, title, kind, theme, strength, owner, occasion, parties };
}

async function goOn(db: Db, { code, kind }: MadePledge, later: What['later']): Promise<void> {
	const act = anAct({ today: '2026-11-20' });
	if (later === 'check') await aCheck(db, code, {}, act);
	if (later === 'activity') {
		await aCheck(db, code, { outcome: 'activity', evidenceOn: '2026-11-15', text: 'They met.' }, act);
	}
	if (later === 'closed') await aClosing(db, code, {}, act);
	if (later === 'concluded') await aClosing(db, code, { state: 'concluded' }, act);
	if (kind !== 'level') return;
	if (later === 'figure') await anActual(db, code, { value: '140', period: yearPeriod(2024) }, act);
	if (later === 'target')
		await anEdit(db, code, { target: { ...A_TARGET, due: '2035-12-31' } }, 'moved', act);
}
