import { ACTUALS } from './check-actuals.ts';
import { PLEDGES } from './check-pledges.ts';
import type { Format } from './format.ts';

/** Every sort of table that can come in, by its name in addresses and on the command line. */
export const FORMATS = { pledges: PLEDGES, actuals: ACTUALS } as const satisfies Record<string, Format>;
export type FormatName = keyof typeof FORMATS;

export function isFormatName(name: unknown): name is FormatName {
	return typeof name === 'string' && Object.hasOwn(FORMATS, name);
}
