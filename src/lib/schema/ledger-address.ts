import * as v from 'valibot';
import { positiveNumber, readAddress } from './address.ts';

const schema = v.object({ at: v.optional(positiveNumber) });

/** The number of the ledger that an address asks for, if it does. @throws like `readAddress` */
export function readLedgerAddress(params: URLSearchParams): v.InferOutput<typeof schema> {
	return readAddress(schema, params);
}
