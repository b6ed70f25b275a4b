import { Zip, ZipDeflate } from 'fflate';

/** One file of an archive, as text part by part. */
export interface Entry {
	name: string;
	parts: Iterable<string> | AsyncIterable<string>;
}

/** The day that every file of an archive bears, told in local time because archives know no other: the same bytes everywhere. */
const DAY = new Date(1980, 0, 1);
const NOTHING = new Uint8Array(0);

/** An archive of these files, compressed, part by part. Each file is made while it is read, and none is held whole. */
export async function* zipped(entries: AsyncIterable<Entry>): AsyncGenerator<Uint8Array, void, undefined> {
	const encoder = new TextEncoder();
	let ready: Uint8Array[] = [];
	const zip = new Zip((error, chunk) => {
		if (error) throw error;
		ready.push(chunk);
	});
	const flush = (): Uint8Array[] => {
		const made = ready;
		ready = [];
		return made;
	};
	for await (const { name, parts } of entries) {
		const file = new ZipDeflate(name, { level: 6 });
		file.mtime = DAY;
		zip.add(file);
		for await (const part of parts) {
			file.push(encoder.encode(part));
			yield* flush();
		}
		file.push(NOTHING, true);
		yield* flush();
	}
	zip.end();
	yield* flush();
}
