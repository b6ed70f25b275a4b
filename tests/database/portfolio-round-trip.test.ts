import { beforeAll, describe, expect, it } from 'vitest';
import { loadSample } from '#lib/server/portfolio/load-sample.ts';
import { importPortfolio } from '#lib/server/portfolio/import/import-portfolio.ts';
import { createDatabase, ENGINES, type TestDatabase } from '../helpers/database.ts';
import { anAccount, anAct } from '../helpers/factories.ts';
import { aFullPortfolio, fileOf } from '../helpers/portfolio.ts';

describe.each(ENGINES)('a portfolio file (%s)', (engine) => {
	it('comes back identical', async () => {
		const a = await createDatabase(engine);
		const b = await createDatabase(engine);
		try {
			await aFullPortfolio(a.db);
			const first = await fileOf(a.db);
			const imported = await importPortfolio(b.db, anAct({ today: '2027-02-01' }), first);
			expect(imported).toMatchObject({ ok: true });
			expect(await fileOf(b.db)).toBe(first);
		} finally {
			await a.drop();
			await b.drop();
		}
	});
});
