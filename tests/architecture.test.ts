import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { unguarded, unguardedParts } from './helpers/guarded.ts';
import { breachOf, targetOf } from './helpers/rooms.ts';
import { importsOf, readSources, wallClockReads, type SourceFile } from './helpers/source.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const src = readSources(ROOT, 'src', ['.ts', '.svelte']);
const migrations = readSources(ROOT, 'migrations', ['.ts']);
const tests = readSources(ROOT, 'tests', ['.ts']);
const product = src.filter(({ file }) => !file.endsWith('.test.ts'));
const routes = product.filter(({ file }) => file.startsWith('src/routes/'));

/** The only files that may ask what time it is, and why; everything else takes `today` or `now` as an argument. */
const CLOCKS: Record<string, string> = {
	'src/lib/server/clock.ts': 'it is the clock',
	'src/lib/server/people/sessions.ts': 'a session ends in real time, also while TODAY fixes the day'
};

describe('who may import what', () => {
	it('every file of src and migrations keeps to the import table', () => {
		const breaches = [...src, ...migrations].flatMap((source) =>
			importsOf(source).flatMap((one) => breachOf(source.file, one) ?? [])
		);
		expect(breaches).toEqual([]);
	});

	it('nothing that a command loads needs the framework, which exists only inside the server', () => {
		expect(frameworkReachedFrom(/^src\/cli\/.*\.ts$/)).toEqual([]);
	});

	it.each([
		['src/lib/domain/a.ts', `import { sql } from 'kysely';`],
		['src/lib/domain/a.ts', `import fs from 'node:fs';`],
		['src/lib/domain/a.ts', `import { b } from '#lib/server/clock.ts';`],
		['src/lib/components/A.svelte', `<script>import { b } from '../server/db/connection.ts';</script>`],
		['src/lib/schema/a.ts', `export { c } from 'csv-parse';`],
		['src/lib/server/db/a.ts', `import { b } from '#lib/domain/calendar.ts';`],
		['src/lib/server/people/queries.ts', `import { b } from '../pledges/list.ts';`],
		['src/lib/server/pledges/a.ts', `import { Lucia } from 'lucia';`],
		['src/routes/+page.server.ts', `import { sql } from 'kysely';`],
		['src/routes/+page.server.ts', `const { Pool } = await import('pg');`],
		['src/cli/a.ts', `import { resolve } from '$app/paths';`],
		['src/lib/newroom/a.ts', `import { b } from './b.ts';`],
		['migrations/20990101_a.ts', `import type { Database } from '#lib/server/db/schema.ts';`]
	])('a breach is seen: %s with %s', (file, text) => {
		const [found] = importsOf({ file, text }).map((one) => breachOf(file, one));
		expect(found).toContain(file);
	});

	it.each([
		['src/lib/server/db/a.ts', `import type { IsoDate } from '#lib/domain/calendar.ts';`],
		['src/lib/server/people/use-case.ts', `import { b } from '../pledges/queries.ts';`],
		['src/lib/domain/a.test.ts', `import { readFileSync } from 'node:fs';`],
		['src/routes/+page.server.ts', `import type { PageServerLoad } from './$types';`]
	])('what the table allows is not a breach: %s with %s', (file, text) => {
		expect(importsOf({ file, text }).map((one) => breachOf(file, one))).toEqual([null]);
	});
});

describe('who may open what', () => {
	it('every page, load, action and endpoint has a guard or a public mark with its reason', () => {
		expect(unguarded(routes)).toEqual([]);
	});

	it('no remote functions, which are endpoints that a browser can call from outside the routes', () => {
		expect(src.filter(({ file }) => /\.remote\.[jt]s$/.test(file)).map(({ file }) => file)).toEqual([]);
	});

	const guard = `import { requirePerson, requireMay as must } from '#lib/server/auth/guards.ts';\n`;
	const page = (text: string) => unguardedParts({ file: 'src/routes/a/+page.server.ts', text: guard + text });
	const endpoint = (text: string) => unguardedParts({ file: 'src/routes/a/+server.ts', text: guard + text });

	it.each([
		['no guard', `export const load = async (event) => ({ a: 1 });`],
		['a function without a guard', `export async function load(event) { return {}; }`],
		['a guard after something else', `export const load = (event) => { work(); requirePerson(event); };`],
		['a guard under a condition', `export const load = (event) => { if (event.url) requirePerson(event); };`],
		['a guard behind &&', `export const load = (event) => { event.url && requirePerson(event); };`],
		['a guard with another event', `export const load = (event) => { requirePerson(other); };`],
		[
			'a guard in an inner function',
			`export const load = (event) => { const f = () => requirePerson(event); };`
		],
		['a load made elsewhere', `export const load = makeLoad(requirePerson);`],
		['a load exported from elsewhere', `export { load } from './other.ts';`],
		['everything exported from elsewhere', `export * from './other.ts';`],
		['an empty public mark', `export const _public = '';\nexport const load = () => ({});`]
	])('a load is caught: %s', (_, text) => {
		expect(page(text)).toHaveLength(1);
	});

	it('a guard that is not imported from the guards is none', () => {
		const text = `import { requirePerson } from './mine.ts';\nexport const load = (event) => { requirePerson(event); };`;
		expect(unguardedParts({ file: 'src/routes/a/+page.server.ts', text })).toHaveLength(1);
	});

	it('each action is caught by its name', () => {
		const text = `export const actions = {
			save: async (event) => { must(event, 'log'); },
			drop: async (event) => { await drop(event); },
			async leave({ locals }) {},
			shared
		} satisfies Actions;`;
		expect(page(text).map((sentence) => /action \w+/.exec(sentence)?.[0])).toEqual([
			'action drop',
			'action leave',
			'action shared'
		]);
	});

	it('each method of an endpoint is caught by its name', () => {
		const text = `export const GET = (event) => { requirePerson(event); return new Response(); };
			export const POST = async (event) => new Response();
			export async function DELETE(event) { return new Response(); }`;
		expect(endpoint(text).map((sentence) => /: (\w+) has/.exec(sentence)?.[1])).toEqual(['POST', 'DELETE']);
	});

	it.each([
		['a statement', `export const load = (event) => { requirePerson(event); return {}; };`],
		[
			'a constant',
			`export const load: PageServerLoad = async (event) => { const who = must(event, 'read'); };`
		],
		[
			'a type after it',
			`export const load = ((event) => { requirePerson(event); }) satisfies PageServerLoad;`
		],
		['a public mark', `export const _public = 'before signing in';\nexport const load = () => ({});`]
	])('a guarded load passes: %s', (_, text) => {
		expect(page(text)).toEqual([]);
	});

	it('a page that needs no data still needs a guard', () => {
		const bare: SourceFile = { file: 'src/routes/method/+page.svelte', text: '<h1>Method</h1>' };
		const withActions = { file: 'src/routes/method/+page.server.ts', text: 'export const actions = {};' };
		const withLoad = {
			file: 'src/routes/method/+page.server.ts',
			text: `${guard}export const load = (event) => { requirePerson(event); };`
		};
		expect(unguarded([bare])).toHaveLength(1);
		expect(unguarded([bare, withActions])).toHaveLength(1);
		expect(unguarded([bare, withLoad])).toEqual([]);
	});
});

describe('what nobody may do', () => {
	it('only the clock reads the wall clock', () => {
		const reads = product
			.filter(({ file }) => !(file in CLOCKS))
			.flatMap((source) =>
				wallClockReads(source).map((read) => `${source.file} reads ${read}; take today or now.`)
			);
		expect(reads).toEqual([]);
	});

	it.each(['new Date()', 'new Date', 'Date.now()', 'Date()', '[].map(Date.now)', 'sql`select now()`'])(
		'a read of the wall clock is seen: %s',
		(text) => {
			expect(wallClockReads({ file: 'a.ts', text })).toHaveLength(1);
		}
	);

	it('a given day is not a read of the wall clock', () => {
		expect(
			wallClockReads({ file: 'a.ts', text: `new Date('2026-01-01'); clock.now(); performance.now();` })
		).toEqual([]);
	});

	it('no page writes markup that was not made by a component', () => {
		const raw = src.filter(({ text }) => text.includes(`{${'@html'}`)).map(({ file }) => file);
		expect(raw).toEqual([]);
	});

	it('a layout changes by the size of letters, so that larger ones are given the room of a smaller window', () => {
		const styles = [...src, ...readSources(ROOT, 'src', ['.css'])];
		const inPixels = styles.filter(({ text }) => /@media[^{]*width[^{]*\dpx/.test(text));
		expect(inPixels.map(({ file }) => file)).toEqual([]);
	});

	it('a title says first that a form was refused, and is written in one place', () => {
		const titled = product.filter(({ text }) => text.includes('<title>'));
		expect(titled.map(({ file }) => file)).toEqual(['src/lib/components/PageTitle.svelte']);
	});

	it('nothing reads outside the repository', () => {
		const outside = [...src, ...migrations, ...tests].filter(({ file, text }) =>
			leavesRepository(file, text)
		);
		expect(outside.map(({ file }) => file)).toEqual([]);
	});
});

/** Whether a relative path written in a file leads above the folder of package.json. */
function leavesRepository(file: string, text: string): boolean {
	const paths = [...text.matchAll(/['"`]((?:\.\.\/)+)/g)].map(([, up = '']) => up.length / '../'.length);
	return paths.some((steps) => steps > path.posix.dirname(file).split('/').length);
}

/** Chains of imports that lead from files to a module of the framework. */
function frameworkReachedFrom(start: RegExp): string[] {
	const files = new Map(product.map((source) => [source.file, source]));
	const seen = new Set<string>();
	const found: string[] = [];
	const follow = (file: string, chain: readonly string[]): void => {
		const source = files.get(file);
		if (!source || seen.has(file)) return;
		seen.add(file);
		for (const { specifier, typeOnly } of importsOf(source)) {
			if (typeOnly) continue;
			if (/^(\$app|\$env|@sveltejs\/kit)/.test(specifier))
				found.push([...chain, file, specifier].join(' → '));
			const target = targetOf(file, specifier);
			if (target) follow(target, [...chain, file]);
		}
	};
	for (const { file } of product) if (start.test(file)) follow(file, []);
	return found;
}
