/**
 * The header that makes a browser save an answer under a name instead of showing it (RFC 6266): the name in ASCII for
 * old readers, and the whole of it in UTF-8.
 */
export function attachment(name: string): string {
	const plain = name
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.replace(/[^\x20-\x7e]|["\\%]/g, '_');
	const whole = encodeURIComponent(name).replace(
		/['()*]/g,
		(sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`
	);
	return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}
