import template from '../../../error.html?raw';

/**
 * A page that needs no layout, no script and no database, for what is refused before a route is reached. It is the
 * framework's own page of last resort. A request that asks for JSON gets the sentences as JSON.
 * @param message what happened, in a sentence
 * @param advice what to do now
 */
export function plainPage(request: Request, status: number, message: string, advice: string): Response {
	const accept = request.headers.get('accept') ?? '';
	if (accept.includes('application/json') && !accept.includes('text/html')) {
		return Response.json({ message: `${message} ${advice}` }, { status });
	}
	const html = template
		.replaceAll('%sveltekit.status%', String(status))
		.replaceAll('%sveltekit.error.message%', () => escapeHtml(message))
		.replace('<!-- advice -->', () => `<p>${escapeHtml(advice)}</p>`);
	return new Response(html, { status, headers: { 'content-type': 'text/html; charset=utf-8' } });
}

function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
