/**
 * Imports under way. They live in this process alone: what is not written when it ends is not written, and whoever
 * began one begins again.
 */
import { randomUUID } from 'node:crypto';
import { DomainError, isDomainError } from '#lib/domain/errors.ts';
import type { Db } from '../db/connection.ts';
import type { Act } from '../db/ledger.ts';
import type { Person } from '../people/person.ts';
import { checkTable, type Checked, type Table } from './check-table.ts';
import type { FormatName } from './formats.ts';
import { refuseUnready, writeTable, type Consent } from './write-table.ts';

/**
 * Where an import stands. Checking and writing go on by themselves; wrong (rows have to be corrected), nothing (all of
 * it is recorded already) and ready (to be confirmed) wait for a person; the others are over.
 */
export type JobState =
	'checking' | 'wrong' | 'nothing' | 'ready' | 'writing' | 'written' | 'cancelled' | 'failed';

/** What somebody wants to import, and what may be shown of it again. */
export interface Given extends Table {
	name: FormatName;
	/** the file's name; null for pasted text */
	file: string | null;
	/** pasted text that is short enough to be shown in its form again */
	text: string | null;
}

export interface Job {
	readonly id: string;
	readonly owner: string;
	readonly given: Given;
	/** who began to write it, and from where; null before */
	writer: Asker | null;
	state: JobState;
	/** share of the present work that is done, from 0 to 1 */
	share: number;
	checked: Checked | null;
	/** what has to be known beside the state: why it cannot be used, what changed meanwhile */
	message: string | null;
	/** ends when the present work does */
	work: Promise<void>;
	stop: AbortController;
}

/** Somebody who asks, and the hash that names their session. */
export interface Asker {
	person: Person;
	session: string;
}

/** What a job works with. */
export interface Tools {
	db: Db;
	/** null where nobody is signed in who could ask again */
	asker: Asker | null;
	/** told of what nobody foresaw */
	onFailure: (error: unknown) => void;
}

/** Most imports that are checked or written at once. */
const MOST_AT_WORK = 3;
/** Most bytes of files that are held for all imports together; a row takes several times as much while it is checked. */
const MOST_BYTES = 128 * 1024 ** 2;
/** How long one that nobody looks at is kept, in milliseconds. */
const KEPT_FOR = 30 * 60_000;
/** How often a check is made again because something was recorded meanwhile, before a person is asked. */
const MOST_ATTEMPTS = 5;

// On globalThis, because a development server loads this module again after each change.
const KEY = Symbol.for('pledgeboard.imports');
const held = globalThis as typeof globalThis & { [KEY]?: Map<string, { job: Job; timer: NodeJS.Timeout }> };
const jobs = (held[KEY] ??= new Map());

/**
 * Begins to check a table. A person has one import at a time: an earlier one that is not being written gives way.
 * @throws DomainError `import_busy`
 */
export function startJob(tools: Tools, act: Act, given: Given): Job {
	const owner = act.by ?? '';
	const own = [...jobs.values()].filter(({ job }) => job.owner === owner).map(({ job }) => job);
	if (own.some(({ state }) => state === 'writing')) {
		throw new DomainError(
			'import_busy',
			'Your last import is still being written. Wait until it is done, or cancel it.'
		);
	}
	for (const job of own) drop(job);
	makeRoom(given.bytes.length);
	const job: Job = {
		...{ id: randomUUID(), owner, given, writer: null, state: 'checking', share: 0 },
		...{ checked: null, message: null, work: Promise.resolve(), stop: new AbortController() }
	};
	keep(job);
	job.work = guarded(tools, job, () => check(tools, job, act));
	return job;
}

/**
 * Lets go of the imports that have waited longest for somebody, where another one would take too much memory.
 * @throws DomainError `import_busy`
 */
function makeRoom(bytes: number): void {
	const all = [...jobs.values()].map(({ job }) => job);
	const held = () => [...jobs.values()].reduce((sum, { job }) => sum + job.given.bytes.length, bytes);
	const waiting = all.filter((job) => !isAtWork(job));
	while (held() > MOST_BYTES && waiting.length > 0) drop(waiting.shift() as Job);
	if (held() <= MOST_BYTES && all.filter(isAtWork).length < MOST_AT_WORK) return;
	throw new DomainError(
		'import_busy',
		'Several imports are under way, and each takes memory. Try again in a few minutes; nothing was written.'
	);
}

const isAtWork = ({ state }: Job) => state === 'checking' || state === 'writing';

/** The import with this id, for the person who began it only. */
export function findJob(owner: string, id: string): Job | null {
	const job = jobs.get(id)?.job;
	if (job?.owner !== owner) return null;
	keep(job);
	return job;
}

/** Who began, from this session, to write the import with this id; null when it is not being written. */
export function writerOf(id: string, session: string): Person | null {
	const job = jobs.get(id)?.job;
	return job?.state === 'writing' && job.writer?.session === session ? job.writer.person : null;
}

/**
 * Begins to write what was checked. A second request finds it begun, and changes nothing.
 * @throws DomainError what `refuseUnready` throws
 */
export function confirmJob(tools: Tools, act: Act, job: Job, consent: Consent): void {
	if (job.state !== 'ready' || !job.checked) return;
	refuseUnready(job.checked, consent);
	Object.assign(job, { state: 'writing', writer: tools.asker, share: 0, message: null });
	job.work = guarded(tools, job, () =>
		write(tools, job, { ...act, requestKey: `import ${job.id}` }, consent)
	);
}

/** Stops an import that is not over. What is being written is undone; what is written stays. */
export async function cancelJob(job: Job): Promise<void> {
	if (isOver(job)) return;
	job.stop.abort();
	await job.work;
	if (!isOver(job)) finish(job, 'cancelled');
}

const isOver = ({ state }: Job) => ['written', 'cancelled', 'failed'].includes(state);

/** Waits until an import wants something or is over, but no longer than this many milliseconds. */
export async function settled(job: Job, milliseconds: number): Promise<void> {
	const { promise, resolve } = Promise.withResolvers<void>();
	const timer = setTimeout(resolve, milliseconds);
	await Promise.race([job.work, promise]);
	clearTimeout(timer);
}

async function check(tools: Tools, job: Job, act: Act): Promise<void> {
	const checked = await checkTable(tools.db, job.given, act, watchOf(job));
	offer(job, checked);
}

function offer(job: Job, checked: Checked): void {
	const { added, revised, wrong } = checked.counts;
	const state = wrong > 0 ? 'wrong' : added + revised === 0 ? 'nothing' : 'ready';
	Object.assign(job, { checked, share: 1, state });
}

async function write(tools: Tools, job: Job, act: Act, consent: Consent): Promise<void> {
	for (let attempt = 1; job.checked; attempt++) {
		const { checked } = job;
		try {
			await writeTable(tools.db, act, checked, consent, watchOf(job));
			finish(job, 'written');
			return;
		} catch (error) {
			if (!isDomainError(error) || error.code !== 'ledger_moved' || attempt === MOST_ATTEMPTS) throw error;
		}
		const again = await checkTable(tools.db, job.given, act, watchOf(job));
		if (again.print !== checked.print) {
			offer(job, again);
			job.message =
				'Something was recorded while you looked at this, and it changes what the import does. Nothing was written yet: look at it again.';
			return;
		}
		job.checked = again;
	}
}

/** Does the work, and gives the job the state that what goes wrong calls for. Never throws. */
async function guarded(tools: Tools, job: Job, work: () => Promise<void>): Promise<void> {
	try {
		await work();
	} catch (error) {
		if (job.stop.signal.aborted) finish(job, 'cancelled');
		else if (isDomainError(error)) {
			job.message = error.message;
			finish(job, 'wrong');
		} else {
			finish(job, 'failed');
			tools.onFailure(error);
		}
	}
}

/** Puts a job into a state in which its file and its rows are not needed any more. */
function finish(job: Job, state: JobState): void {
	job.state = state;
	if (state === 'wrong') return;
	job.given.bytes = new Uint8Array();
	if (job.checked) job.checked = { ...job.checked, shown: [], write: async () => {} };
}

function watchOf(job: Job) {
	return { signal: job.stop.signal, progress: (share: number) => void (job.share = share) };
}

function keep(job: Job): void {
	clearTimeout(jobs.get(job.id)?.timer);
	// Taken out first, so that the map's order is the order in which they were last looked at.
	jobs.delete(job.id);
	const timer = setTimeout(() => drop(job), KEPT_FOR);
	timer.unref();
	jobs.set(job.id, { job, timer });
}

function drop(job: Job): void {
	if (job.state === 'writing') {
		keep(job);
		return;
	}
	job.stop.abort();
	clearTimeout(jobs.get(job.id)?.timer);
	jobs.delete(job.id);
}
