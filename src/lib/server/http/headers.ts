import type { Handle } from '@sveltejs/kit';

const HEADERS = {
	'x-content-type-options': 'nosniff',
	// Sources are other people's sites: they are not told which pledge their reader came from.
	'referrer-policy': 'same-origin',
	'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
	'x-frame-options': 'DENY'
};

/** For answers that the framework does not render: plain error pages, CSV, JSON. */
const POLICY_WITHOUT_PAGE =
	"default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Headers that every answer carries. */
export const protect: Handle = async ({ event, resolve }) => {
	const response = await resolve(event);
	const { headers } = response;
	for (const [name, value] of Object.entries(HEADERS)) headers.set(name, value);
	if (!headers.has('content-security-policy')) headers.set('content-security-policy', POLICY_WITHOUT_PAGE);
	// Not no-store: that would also forget what was typed into a form when one comes back to it.
	if (!headers.has('cache-control')) headers.set('cache-control', 'private, no-cache');
	return response;
};
