/**
 * A text as a stream of UTF-8, read one part ahead of what is taken: an error in the first part is thrown here.
 * @param onBreak told of a later error, which breaks the stream off
 */
export async function streamText(
	text: AsyncGenerator<string, void, undefined>,
	onBreak: (error: unknown) => void
): Promise<ReadableStream<Uint8Array>> {
	const encoder = new TextEncoder();
	let next = await text.next();
	return new ReadableStream<Uint8Array>(
		{
			async pull(controller) {
				if (next.done) {
					controller.close();
					return;
				}
				controller.enqueue(encoder.encode(next.value));
				try {
					next = await text.next();
				} catch (error) {
					onBreak(error);
					controller.error(error);
				}
			},
			async cancel() {
				await text.return();
			}
		},
		{ highWaterMark: 0 }
	);
}
