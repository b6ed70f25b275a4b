/** What is known of the request: no address, no query, nothing that was typed. */
interface Circumstances {
	id: string;
	status: number;
	method: string;
	route: string | null;
}

/**
 * Writes one line of JSON to stderr. Messages of databases and parsers quote the input, so quoted parts are left
 * out, as are a database's `detail` and `where`.
 */
export function logFailure(error: unknown, circumstances: Circumstances): void {
	console.error(JSON.stringify({ level: 'error', ...circumstances, ...describe(error) }));
}

function describe(error: unknown): Record<string, unknown> {
	if (!(error instanceof Error)) return { error: typeof error };
	const { code, table, constraint } = error as Error & Record<'code' | 'table' | 'constraint', unknown>;
	return {
		error: error.name,
		message: withoutQuotes(error.message),
		code: typeof code === 'string' ? code : undefined,
		table: typeof table === 'string' ? table : undefined,
		constraint: typeof constraint === 'string' ? constraint : undefined,
		stack: error.stack?.split('\n').filter((line) => /^\s+at /.test(line)),
		cause: error.cause instanceof Error && error.cause !== error ? describe(error.cause) : undefined
	};
}

function withoutQuotes(message: string): string {
	return message.replace(/(["'“«`])[^]*["'”»`]/g, '$1…$1').slice(0, 300);
}
