import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Assessment } from '#lib/domain/assessment.ts';
import { ATTENTION_KEYS } from '#lib/domain/attention-reasons.ts';
import { changesBetween, type Standing } from '#lib/domain/changes.ts';
import { KINDS, PARTY_ROLES, STRENGTHS, type PartyRole } from '#lib/domain/commitment.ts';
import { isKnownOn, knownBy } from '#lib/domain/eligible.ts';
import { evidenceOf } from '#lib/domain/evidence.ts';
import { assess } from '#lib/domain/progress.ts';
import { GROUP_KEYS, STATUS_KEYS } from '#lib/domain/status.ts';
import { CHANGE_KEYS } from '#lib/domain/change-kinds.ts';
import { readPledgeFilter, type PledgeFilter } from '#lib/schema/pledge-filter.ts';
import { pledgeSearch } from '#lib/schema/search.ts';
import type { AskedMoment } from '#lib/schema/moment.ts';
import type { Db } from '#lib/server/db/connection.ts';
import { writeCsv } from '#lib/server/exports/csv-download.ts';
import { readPledges } from '#lib/server/exports/pledges.ts';
import { openBoard, type Slice } from '#lib/server/pledges/board.ts';
import { loadFacts } from '#lib/server/pledges/facts.ts';
import { listPledgeIds, listPledges } from '#lib/server/pledges/list.ts';
import type { Moment } from '#lib/server/pledges/moment.ts';
import { tellNews } from '#lib/server/pledges/news.ts';
import { PLEDGE_COLUMNS } from '#lib/tabular/pledge-columns.ts';
import { createDatabase } from '../helpers/database.ts';
import { momentOf } from '../helpers/factories.ts';
import {
	BEGUN,
	portfolio,
	THEMES,
	WORDS,
	writePortfolio,
	type MadePledge
} from '../helpers/random-portfolio.ts';

type Key = Exclude<keyof PledgeFilter, 'sort' | 'dir' | 'page' | keyof AskedMoment>;
type Asked = Partial<Pick<PledgeFilter, Key>>;

/** A pledge as it stood at a moment, worked out from its facts alone, and what changed of it. */
interface Stood extends MadePledge {
	id: number;
	assessment: Assessment;
	changes: string[];
}

/** What a reader knows who never asked the read model. */
interface World {
	owners: string[];
	parties: Map<string, number>;
	occasions: number[];
}

/** Why a pledge needs attention, said anew from the definition: by the assessment alone. */
function attentionOf({ group, status, statusText, flags, freshness, counted, detail }: Assessment): string[] {
	const has = (wanted: string) => flags.some(({ flag }) => flag === wanted);
	const late = detail?.kind === 'milestones' && detail.overdueDays !== null && detail.overdueDays > 0;
	return [
		group === 'behind' && 'behind',
		(['PARTLY_MET', 'MISSED', 'AWAITING_FIGURE'].includes(status) || late) && 'overdue',
		has('met_then_lost') && 'lost',
		statusText === 'No deadline, away' && 'away',
		freshness.state === 'unverified' && 'unverified',
		status === 'STALLED' && 'stalled',
		has('reporters_disagree') && 'disagree',
		status === 'NOT_ASSESSABLE' && counted && 'unassessable'
	].filter((reason) => reason !== false);
}

const ANSWERS: Record<PartyRole, (role: PartyRole) => boolean> = {
	pledger: (role) => role === 'counterpart',
	counterpart: (role) => role === 'pledger',
	joint: (role) => role === 'joint',
	'responsible body': (role) => role !== 'responsible body'
};

function hasParties(parties: MadePledge['parties'], asked: Asked, world: World): boolean {
	const { party, role, other } = asked;
	return parties.some(([name, own]) => {
		if (party !== undefined && world.parties.get(name) !== party) return false;
		if (role !== undefined && own !== role) return false;
		const partners = parties.filter(
			([partner, theirs]) => partner !== name && (role === undefined || ANSWERS[role](theirs))
		);
		if (other === undefined) return true;
		return other === 'none'
			? partners.length === 0
			: partners.some(([partner]) => world.parties.get(partner) === other);
	});
}

/** Whether a pledge belongs in a list, in plain words of the filters' definitions. */
function belongs(pledge: Stood, asked: Asked, world: World): boolean {
	const { assessment: a } = pledge;
	const owner = pledge.owner === null ? 'none' : world.owners[pledge.owner];
	const tests: Record<Key, (wanted: never) => boolean> = {
		q: (q: string) => pledge.title.toLowerCase().includes(q.toLowerCase()),
		code: (code: string) => pledge.code === code,
		party: () => hasParties(pledge.parties, asked, world),
		role: () => hasParties(pledge.parties, asked, world),
		other: () => hasParties(pledge.parties, asked, world),
		theme: (theme: string) => pledge.theme === theme,
		group: (group: string) => a.group === group,
		status: (status: string) => a.status === status,
		kind: (kind: string) => pledge.kind === kind,
		strength: (strength: string) => pledge.strength === strength,
		occasion: (occasion: number) => world.occasions[pledge.occasion] === occasion,
		owner: (wanted: string) => owner === wanted,
		freshness: (state: string) => a.freshness.state === state,
		headline: (side: string) => a.counted === (side === 'yes'),
		attention: (reason: string) =>
			reason === 'any' ? attentionOf(a).length > 0 : attentionOf(a).includes(reason),
		change: (kind: string) => pledge.changes.includes(kind)
	};
	return Object.entries(asked).every(([key, value]) => tests[key as Key](value as never));
}

async function standingAt(db: Db, moment: Moment, made: readonly MadePledge[]): Promise<Stood[]> {
	const ids = await db.selectFrom('pledge').select(['id', 'code']).orderBy('code').execute();
	const facts = await loadFacts(
		db,
		ids.map(({ id }) => id)
	);
	const at = (
		id: number,
		{ asOf, basis, upto }: Pick<Moment, 'asOf' | 'basis' | 'upto'>
	): Standing | null => {
		const own = facts.get(id);
		if (!own || !isKnownOn(own, asOf, { basis, at: upto })) return null;
		const known = knownBy(own, asOf, { basis, at: upto });
		const { target, baseline, indicator } = known;
		const assessment = assess(own, asOf, { basis, at: upto });
		return { assessment, target, baseline, unit: indicator?.unit ?? null, evidence: evidenceOf(known) };
	};
	return ids.flatMap(({ id, code }) => {
		const pledge = made.find((one) => one.code === code);
		const now = at(id, moment);
		if (!pledge || !now) return [];
		const changes = moment.since ? changesBetween(at(id, moment.since), now) : [];
		return [{ ...pledge, id, assessment: now.assessment, changes: changes.map(({ kind }) => kind) }];
	});
}

/** For every two filters, both taken from one pledge, so that something matches, and both at random. */
function combinations(pledges: readonly Stood[], world: World, random: (below: number) => number): Asked[] {
	const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T;
	const values: Record<Exclude<Key, 'change'>, readonly unknown[]> = {
		q: [...WORDS, 'nothing like it'],
		code: pledges.map(({ code }) => code),
		party: [...world.parties.values()],
		role: PARTY_ROLES,
		other: [...world.parties.values(), 'none'],
		theme: THEMES,
		group: GROUP_KEYS,
		status: STATUS_KEYS,
		kind: KINDS,
		strength: STRENGTHS,
		occasion: world.occasions,
		owner: [...world.owners, 'none'],
		freshness: ['current', 'due', 'unverified', 'none'],
		headline: ['yes', 'no'],
		attention: ['any', ...ATTENTION_KEYS]
	};
	const keys = Object.keys(values) as (keyof typeof values)[];
	const ofPledge = (key: keyof typeof values, pledge: Stood): unknown => {
		const fitting = values[key].filter((value) => belongs(pledge, { [key]: value }, world));
		return fitting.length > 0 ? pick(fitting) : pick(values[key]);
	};
	const singles = keys.flatMap((key) => values[key].map((value) => ({ [key]: value })));
	const pairs = keys.flatMap((one, at) =>
		keys.slice(at + 1).flatMap((two) => {
			const pledge = pick(pledges);
			return [
				{ [one]: ofPledge(one, pledge), [two]: ofPledge(two, pledge) },
				{ [one]: pick(values[one]), [two]: pick(values[two]) }
			];
		})
	);
	const relations = [...world.parties.values()].flatMap((party) =>
		PARTY_ROLES.flatMap((role) => values.other.map((other) => ({ party, role, other })))
	);
	return [...singles, ...pairs, ...relations] as Asked[];
}

/** Every number of a board that says which filter holds its rows. */
function slicesOf(board: unknown): Slice[] {
	if (Array.isArray(board)) return board.flatMap(slicesOf);
	if (typeof board !== 'object' || board === null) return [];
	const own = 'count' in board && 'filter' in board ? [board as Slice] : [];
	return [...own, ...Object.values(board).flatMap(slicesOf)];
}

const read = (asked: Asked & AskedMoment): PledgeFilter =>
	readPledgeFilter(new URLSearchParams(pledgeSearch(asked)));

async function codesOfCsv(db: Db, filter: PledgeFilter, moment: Moment): Promise<string[]> {
	let text = '';
	for await (const part of writeCsv(PLEDGE_COLUMNS, readPledges(db, filter, moment), { bom: false }))
		text += part;
	return (parse(text, { columns: true }) as { code: string }[]).map(({ code }) => code);
}

async function lookAround(db: Db): Promise<Omit<World, 'owners'>> {
	const parties = await db.selectFrom('party_version').select(['party_id', 'name']).execute();
	const occasions = await db
		.selectFrom('occasion_version')
		.select('occasion_id')
		.orderBy('held_on')
		.execute();
	return {
		parties: new Map(parties.map(({ party_id, name }) => [name, party_id])),
		occasions: occasions.map(({ occasion_id }) => occasion_id)
	};
}

/** Today; a past day, by what was recorded or public; and today with the changes since a day. */
const MOMENTS: AskedMoment[][] = [
	[{}],
	[{ asOf: '2026-11-14' }, { asOf: '2025-12-31', basis: 'public' }],
	[{ since: BEGUN }, { since: '2026-11-12' }]
];

it('a number of the board, the rows of the list it opens, and those of its CSV are the pledges that belong there', async () => {
	await fc.assert(
		fc.asyncProperty(portfolio, fc.infiniteStream(fc.nat()), async (wanted, numbers) => {
			const random = (below: number) => (numbers.next().value ?? 0) % below;
			const { db, drop } = await createDatabase('pglite');
			try {
				const { pledges, owners } = await writePortfolio(db, wanted);
				const world = { owners, ...(await lookAround(db)) };
				for (const [turn, choices] of MOMENTS.entries()) {
					const asked = choices[random(choices.length)] ?? {};
					const moment = await momentOf(db, asked);
					const stood = await standingAt(db, moment, pledges);
					const expected = (filter: Asked) =>
						stood
							.filter(({ changes }) => !moment.since || changes.length > 0)
							.filter((pledge) => belongs(pledge, filter, world));
					const wantedLists = (
						!moment.since
							? combinations(stood, world, random).filter((_, at) => at % 2 === turn)
							: CHANGE_KEYS.flatMap((change): Asked[] => [{ change }, { change, headline: 'yes' }])
					).entries();
					for (const [at, filter] of wantedLists) {
						const said = `${JSON.stringify(filter)} at ${JSON.stringify(asked)}`;
						const codes = expected(filter).map(({ code }) => code);
						const page = await listPledges(db, read({ ...filter, ...asked }), moment);
						expect(
							page.rows.map(({ code }) => code),
							said
						).toEqual(codes);
						expect(page.total, said).toBe(codes.length);
						if (at % 10 === 0) {
							expect(await codesOfCsv(db, read({ ...filter, ...asked }), moment), said).toEqual(codes);
						}
					}
					for (const base of [
						{},
						{ party: world.parties.get('Erewhon') },
						{ theme: 'trade', owner: 'none' }
					]) {
						const plain = { ...moment, since: null };
						const board = await openBoard(db, base, moment);
						for (const { count, filter } of slicesOf(board)) {
							const said = `${JSON.stringify(filter)} on a board of ${JSON.stringify([base, asked])}`;
							const ids = await listPledgeIds(db, read(filter), plain);
							expect(ids.length, said).toBe(count);
							const { sort: _, ...rest } = filter;
							const belonging = stood.filter((pledge) => belongs(pledge, rest, world));
							expect([...ids].sort(), said).toEqual(belonging.map(({ id }) => id).sort());
						}
						const news = await tellNews(db, base, moment);
						for (const { count, filter } of slicesOf(news)) {
							const list = await momentOf(db, filter);
							const ids = await listPledgeIds(db, read(filter), list);
							expect(ids.length, JSON.stringify(filter)).toBe(count);
						}
					}
				}
			} finally {
				await drop();
			}
		}),
		{ numRuns: 2, endOnFailure: true }
	);
}, 120_000);
