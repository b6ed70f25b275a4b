import { availableParallelism } from 'node:os';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
	plugins: [sveltekit()],
	build: {
		rolldownOptions: {
			output: {
				// What most pages share is one file, which compresses better than thirty small ones.
				codeSplitting: {
					groups: [
						{ name: 'shared', test: /src\/lib\/(components|domain|format|schema)\//, minShareCount: 14 }
					]
				}
			}
		}
	},
	test: {
		// Tests wait for databases and processes more than they compute, but each embedded database takes its memory.
		maxWorkers: Math.min(4, Math.max(2, availableParallelism())),
		projects: [
			{
				extends: true,
				test: {
					name: 'unit',
					include: ['src/**/*.test.ts', 'tests/architecture.test.ts'],
					// West of UTC, where a day read at local midnight turns into the day before.
					env: { TZ: 'America/New_York' },
					// A property is tried on a hundred cases, and the machine may be busy.
					testTimeout: 20_000
				}
			},
			{
				extends: true,
				test: {
					name: 'database',
					include: ['tests/database/**/*.test.ts'],
					globalSetup: ['tests/helpers/database-setup.ts'],
					// East of UTC, where a local midnight turns into the day before when it is written in UTC.
					env: { TZ: 'Asia/Almaty' },
					testTimeout: 30_000,
					hookTimeout: 90_000
				}
			},
			{
				extends: true,
				test: {
					name: 'routes',
					include: ['tests/routes/**/*.test.ts'],
					globalSetup: ['tests/helpers/build-setup.ts'],
					testTimeout: 30_000,
					hookTimeout: 90_000
				}
			},
			{
				extends: true,
				test: {
					name: 'browser',
					include: ['tests/browser/**/*.test.ts'],
					globalSetup: ['tests/helpers/build-setup.ts'],
					// Chromium and the product share the machine; side by side they only wait for each other.
					fileParallelism: false,
					sequence: { groupOrder: 1 },
					testTimeout: 60_000,
					hookTimeout: 120_000
				}
			}
		]
	}
});
