/**
 * The address if it may become a link: absolute, http or https, with no name and password in it.
 * Null for everything else – `javascript:`, `data:`, relative addresses, text that only looks like one.
 */
export function safeUrl(text: string | null | undefined): string | null {
	if (!text) return null;
	const url = URL.parse(text.trim());
	if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null;
	return url.username || url.password ? null : url.href;
}

/** Where a link leads, for people: the host without "www.". Empty for an address that must not be a link. */
export function hostOf(text: string | null | undefined): string {
	const safe = safeUrl(text);
	return safe ? new URL(safe).hostname.replace(/^www\./, '') : '';
}
