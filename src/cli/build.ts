/** Builds the product when something that the build depends on has changed since the last complete build. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** What goes into the build. Tests and migrations do not: migrations are read at run time. */
const INPUTS = [
	'src',
	'static',
	'svelte.config.js',
	'vite.config.ts',
	'tsconfig.json',
	'package.json',
	'package-lock.json'
];
const VITE = path.join('node_modules', 'vite', 'bin', 'vite.js');

/** The build cannot be made; the message says why and what to do. */
export class BuildFailed extends Error {
	override name = 'BuildFailed';
}

/**
 * Leaves a complete, current build in `build/`. The stamp inside is written last, so a build that was killed is made
 * again. Without the build tools, as in a production image, the build that is there is taken as it is.
 * @param root the folder of package.json
 * @param say receives progress as plain sentences
 * @throws BuildFailed when the build fails or cannot be made
 */
export async function ensureBuild(root: string, say: (sentence: string) => void): Promise<void> {
	const entry = path.join(root, 'build', 'index.js');
	if (!fs.existsSync(path.join(root, VITE))) {
		if (fs.existsSync(entry)) return;
		throw new BuildFailed('There is no build here and no tool to make one. Run npm ci, then npm start.');
	}
	if (isCurrent(root)) return;
	const unlock = await lockBuild(root, say);
	try {
		if (isCurrent(root)) return;
		const first = !fs.existsSync(entry);
		say(
			first
				? 'Building Pledgeboard. This is done once and takes up to half a minute.'
				: 'Something has changed since the last start. Building Pledgeboard again.'
		);
		const started = performance.now();
		const stamp = stampOf(root);
		fs.rmSync(path.join(root, 'build', '.stamp'), { force: true });
		await runVite(root);
		const seconds = Math.round((performance.now() - started) / 1000);
		fs.writeFileSync(path.join(root, 'build', '.stamp'), stamp);
		say(`Built in ${seconds} s.`);
	} finally {
		unlock();
	}
}

/** Whether the last complete build was made from exactly these files by this version of Node. */
function isCurrent(root: string): boolean {
	const file = path.join(root, 'build', '.stamp');
	return fs.existsSync(file) && fs.readFileSync(file, 'utf8') === stampOf(root);
}

/** A fingerprint of everything the build depends on. */
export function stampOf(root: string): string {
	const hash = createHash('sha256').update(process.version);
	for (const file of INPUTS.flatMap((input) => filesOf(root, input))) {
		hash.update(`\0${file}\0`).update(fs.readFileSync(path.join(root, file)));
	}
	return hash.digest('hex');
}

function filesOf(root: string, input: string): string[] {
	const stat = fs.statSync(path.join(root, input), { throwIfNoEntry: false });
	if (!stat) return [];
	if (!stat.isDirectory()) return [input];
	return fs
		.readdirSync(path.join(root, input), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
		.map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
		.sort();
}

async function runVite(root: string): Promise<void> {
	// A build is always one for production, also when a test run asks for it.
	const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: 'production' };
	for (const name of Object.keys(env))
		if (/^(VITE|VITEST|DEV$|PROD$|SSR$|MODE$|BASE_URL$)/.test(name)) delete env[name];
	const child = spawn(process.execPath, [VITE, 'build', '--logLevel', 'warn'], {
		cwd: root,
		env,
		stdio: ['ignore', 'pipe', 'pipe']
	});
	let output = '';
	const take = (chunk: Buffer): void => {
		output = (output + chunk.toString('utf8')).slice(-20_000);
	};
	child.stdout.on('data', take);
	child.stderr.on('data', take);
	const stop = (): void => void child.kill();
	process.once('exit', stop);
	const code = await new Promise<number | null>((resolve) => {
		child.once('error', () => resolve(null));
		child.once('close', resolve);
	});
	process.off('exit', stop);
	if (code !== 0 || !fs.existsSync(path.join(root, 'build', 'index.js'))) {
		// What the builder was doing inside itself helps nobody to mend a file of ours.
		const reason = output.replaceAll(/^\s+at .*\n?/gm, '').trim();
		throw new BuildFailed(`The build failed. Mend what it says here, then start again:\n\n${reason}`);
	}
}

/** Two builds at once would write over each other: the second waits for the first, unless that one was killed. */
async function lockBuild(root: string, say: (sentence: string) => void): Promise<() => void> {
	const file = path.join(root, '.svelte-kit', 'build.lock');
	fs.mkdirSync(path.dirname(file), { recursive: true });
	const since = performance.now();
	for (let told = false; ;) {
		try {
			fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
			const unlock = (): void => fs.rmSync(file, { force: true });
			process.once('exit', unlock);
			return () => {
				process.off('exit', unlock);
				unlock();
			};
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
		}
		if (holderIsGone(file, performance.now() - since)) {
			fs.rmSync(file, { force: true });
			continue;
		}
		if (!told) say('Another process is building Pledgeboard here. Waiting for it.');
		told = true;
		await new Promise((resolve) => setTimeout(resolve, 300));
	}
}

function holderIsGone(file: string, waited: number): boolean {
	try {
		const pid = Number(fs.readFileSync(file, 'utf8'));
		// A file that is still empty belongs to a process that is just writing its number.
		if (!pid) return waited > 5_000;
		process.kill(pid, 0);
		return false;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'ESRCH';
	}
}
