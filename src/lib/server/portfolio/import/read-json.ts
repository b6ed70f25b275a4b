import { JSONParser } from '@streamparser/json';

/** What a file holds, or a sentence on why it is no JSON. */
export type Json = { value: unknown; error?: undefined } | { value?: undefined; error: string };

/**
 * Reads JSON part by part, so that a file may be longer than a text can be.
 * @param parts text, or bytes in UTF-8; a mark of UTF-8 at their beginning is passed over
 */
export async function readJson(
	parts: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>
): Promise<Json> {
	const json = openJson();
	for await (const part of parts) if (!json.add(part)) break;
	return json.end();
}

/** The same for a text at hand. */
export function parseJson(text: string): Json {
	const json = openJson();
	json.add(text);
	return json.end();
}

function openJson() {
	const parser = new JSONParser({ paths: ['$'] });
	const utf8 = new TextDecoder('utf-8', { fatal: true });
	let read: Json | null = null;
	let begun = false;
	parser.onValue = ({ value }) => (read = { value });
	const attempt = (work: () => void): void => {
		try {
			work();
		} catch (error) {
			read = { error: sentenceOf(error) };
		}
	};
	return {
		/** @returns whether there is any use in more */
		add(part: string | Uint8Array): boolean {
			attempt(() => {
				const text = typeof part === 'string' ? part : utf8.decode(part, { stream: true });
				const rest = begun ? text : text.replace(/^\uFEFF/, '');
				begun ||= text !== '';
				parser.write(rest);
			});
			return read?.error === undefined;
		},
		end(): Json {
			if (read?.error !== undefined) return read;
			attempt(() => {
				utf8.decode();
				if (!parser.isEnded) parser.end();
			});
			return read ?? { error: sentenceOf(null) };
		}
	};
}

function sentenceOf(error: unknown): string {
	if (error instanceof TypeError) return 'This is not in UTF-8, as JSON has to be. Save it again so.';
	const why = error instanceof Error ? error.message : 'it ends too early';
	return `This is not JSON: ${why}. Correct the file, or export it again.`;
}
