import { toJsonSchema } from '@valibot/to-json-schema';
import { FILE } from '#lib/schema/portfolio/file.ts';
import { ACTUAL, BASELINE, INDICATOR, MEASURE, TARGET } from '#lib/schema/portfolio/measure.ts';
import { DESCRIPTION, PLEDGE } from '#lib/schema/portfolio/pledge.ts';
import { EVENT, MILESTONE } from '#lib/schema/portfolio/progress.ts';
import { SOURCE } from '#lib/schema/portfolio/reference.ts';

type Schema = Record<string, unknown>;

/** The published schema of the portfolio file, made from the definition by which files are read. */
export function portfolioSchema(): Schema {
	const schema = toJsonSchema(FILE, {
		target: 'draft-2020-12',
		typeMode: 'input',
		definitions: {
			...{ source: SOURCE, pledge: PLEDGE, description: DESCRIPTION, measure: MEASURE, indicator: INDICATOR },
			...{ baseline: BASELINE, target: TARGET, actual: ACTUAL, milestone: MILESTONE, event: EVENT }
		},
		overrideSchema: ({ valibotSchema, jsonSchema }) =>
			valibotSchema.type === 'nullish' ? orNull(jsonSchema as Schema) : null
	});
	const { $schema, ...rest } = schema as Schema;
	const title = 'Pledgeboard portfolio';
	return { $schema, $id: '/portfolio.schema.json', title, description: ABOUT, ...rest };
}

const ABOUT = [
	'Everything that a portfolio holds: occasions, parties, reporters, sources with their texts and files, and every',
	'pledge with all that was recorded of it. Of each chain of corrections the fact that stands is written under its',
	'own name and those that it replaced under “former”, the first one first; sources, occasions and parties are',
	'written as they stand. Values are decimal numbers in quotation marks, so that no digit is lost; days are',
	'YYYY-MM-DD. An import is all or nothing. It records the facts in the ledger of the importing database, on the day',
	'of the import: “known_on” stays what it is, and “recorded_on” and “recorded_by” are kept as their origin. Ledger',
	'numbers are not in the file. A file that is exported, imported into an empty database and exported again is the',
	'same, byte for byte.'
].join(' ');

/** What may be left out or null, said in one schema where it is a plain value; its default goes without saying. */
function orNull({ anyOf }: Schema): Schema {
	const [inner = {}] = anyOf as Schema[];
	if (typeof inner.type !== 'string') return { anyOf };
	const nullable: Schema = { ...inner, type: [inner.type, 'null'] };
	if (Array.isArray(inner.enum)) nullable.enum = [...(inner.enum as unknown[]), null];
	return nullable;
}
