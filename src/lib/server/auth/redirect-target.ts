const HERE = 'http://here.invalid';

/**
 * The page to go to after signing in, from a query or form field that anybody may have written: a path of this
 * product, or `fallback`.
 */
export function redirectTarget(given: unknown, fallback: string): string {
	if (typeof given !== 'string' || given.length > 2_000 || !/^\/(?![/\\])/.test(given)) return fallback;
	const url = URL.canParse(given, HERE) ? new URL(given, HERE) : null;
	if (!url || url.origin !== HERE || url.pathname.startsWith('//')) return fallback;
	if (/^\/sign-(in|out)(\/|$)/.test(url.pathname)) return fallback;
	return url.pathname + url.search + url.hash;
}
