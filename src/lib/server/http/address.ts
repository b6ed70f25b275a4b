import type { RequestEvent } from '@sveltejs/kit';

/** Where a request comes from, as far as the adapter can tell; one name for all of which it cannot. */
export function addressOf(event: Pick<RequestEvent, 'getClientAddress'>): string {
	try {
		return event.getClientAddress();
	} catch {
		// The header named in ADAPTER_ADDRESS_HEADER is missing: this request did not come through the proxy.
		return 'unknown';
	}
}
