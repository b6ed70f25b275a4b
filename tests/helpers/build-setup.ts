/**
 * Makes the build that the routes and browser tests run against, exactly as `npm start` would, and keeps a copy for
 * this run: an edit or another start meanwhile changes nothing under a running test.
 */
import fs from 'node:fs';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { ensureBuild } from '../../src/cli/build.ts';
import { isRunning } from './postgres.ts';

declare module 'vitest' {
	interface ProvidedContext {
		/** the folder of this run's build */
		build: string;
	}
}

const ROOT = path.resolve(import.meta.dirname, '..', '..');
/** Inside the repository, so that the build finds its packages. */
const COPIES = path.join(ROOT, '.svelte-kit', 'tested');

export default async function setup(project: TestProject): Promise<() => void> {
	removeLeftovers();
	const copy = path.join(COPIES, `${process.pid}-${project.name}`);
	do {
		fs.rmSync(copy, { recursive: true, force: true });
		await ensureBuild(ROOT, (sentence) => console.log(sentence));
	} while (!copyWhole(copy));
	project.provide('build', copy);
	return () => fs.rmSync(copy, { recursive: true, force: true });
}

/** False when the build was being replaced meanwhile: its stamp goes first and comes back last. */
function copyWhole(copy: string): boolean {
	const build = path.join(ROOT, 'build');
	const stamp = (): string => fs.readFileSync(path.join(build, '.stamp'), 'utf8');
	try {
		const before = stamp();
		fs.cpSync(build, copy, { recursive: true });
		return stamp() === before;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
		throw error;
	}
}

function removeLeftovers(): void {
	if (!fs.existsSync(COPIES)) return;
	for (const name of fs.readdirSync(COPIES)) {
		if (!isRunning(Number.parseInt(name, 10))) {
			fs.rmSync(path.join(COPIES, name), { recursive: true, force: true });
		}
	}
}
