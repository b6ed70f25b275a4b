import { laterOf, type IsoDate } from '#lib/domain/calendar.ts';
import type { Db } from '../../db/connection.ts';
import { numberAll, type Act } from '../../db/ledger.ts';

/** An act that an import will write: facts that one person recorded on one day, as far as the file tells. */
export interface PlannedAct {
	action: string;
	subject: string | null;
	reason: string | null;
	origin: { on: IsoDate; by: string | null } | null;
	/** for the order in the ledger: the day, and how many facts it has to come after */
	day: IsoDate;
	level: number;
	/** ledger number; 0 until it is opened */
	seq: number;
}

/** When and by whom the file says that a fact was recorded. */
export interface Recorded {
	recorded_on: IsoDate | null;
	recorded_by: string | null;
}

/** Where in the ledger a fact goes. */
export interface Place {
	action: string;
	/** what it belongs to: never before it, but in the same act where it was recorded together */
	within?: PlannedAct;
	/** what it replaces or judges: always in a later act */
	after?: PlannedAct | undefined;
	/** of the whole act */
	reason?: string | null;
	/** tells apart what may not share an act, such as figures with different reviews */
	apart?: string;
}

/** The acts of one subject, made as facts ask for them. */
export interface Plan {
	actOf(fact: Recorded, place: Place): PlannedAct;
	/** in the order in which they have to be written */
	inOrder(): PlannedAct[];
}

/**
 * Facts of one subject that were recorded on one day by one person share an act, as far as each comes after what it
 * replaces. Without a day of their own they belong to the day of the import.
 */
export function planActs(subject: string | null, today: IsoDate): Plan {
	const acts = new Map<string, PlannedAct>();
	return {
		actOf({ recorded_on: on, recorded_by: by }, { action, within, after, reason = null, apart = '' }) {
			const level = Math.max(within?.level ?? 0, after ? after.level + 1 : 0);
			const day = [within, after].reduce((latest, act) => laterOf(latest, act?.day ?? latest), on ?? today);
			const key = JSON.stringify([day, level, on, by, reason, apart, action]);
			const known = acts.get(key);
			if (known) return known;
			const origin = on === null ? null : { on, by };
			const act = { action, subject, reason, origin, day, level, seq: 0 };
			acts.set(key, act);
			return act;
		},
		inOrder: () =>
			[...acts.values()].sort((one, other) =>
				one.day === other.day ? one.level - other.level : one.day < other.day ? -1 : 1
			)
	};
}

/** Gives these acts their ledger numbers, in the order given. */
export async function openPlanned(trx: Db, next: () => Act, acts: readonly PlannedAct[]): Promise<void> {
	const seqs = await numberAll(
		trx,
		next,
		acts.map(({ action, subject, reason, origin }) => ({ action, subject, reason, origin }))
	);
	for (const [at, act] of acts.entries()) act.seq = seqs[at] ?? 0;
}
