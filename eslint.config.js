import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

export default defineConfig(
	{ ignores: ['build/', 'data/', '.svelte-kit/', 'node_modules/', 'static/', 'test-results/'] },
	js.configs.recommended,
	...ts.configs.strict,
	...svelte.configs['flat/recommended'],
	...svelte.configs['flat/prettier'],
	{
		linterOptions: { reportUnusedDisableDirectives: 'error' },
		languageOptions: { globals: { ...globals.node } },
		rules: {
			'no-console': 'error',
			'no-undef': 'off',
			eqeqeq: ['error', 'always', { null: 'ignore' }],
			'no-restricted-syntax': [
				'error',
				{
					selector: 'TSEnumDeclaration',
					message: 'Write a union of strings: enums do not survive type stripping.'
				},
				{
					selector:
						'ExpressionStatement > CallExpression[callee.property.name=/^(where|values|returning|returningAll|onConflict)$/]',
					message: 'A query without execute() never runs.'
				}
			],
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', varsIgnorePattern: '^_public$', ignoreRestSiblings: true }
			],
			'@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
			'@typescript-eslint/no-dynamic-delete': 'off',
			'@typescript-eslint/no-invalid-void-type': 'off',
			'svelte/no-at-html-tags': 'error',
			'svelte/require-each-key': 'error',
			'svelte/no-target-blank': 'error',
			// Links carry filters and come ready-made from pure functions, as text.
			'svelte/no-navigation-without-resolve': 'off'
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: {
			globals: { ...globals.browser },
			parserOptions: { extraFileExtensions: ['.svelte'], parser: ts.parser, svelteConfig }
		}
	},
	{
		// Rules that know the types. A promise that nobody awaits is a query that never runs or an error that nobody sees.
		files: ['src/**/*.ts', 'migrations/**/*.ts', 'tests/**/*.ts'],
		languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
		rules: {
			'@typescript-eslint/await-thenable': 'error',
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-misused-promises': 'error',
			'@typescript-eslint/switch-exhaustiveness-check': [
				'error',
				{ considerDefaultExhaustiveForUnions: true }
			]
		}
	},
	{
		// Commands speak to the person who runs them, and the server keeps a log; nothing else prints.
		files: ['src/cli/**', 'src/hooks.server.ts', 'src/lib/server/**', 'tests/**'],
		rules: { 'no-console': 'off' }
	},
	{
		// A frozen migration knows no schema types (see architecture), and tests reach for what must be there.
		files: ['migrations/**', 'tests/**', '**/*.test.ts'],
		rules: { '@typescript-eslint/no-non-null-assertion': 'off' }
	}
);
