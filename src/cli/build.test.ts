import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureBuild, stampOf } from './build.ts';

let root: string;
const write = (file: string, text: string): void => {
	fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
	fs.writeFileSync(path.join(root, file), text);
};
/** Stands in for the builder: leaves a build that knows how often it was made, or fails. */
const builder = (body: string): void => {
	write('node_modules/vite/bin/vite.js', `const fs = require('node:fs'); ${body}`);
};
const BUILDS = `fs.mkdirSync('build', { recursive: true }); fs.appendFileSync('build/index.js', 'x');`;
const timesBuilt = (): number => fs.readFileSync(path.join(root, 'build/index.js'), 'utf8').length;
const build = async (): Promise<string[]> => {
	const said: string[] = [];
	await ensureBuild(root, (sentence) => said.push(sentence));
	return said;
};

beforeEach(() => {
	root = fs.mkdtempSync(path.join(os.tmpdir(), 'pledgeboard-build-'));
	write('src/app.html', '<p>one</p>');
	builder(BUILDS);
});
afterEach(() => {
	fs.rmSync(root, { recursive: true, force: true });
});

describe('a build', () => {
	it('is made once, and again only when something it depends on has changed', async () => {
		expect(await build()).toHaveLength(2);
		expect(await build()).toEqual([]);
		write('src/app.html', '<p>two</p>');
		expect((await build())[0]).toContain('Something has changed');
		expect(timesBuilt()).toBe(2);
	});

	it('that was killed before its end is made again', async () => {
		await build();
		fs.rmSync(path.join(root, 'build/.stamp'));
		await build();
		expect(timesBuilt()).toBe(2);
	});

	it('that fails is told with what the builder said, and leaves no stamp', async () => {
		builder(`console.error('src/a.ts: no such name\\n    at inside (vite.js:1)'); process.exit(1);`);
		await expect(build()).rejects.toThrow(/^The build failed\. .*\n\nsrc\/a\.ts: no such name$/s);
		expect(fs.existsSync(path.join(root, 'build/.stamp'))).toBe(false);
	});

	it('is made by one process at a time', async () => {
		await Promise.all([build(), build()]);
		expect(timesBuilt()).toBe(1);
	});

	it('does not wait for a process that was killed while it built', async () => {
		write('.svelte-kit/build.lock', '999999999');
		await build();
		expect(timesBuilt()).toBe(1);
	});

	it('is taken as it is where there are no build tools', async () => {
		await build();
		fs.rmSync(path.join(root, 'node_modules'), { recursive: true });
		write('src/app.html', '<p>changed</p>');
		expect(await build()).toEqual([]);
	});

	it('that is missing where there are no build tools says what to run', async () => {
		fs.rmSync(path.join(root, 'node_modules'), { recursive: true });
		await expect(build()).rejects.toThrow('Run npm ci, then npm start.');
	});
});

describe('the stamp', () => {
	it('does not change with a test', () => {
		const before = stampOf(root);
		write('src/app.test.ts', 'test');
		expect(stampOf(root)).toBe(before);
	});

	it('changes when a file is renamed', () => {
		const before = stampOf(root);
		fs.renameSync(path.join(root, 'src/app.html'), path.join(root, 'src/page.html'));
		expect(stampOf(root)).not.toBe(before);
	});
});
