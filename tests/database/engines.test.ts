import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { createDatabase, describeOnBoth, ENGINES } from '../helpers/database.ts';

describeOnBoth('both engines', (database) => {
	it('read a day as the ISO text that was written, also east of UTC', async () => {
		const { db } = database();
		expect(new Date('2022-10-15T00:00:00').toISOString()).toBe('2022-10-14T18:00:00.000Z');
		const { rows } = await sql<{ day: unknown }>`select date '2022-10-15' as day`.execute(db);
		expect(rows).toEqual([{ day: '2022-10-15' }]);
	});

	it('keep every digit of a numeric', async () => {
		const { db } = database();
		const { rows } = await sql<{ value: unknown }>`select 1234567890123456789.10::numeric as value`.execute(
			db
		);
		expect(rows).toEqual([{ value: '1234567890123456789.10' }]);
	});

	it('count in numbers', async () => {
		const { db } = database();
		const { rows } = await sql<{
			rows: unknown;
		}>`select count(*) as rows from (values (1), (2)) as v`.execute(db);
		expect(rows).toEqual([{ rows: 2 }]);
	});

	it('start with the same migrations applied', async () => {
		const { db } = database();
		const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
		expect(rows[0]?.name).toMatch(/^\d{8}/);
	});
});

it.each(ENGINES)(
	'a test database is its own: what is written in one is not in the next (%s)',
	async (engine) => {
		const [first, second] = [await createDatabase(engine), await createDatabase(engine)];
		try {
			await sql`create table mark (id int)`.execute(first.db);
			const found = sql<{ mark: string | null }>`select to_regclass('public.mark')::text as mark`;
			expect((await found.execute(first.db)).rows).toEqual([{ mark: 'mark' }]);
			expect((await found.execute(second.db)).rows).toEqual([{ mark: null }]);
		} finally {
			await Promise.all([first.drop(), second.drop()]);
		}
	}
);
