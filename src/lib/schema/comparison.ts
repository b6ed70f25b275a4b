import * as v from 'valibot';
import { SCALES, type Scale } from '#lib/domain/comparison.ts';
import { readAddress, searchText } from './address.ts';
import { readPledgeFilter, type PledgeFilter } from './pledge-filter.ts';

/** Pledges that stand side by side at the most. */
export const MOST_COMPARED = 12;

export interface AskedComparison {
	/** pledges chosen one by one; empty: those that the filter finds */
	codes: string[];
	filter: PledgeFilter;
	scale: Scale;
}

const schema = v.object({ scale: v.optional(v.picklist(SCALES), 'share') });
const codeSchema = v.object({ code: v.optional(searchText(40)) });

/**
 * Reads which pledges an address puts side by side: every `code` of it, or else the filters of a list; and on which
 * scale. @throws like `readAddress`
 */
export function readComparison(params: URLSearchParams): AskedComparison {
	const codes = params
		.getAll('code')
		.flatMap((code) => readAddress(codeSchema, new URLSearchParams({ code })).code ?? []);
	const rest = new URLSearchParams([...params].filter(([name]) => name !== 'code'));
	return { codes: [...new Set(codes)], filter: readPledgeFilter(rest), ...readAddress(schema, params) };
}
