import type { Handle } from '@sveltejs/kit';
import { app } from '../app.ts';

/** The names of one's own machine. */
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Leads `localhost` to the address in ORIGIN when that is this machine too. Otherwise the page would open under one
 * name, and its forms would be refused as coming from another site. Other hosts are the reverse proxy's business.
 */
export const oneName: Handle = ({ event, resolve }) => {
	const { method, headers } = event.request;
	const origin = new URL(app().env.origin);
	const asked = hostOf(headers.get('host'), origin.protocol);
	const elsewhere =
		asked !== null &&
		LOOPBACK.has(origin.hostname) &&
		LOOPBACK.has(asked.hostname) &&
		asked.hostname !== origin.hostname &&
		asked.port === origin.port;
	if (elsewhere && (method === 'GET' || method === 'HEAD') && event.url.pathname !== '/healthz') {
		const location = origin.origin + event.url.pathname + event.url.search;
		return new Response(null, { status: 307, headers: { location } });
	}
	return resolve(event);
};

function hostOf(host: string | null, protocol: string): URL | null {
	const address = `${protocol}//${host}`;
	return host && URL.canParse(address) ? new URL(address) : null;
}
