import { setImmediate } from 'node:timers/promises';

/**
 * A file as a stream, text as UTF-8, read one part ahead of what is taken: an error in the first part is thrown here.
 * @param onBreak told of a later error, which breaks the stream off
 */
export async function streamParts(
	parts: AsyncGenerator<string | Uint8Array, void, undefined>,
	onBreak: (error: unknown) => void
): Promise<ReadableStream<Uint8Array>> {
	const encoder = new TextEncoder();
	let next = await parts.next();
	return new ReadableStream<Uint8Array>(
		{
			async pull(controller) {
				if (next.done) {
					controller.close();
					return;
				}
				controller.enqueue(typeof next.value === 'string' ? encoder.encode(next.value) : next.value);
				try {
					// Whoever asks for less has a turn between two parts.
					await setImmediate();
					next = await parts.next();
				} catch (error) {
					onBreak(error);
					controller.error(error);
				}
			},
			async cancel() {
				await parts.return();
			}
		},
		{ highWaterMark: 0 }
	);
}
