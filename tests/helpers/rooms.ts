/** The import table of the house as data: which room may import which rooms and which packages. */
import path from 'node:path';

export interface Room {
	name: string;
	/** the files that live here, as paths from the folder of package.json */
	files: RegExp;
	/** other rooms whose code may be imported; a room may always import itself */
	rooms: readonly string[];
	/** other rooms of which only types may be imported */
	types?: readonly string[];
	/** packages, `node:` and `$app` modules; a name ending in `*` stands for all that begin so */
	packages: readonly string[];
}

const LIB = ['domain', 'schema', 'tabular', 'format', 'charts', 'chart components', 'components'];
const AGGREGATES = 'pledges|people|sources|portfolio|settings|reviews|history';
const SERVER = [
	'server/db',
	'server/aggregates',
	'server/auth',
	'server/exports',
	'server/imports',
	'server/pictures',
	'server'
];
const SVELTE = ['svelte', 'svelte/*'];

/** The first room whose pattern matches a file is its room. */
export const ROOMS: readonly Room[] = [
	{ name: 'domain', files: /^src\/lib\/domain\//, rooms: [], packages: ['big.js'] },
	{ name: 'schema', files: /^src\/lib\/schema\//, rooms: ['domain'], packages: ['valibot'] },
	{
		name: 'tabular',
		files: /^src\/lib\/tabular\//,
		rooms: ['domain'],
		packages: ['csv-parse', 'csv-parse/*', 'csv-stringify', 'csv-stringify/*', 'fflate']
	},
	{ name: 'format', files: /^src\/lib\/format\//, rooms: ['domain'], packages: ['diff'] },
	{
		name: 'chart components',
		files: /^src\/lib\/charts\/.*\.svelte(\.ts)?$/,
		rooms: ['domain', 'charts', 'format', 'components'],
		packages: [...SVELTE, 'chart.js', 'chart.js/*', '$app/paths', '$app/environment']
	},
	{
		name: 'charts',
		files: /^src\/lib\/charts\//,
		rooms: ['domain', 'format'],
		packages: ['chart.js', 'chart.js/*']
	},
	{
		name: 'components',
		files: /^src\/lib\/components\//,
		rooms: ['domain', 'charts', 'chart components', 'format'],
		packages: [
			...SVELTE,
			'$app/paths',
			'$app/state',
			'$app/forms',
			'$app/environment',
			'@fontsource-variable/*'
		]
	},
	{
		name: 'server/db',
		files: /^src\/lib\/server\/db\//,
		rooms: ['server/env'],
		types: ['domain'],
		packages: [
			'kysely',
			'kysely/*',
			'pg',
			'pg-copy-streams',
			'@electric-sql/pglite',
			'@electric-sql/pglite/*',
			'node:*'
		]
	},
	{ name: 'server/env', files: /^src\/lib\/server\/env\.ts$/, rooms: [], packages: ['node:*'] },
	{
		name: 'server/clock',
		files: /^src\/lib\/server\/clock\.ts$/,
		rooms: [],
		types: ['domain', 'server/env'],
		packages: []
	},
	{
		name: 'server/aggregates',
		files: new RegExp(`^src/lib/server/(${AGGREGATES})/`),
		rooms: ['domain', 'schema', 'server/db'],
		types: ['server/clock'],
		packages: ['kysely', '@streamparser/json', 'node:*']
	},
	{
		name: 'server/auth',
		files: /^src\/lib\/server\/auth\//,
		rooms: ['domain', 'schema', 'tabular', 'server/db', 'server/aggregates'],
		types: ['server', 'server/clock', 'server/env'],
		packages: ['kysely', 'lucia', '@node-rs/argon2', '@sveltejs/kit', '$app/paths', 'node:*']
	},
	{
		name: 'server/exports',
		files: /^src\/lib\/server\/(exports|imports)\//,
		rooms: ['domain', 'schema', 'tabular', 'format', 'server/db', 'server/aggregates'],
		types: ['server', 'server/clock'],
		packages: ['kysely', 'pg-copy-streams', 'node:*']
	},
	{
		name: 'server/pictures',
		files: /^src\/lib\/server\/pictures\//,
		rooms: ['domain', 'charts'],
		packages: ['@napi-rs/canvas', 'node:*']
	},
	{
		name: 'server',
		files: /^src\/lib\/server\//,
		rooms: ['domain', 'schema', 'tabular', 'charts', 'server/clock', 'server/env', ...SERVER],
		packages: ['kysely', '@sveltejs/kit', '$app/paths', '$app/environment', 'node:*']
	},
	{
		name: 'cli',
		files: /^src\/cli\//,
		rooms: ['domain', 'schema', 'tabular', 'server/clock', 'server/env', ...SERVER],
		packages: ['node:*']
	},
	{
		name: 'routes',
		files: /^src\/(routes\/|hooks\.(server|client)\.ts$|hooks\.ts$|app\.d\.ts$)/,
		rooms: ['server/clock', 'server/env', ...LIB, ...SERVER],
		packages: [...SVELTE, '@sveltejs/kit', '@sveltejs/kit/*', '$app/*', '@fontsource-variable/*', 'node:*']
	},
	{ name: 'migrations', files: /^migrations\//, rooms: [], packages: ['kysely', 'kysely/*'] }
];

export interface Import {
	/** as written */
	specifier: string;
	/** true when only types are imported, which leave no trace at run time */
	typeOnly: boolean;
}

export function roomOf(file: string): Room | null {
	return ROOMS.find((room) => room.files.test(file)) ?? null;
}

/** The file that an import of our own names, as a path from the folder of package.json; null for a package. */
export function targetOf(file: string, specifier: string): string | null {
	if (specifier.startsWith('#lib/')) return path.posix.join('src/lib', specifier.slice('#lib/'.length));
	if (!specifier.startsWith('.')) return null;
	return path.posix.join(path.posix.dirname(file), specifier);
}

/**
 * Why an import is not allowed: a sentence that names the file, the import and the rule; null when it is allowed.
 * Tests may import anything.
 */
export function breachOf(file: string, { specifier, typeOnly }: Import): string | null {
	if (file.endsWith('.test.ts') || specifier.startsWith('./$types')) return null;
	const room = roomOf(file);
	if (!room) return `${file} is in no room. Add its folder to the table in tests/helpers/rooms.ts.`;
	const target = targetOf(file, specifier);
	if (target === null) {
		if (room.packages.some((allowed) => matches(specifier, allowed))) return null;
		const allowed = room.packages.join(', ') || 'no package';
		return `${file} imports ${specifier}, but ${room.name} may import ${allowed} only.`;
	}
	if (/\.(css|html|svg|woff2)(\?\w+)?$/.test(target)) return null;
	const there = roomOf(target);
	if (!there) return `${file} imports ${target}, which is in no room (see tests/helpers/rooms.ts).`;
	const apart = there === room && aggregateOf(file) !== aggregateOf(target);
	if (apart && /\/queries\.ts$/.test(file)) {
		return `${file} imports ${target}, but only a use case may reach into another aggregate, never queries.ts.`;
	}
	if (there === room || room.rooms.includes(there.name)) return null;
	if (room.types?.includes(there.name)) {
		if (typeOnly) return null;
		return `${file} imports ${target}, but ${room.name} may import only types from ${there.name}: write import type.`;
	}
	const allowed = [room.name, ...room.rooms].join(', ');
	return `${file} imports ${target}, which is in ${there.name}, but ${room.name} may import ${allowed} only.`;
}

function aggregateOf(file: string): string | null {
	return new RegExp(`^src/lib/server/(${AGGREGATES})/`).exec(file)?.[1] ?? null;
}

function matches(specifier: string, allowed: string): boolean {
	return allowed.endsWith('*') ? specifier.startsWith(allowed.slice(0, -1)) : specifier === allowed;
}
