/**
 * Slows down guessing. Every attempt counts before its password is looked at, so that many at once count as many;
 * a success takes its own count back. After `free` attempts a key has to wait, longer with each further failure.
 * While it waits nothing is checked: the right password has to wait too, and so gives nothing away.
 */
export interface Throttle {
	/** Counts an attempt. @returns 0 when it may go on, otherwise the seconds to wait */
	begin(keys: readonly ThrottleKey[]): number;
	/** The password was right: forgets the person's own failures, and takes this attempt back where a key is shared. */
	succeed(keys: readonly ThrottleKey[]): void;
}

export interface ThrottleKey {
	key: string;
	/** attempts without waiting */
	free: number;
	/** many people may stand behind this key, as behind one address */
	shared: boolean;
}

interface Entry {
	failures: number;
	waitUntil: number;
	forgetAt: number;
}

const FIRST_WAIT = 30_000;
const LONGEST_WAIT = 15 * 60_000;
const FORGET_AFTER = 30 * 60_000;

/** @param now milliseconds of a clock that never goes back */
export function makeThrottle(now: () => number = () => performance.now(), mostKeys = 10_000): Throttle {
	// Oldest first: an entry that changes moves to the end.
	const entries = new Map<string, Entry>();

	function read(key: string): Entry {
		const entry = entries.get(key);
		return entry && entry.forgetAt > now() ? entry : { failures: 0, waitUntil: 0, forgetAt: 0 };
	}

	function write(key: string, entry: Entry): void {
		entries.delete(key);
		if (entry.failures > 0) entries.set(key, entry);
		for (const oldest of entries.keys()) {
			if (entries.size <= mostKeys) break;
			entries.delete(oldest);
		}
	}

	return {
		begin(keys) {
			const time = now();
			const wait = Math.max(...keys.map(({ key }) => read(key).waitUntil - time));
			if (wait > 0) return Math.ceil(wait / 1000);
			for (const { key, free } of keys) {
				const failures = read(key).failures + 1;
				const over = failures - free;
				const pause = over < 0 ? 0 : Math.min(FIRST_WAIT * 2 ** over, LONGEST_WAIT);
				write(key, { failures, waitUntil: time + pause, forgetAt: time + pause + FORGET_AFTER });
			}
			return 0;
		},
		succeed(keys) {
			for (const { key, shared } of keys) {
				const entry = read(key);
				write(key, { ...entry, failures: shared ? entry.failures - 1 : 0, waitUntil: 0 });
			}
		}
	};
}
