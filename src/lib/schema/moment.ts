import * as v from 'valibot';
import { isIsoDate, type IsoDate } from '#lib/domain/calendar.ts';
import { BASES, type Basis } from '#lib/domain/basis.ts';
import { positiveNumber, readAddress, type Explained } from './address.ts';

/** The state that an address asks for; nothing asked is the present one. */
export interface AskedMoment {
	/** what was known at the end of this day */
	asOf?: IsoDate | undefined;
	/** known by when it was recorded here (default), or by when it was public */
	basis?: Basis | undefined;
	/** an exact state: nothing recorded after this ledger number */
	at?: number | undefined;
	/** the day, and its ledger number, since whose end changes are told */
	since?: IsoDate | undefined;
	sinceAt?: number | undefined;
}

const day = v.pipe(
	v.string(),
	v.check((text) => isIsoDate(text))
);

/** The parameters of an address that say which state is asked for. */
export const MOMENT_ENTRIES = {
	asOf: v.optional(day),
	basis: v.optional(v.picklist(BASES)),
	at: v.optional(positiveNumber)
};

/** The parameters of an address that say since when changes are told. */
export const SINCE_ENTRIES = {
	since: v.optional(day),
	// Before anything was recorded the ledger stood at 0.
	sinceAt: v.optional(v.union([v.pipe(v.literal('0'), v.transform(Number)), positiveNumber]))
};
/** What to say of a state that cannot be read from an address. */
export const MOMENT_REFUSALS: Explained = {
	asOf: (text) =>
		`“${text}” is not a day of the calendar. Write the day to look back to as year, month and day, such as asOf=2024-06-30, or leave it out to see today’s.`,
	basis: (text) =>
		`“${text}” is not a way to look back. Write basis=recorded for what was recorded here by then, or basis=public for what was public by then.`,
	at: (text) =>
		`“${text}” is not a ledger number. Take the number from a citation, an export or the note on a page of the past, such as at=120, or leave it out to see today’s.`
};

const schema = v.object(MOMENT_ENTRIES);

/** Reads which state an address asks for: `asOf`, `basis`, `at`. @throws like `readAddress` */
export function readMoment(params: URLSearchParams): AskedMoment {
	return readAddress(schema, params, MOMENT_REFUSALS);
}
