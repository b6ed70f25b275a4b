import type { Handle } from '@sveltejs/kit';
import { app } from '../app.ts';
import { plainPage } from './plain-page.ts';

/** A refused body is read away so that the browser gets to see the answer; beyond this the connection is closed. */
const MOST_DRAINED = 64 * 1024 * 1024;
const LONGEST_DRAIN = 8_000;

const MIB = 1024 ** 2;

/** Routes that take files, and the most that a body of theirs may hold, in bytes. */
const WITH_FILES: [route: RegExp, limit: number][] = [
	// a document of 10 MiB and its text
	[/^\/sources\//, 12 * MIB],
	[/^\/import(\/|$)/, 48 * MIB]
];

/** The limit of a request; the larger ones are for bodies that say beforehand how long they are. */
function limitOf(route: string | null, length: string | null): number {
	const larger = WITH_FILES.find(([pattern]) => length !== null && pattern.test(route ?? ''))?.[1] ?? 0;
	return Math.max(app().env.bodySizeLimit, larger);
}

/** Refuses bodies above BODY_SIZE_LIMIT, or above what a route with files may take, before any action runs. */
export const limitBody: Handle = async ({ event, resolve }) => {
	const { body, headers } = event.request;
	const length = headers.get('content-length');
	const limit = limitOf(event.route.id, length);
	if (length !== null && Number(length) > limit) {
		const drained = body === null || (await drain(body.getReader()));
		return refuse(event.request, limit, drained);
	}
	if (body && length === null) {
		const reader = body.getReader();
		const content = await readUpTo(reader, limit);
		if (content === null) return refuse(event.request, limit, await drain(reader));
		event.request = new Request(event.request.url, { method: event.request.method, headers, body: content });
	}
	return resolve(event);
};

function refuse(request: Request, limit: number, drained: boolean): Response {
	const response = plainPage(
		request,
		413,
		`This is larger than the ${inWords(limit)} that this form may hold, so nothing was saved.`,
		'Go back in your browser: what you typed is still there. Shorten it or split it, then send it again.'
	);
	if (!drained) response.headers.set('connection', 'close');
	return response;
}

function inWords(bytes: number): string {
	return bytes % 1024 ** 2 === 0 ? `${bytes / 1024 ** 2} MiB` : `${Math.floor(bytes / 1024)} KiB`;
}

type Reader = ReadableStreamDefaultReader<Uint8Array>;

/** The whole body, or null as soon as it is longer than `limit`. */
async function readUpTo(reader: Reader, limit: number): Promise<Uint8Array<ArrayBuffer> | null> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	for (;;) {
		const { done, value } = await reader.read();
		if (done) return Buffer.concat(chunks);
		size += value.length;
		if (size > limit) return null;
		chunks.push(value);
	}
}

/** Reads the rest away. @returns whether it came to its end */
async function drain(reader: Reader): Promise<boolean> {
	const { promise: late, resolve: giveUp } = Promise.withResolvers<'late'>();
	const timer = setTimeout(giveUp, LONGEST_DRAIN, 'late');
	try {
		for (let drained = 0; drained < MOST_DRAINED;) {
			const part = await Promise.race([reader.read(), late]);
			if (part === 'late') return false;
			if (part.done) return true;
			drained += part.value.length;
		}
		return false;
	} catch {
		// The sender has gone away: there is nobody to answer.
		return false;
	} finally {
		clearTimeout(timer);
	}
}
