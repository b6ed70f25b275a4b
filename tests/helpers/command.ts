/** Commands of the product in processes of their own, started as npm starts them. */
import { spawn } from 'node:child_process';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '..', '..');

/** What a command said, and how it ended. */
export interface Said {
	code: number | null;
	stdout: string;
	stderr: string;
}

/**
 * Runs `npm run <command> -- …` without npm.
 * @param env settings beside those of this process; undefined takes one away
 */
export function runCommand(
	command: string,
	words: readonly string[],
	env: Record<string, string | undefined>
): Promise<Said> {
	const settings = Object.entries({ ...process.env, DATABASE_URL: undefined, ...env });
	const child = spawn(
		process.execPath,
		['--import', './src/cli/node-version.js', `src/cli/${command}.ts`, ...words],
		{
			cwd: ROOT,
			env: Object.fromEntries(settings.filter(([, value]) => value !== undefined)),
			stdio: ['ignore', 'pipe', 'pipe']
		}
	);
	const said = { stdout: '', stderr: '' };
	child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
	child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
	return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...said })));
}
