import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { isIsoDate } from '#lib/domain/calendar.ts';
import { portfolioSchema } from '../../../../tests/helpers/portfolio-schema.ts';
import { readPortfolioFile } from './read-file.ts';

const ROOT = path.resolve(import.meta.dirname, '..', '..', '..', '..');
const PUBLISHED = path.join(ROOT, 'static', 'portfolio.schema.json');
const SAMPLE = path.join(ROOT, 'src', 'cli', 'sample', 'kazakhstan-turkmenistan-2022.json');

const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, formats: { date: isIsoDate } });
const fits = ajv.compile(portfolioSchema());

interface Sample {
	sources: Record<string, unknown>[];
	pledges: Record<string, unknown>[];
	[name: string]: unknown;
}
const sample = () => JSON.parse(readFileSync(SAMPLE, 'utf8')) as Sample;
const pledge = (over: Record<string, unknown>): Sample => {
	const file = sample();
	return { ...file, pledges: [{ ...file.pledges[0], ...over }] };
};

describe('the published schema', () => {
	it('is what the definition says by which files are read (run vitest with -u after a change)', async () => {
		const text = await format(JSON.stringify(portfolioSchema()), { parser: 'json', useTabs: true });
		await expect(text).toMatchFileSnapshot(PUBLISHED);
	});

	it('says of every name what it means', () => {
		const unsaid: string[] = [];
		const walk = (schema: Record<string, unknown>, at: string) => {
			const properties = (schema.properties ?? {}) as Record<string, Record<string, unknown>>;
			for (const [name, one] of Object.entries(properties)) {
				const said = one.description ?? one.$ref ?? (one.anyOf as unknown[] | undefined);
				if (!said) unsaid.push(`${at}.${name}`);
				walk(one, `${at}.${name}`);
			}
			if (schema.items) walk(schema.items as Record<string, unknown>, `${at}[]`);
		};
		const schema = portfolioSchema();
		walk(schema, '');
		for (const [name, one] of Object.entries(schema.$defs as object))
			walk(one as Record<string, unknown>, name);
		expect(unsaid).toEqual([]);
	});

	it('takes the sample as it is', () => {
		expect(fits(sample()), ajv.errorsText(fits.errors)).toBe(true);
	});

	const refused: [string, unknown][] = [
		['what is not an object', []],
		['a file without pledges', { sources: [] }],
		['a name that there is not', { ...sample(), pledge: [] }],
		['a value that is a number', pledge({ target: { value: 1000000000, deadline: null } })],
		['a value with a decimal comma', pledge({ target: { value: '1,5', deadline: null } })],
		['a day that there is not', pledge({ known_on: '2023-02-30' })],
		['a deadline in words', pledge({ target: { value: '1', deadline: 'soon' } })],
		['an unknown kind', pledge({ kind: 'promise' })],
		['an unknown role', pledge({ parties: { Kazakhstan: 'friend' } })],
		['an empty title', pledge({ title: '' })],
		['a title that is missing', pledge({ title: undefined })],
		['an interval of no days', pledge({ check_interval_days: 0 })],
		['half a day', pledge({ check_interval_days: 1.5 })],
		['a list that is none', pledge({ actuals: {} })],
		[
			'a sum that is none',
			{ ...sample(), sources: sample().sources.map((source) => ({ ...source, sha256: 'x' })) }
		],
		['a text that is too long', pledge({ title: 'x'.repeat(201) })],
		[
			'a score that there is not',
			pledge({ scores: [{ reader: 'a', value: 2, on: '2024-01-01', rationale: 'b' }] })
		]
	];

	it.each(refused)('refuses %s, as the reader does', (_, file) => {
		const plain = JSON.parse(JSON.stringify(file)) as unknown;
		expect(fits(plain)).toBe(false);
		expect(Object.keys(readPortfolioFile(JSON.stringify(file)).errors)).not.toEqual([]);
	});
});
