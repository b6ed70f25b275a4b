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
	return { $schema, $id: '/portfolio.schema.json', title: 'Pledgeboard portfolio', ...rest };
}

/** What may be left out or null, said in one schema where it is a plain value; its default goes without saying. */
function orNull({ anyOf }: Schema): Schema {
	const [inner = {}] = anyOf as Schema[];
	if (typeof inner.type !== 'string') return { anyOf };
	const nullable: Schema = { ...inner, type: [inner.type, 'null'] };
	if (Array.isArray(inner.enum)) nullable.enum = [...(inner.enum as unknown[]), null];
	return nullable;
}
