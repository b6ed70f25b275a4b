import * as v from 'valibot';
import { pageNumber, readAddress } from './address.ts';

/** Whose pledges a queue shows: one's own, everybody's, or those that nobody owns. */
export const QUEUE_OWNERS = ['me', 'all', 'none'] as const;

const schema = v.object({
	owner: v.optional(v.picklist(QUEUE_OWNERS), 'me'),
	page: pageNumber
});

export type QueueFilter = v.InferOutput<typeof schema>;

/** Reads whose queue is asked for from its address. @throws like `readAddress` */
export function readQueueFilter(params: URLSearchParams): QueueFilter {
	return readAddress(schema, params);
}
