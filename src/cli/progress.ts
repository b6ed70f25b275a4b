import type { Watch } from '#lib/server/imports/format.ts';

/**
 * Does long work and says on stderr how far it is: on a terminal in one line, elsewhere every tenth. An interrupt stops
 * the work, which then writes nothing.
 */
export async function showProgress<T>(doing: string, work: (watch: Watch) => Promise<T>): Promise<T> {
	const stop = new AbortController();
	const interrupt = () => stop.abort(new Error('Interrupted: nothing was written.'));
	process.once('SIGINT', interrupt);
	const { isTTY } = process.stderr;
	let shown = -1;
	const progress = (share: number) => {
		const percent = Math.floor(share * 100);
		if (percent === shown || (!isTTY && percent < shown + 10)) return;
		shown = isTTY ? percent : percent - (percent % 10);
		process.stderr.write(isTTY ? `\r${doing}: ${percent} %` : `${doing}: ${shown} %\n`);
	};
	try {
		return await work({ progress, signal: stop.signal });
	} finally {
		process.off('SIGINT', interrupt);
		if (isTTY && shown >= 0) process.stderr.write('\n');
	}
}
