import { availableParallelism } from 'node:os';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

/** The pattern of components by their names. */
const components = (...names: string[]) => new RegExp(`src/lib/components/(${names.join('|')})\\.svelte$`);

/**
 * Files of script that several pages share, those with the highest priority first: one file compresses better than
 * thirty small ones, and no page may send more than 60 kB (`tests/browser/pages.test.ts`). What is not named here gets
 * a file of its own.
 */
const SHARED_FILES = [
	{
		name: 'runtime',
		test: /node_modules\/(svelte|devalue|clsx|esm-env|@sveltejs)\//,
		minShareCount: 2,
		priority: 5
	},
	{
		name: 'layout',
		test: /(components\/(SiteHeader|Menu|PageTitle)\.svelte|permissions\.ts|routes\/\+(layout|error)\.svelte)$/,
		priority: 5
	},
	{ name: 'shared', test: /src\/lib\//, minShareCount: 14, priority: 4 },
	{
		name: 'words',
		test: /(quotation-marks|language|record-words|moment-address|limits)\.ts$|Disclosure\.svelte$/,
		priority: 3
	},
	{ name: 'difference', test: components('DiffText'), priority: 3 },
	{ name: 'text', test: components('TextArea'), priority: 3 },
	{ name: 'terms', test: /(commitment|parts|format\/words|units)\.ts$/, priority: 3 },
	{
		name: 'facts',
		test: components(
			...['AsOf', 'Arithmetic', 'Citation', 'ChecksList', 'DefinitionList', 'ExportMenu', 'FlagChip'],
			...['FreshnessNote', 'HistoryList', 'Quote', 'QuoteWarning', 'SourceLink', 'StatusMark'],
			...['StepRecords', 'TakeAway', 'TargetLedger', 'VerdictNote']
		),
		priority: 2
	},
	{
		name: 'fields',
		test: components(
			...['CheckboxField', 'DateField', 'FormSection', 'NumberField', 'RadioGroup', 'SelectField'],
			'SourceFields'
		),
		priority: 2
	},
	{
		name: 'form',
		test: components('PledgeForm', 'MeasureFields', 'StepFields', 'RowFields', 'EditConflict'),
		priority: 1
	}
];

export default defineConfig({
	plugins: [sveltekit()],
	build: { rolldownOptions: { output: { codeSplitting: { groups: SHARED_FILES } } } },
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
