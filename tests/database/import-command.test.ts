import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '#lib/server/db/connection.ts';
import { lockFolder } from '#lib/server/db/lock.ts';
import { runCommand, type Said } from '../helpers/command.ts';
import { createDatabase, ENGINES, type TestDatabase } from '../helpers/database.ts';
import { exported } from '../helpers/imports.ts';

const PLEDGES = [
	'code;title;kind;theme;parties;unit;baseline_value;baseline_date;target_value;deadline;quote;reading;source_title;source_date',
	'CLI-1;Double the freight;level;transport;Atlantis (pledger);kt;100,5;2020;200;2030;"to double\nthe freight";Freight in a year.;Statement;2022-10-15'
].join('\n');
const ACTUALS = 'pledge_code\tperiod\tvalue\treporter\nCLI-1\t2024\t150.5\tOffice\n';

// Each command opens its database anew, the first one an empty folder.
describe.each(ENGINES)('npm run import (%s)', { timeout: 180_000 }, (engine) => {
	let folder: string;
	let server: TestDatabase | null = null;
	let env: Record<string, string | undefined>;
	const file = (text: string) => {
		const name = path.join(folder, `${Math.random().toString(36).slice(2)}.csv`);
		fs.writeFileSync(name, text);
		return name;
	};
	const run = (...words: string[]): Promise<Said> =>
		runCommand('import', words, { ...env, TODAY: '2026-11-23' });

	beforeAll(async () => {
		folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pledgeboard-command-'));
		if (engine === 'pg') server = await createDatabase('pg');
		env = server ? { DATABASE_URL: server.url ?? undefined } : { DATA_DIR: path.join(folder, 'data') };
	});
	afterAll(async () => {
		await server?.drop();
		fs.rmSync(folder, { recursive: true, force: true });
	});

	/** The actuals export, read while no command runs. */
	async function actuals(): Promise<string[]> {
		const opened = await openDatabase({ databaseUrl: env.DATABASE_URL ?? null, dataDir: env.DATA_DIR ?? '' });
		try {
			return (await exported(opened.db, 'actuals', '2026-11-23')).trim().split('\r\n').slice(1);
		} finally {
			await opened.close();
		}
	}

	it('brings both tables into an empty database, shows how far it is, and says what it did', async () => {
		const first = await run('pledges', file(PLEDGES), '--decimal-comma');
		expect(first).toMatchObject({
			code: 0,
			stdout: expect.stringMatching(/1 pledge added, 0 revised and 0 already there\.\n$/)
		});
		expect(first.stderr).toMatch(/^Checking: 100 %$/m);
		const second = await run('actuals', file(ACTUALS));
		expect(second).toMatchObject({ code: 0, stdout: expect.stringMatching(/1 actual added/) });
		const [line] = await actuals();
		expect(line).toMatch(/^CLI-1,.*,150\.5,kt,.*,Office,/);
		// What the product does, nobody does.
		expect(line).toMatch(/,2026-11-23,,\d+,2026-11-23,recorded,\d+,none$/);
	});

	it('skips what is there', async () => {
		expect(await run('actuals', file(ACTUALS))).toMatchObject({
			code: 0,
			stdout: expect.stringMatching(/nothing was written\.\n$/)
		});
	});

	it('lists every cell that cannot be used, and writes nothing of the file', async () => {
		const before = await actuals();
		const { code, stderr } = await run(
			'actuals',
			file('pledge_code,period,value,reporter\nCLI-1,2023,1,Office\nCLI-1,2022,"1,5",\nNO-1,2022,1,Office\n')
		);
		expect(code).toBe(1);
		expect(stderr).toMatch(/^line 3, column value: “1,5” has a separator that can be read two ways/m);
		expect(stderr).toMatch(/^line 3, column reporter: Name who states the figure/m);
		expect(stderr).toMatch(/^line 4, column pledge_code: There is no pledge with the code NO-1\.$/m);
		expect(stderr).toMatch(/2 rows of 3 cannot be used; nothing was written\.\n$/);
		expect(await actuals()).toEqual(before);
	});

	it('corrects only with a reason, and by more than a factor of two only when that was looked at', async () => {
		const text = ACTUALS.replace('150.5', '15');
		const unexplained = await run('actuals', file(text));
		expect(unexplained).toMatchObject({ code: 1, stderr: expect.stringMatching(/Give it with --reason/) });
		const large = await run('actuals', file(text), '--reason', 'Typed anew');
		expect(large.code).toBe(1);
		expect(large.stderr).toMatch(/^line 2: CLI-1, 2024, Office: from 150\.5 kt to 15 kt$/m);
		expect(large.stderr).toMatch(/add --confirm-large/);
		const done = await run('actuals', file(text), '--reason', 'Typed anew', '--confirm-large');
		expect(done).toMatchObject({ code: 0, stdout: expect.stringMatching(/0 actuals added, 1 revised/) });
		expect((await actuals())[0]).toMatch(/,15,kt,/);
	});

	it.each([
		[['pledges'], 2, /^Usage:/m],
		[['people', 'x.csv'], 2, /^Usage:/m],
		[['actuals', 'x.csv', '--decimal'], 2, /Usage:/],
		[['actuals', '/no/such.csv'], 1, /^\/no\/such\.csv cannot be read: there is no such file\.$/m]
	])('refuses %j', async (words, code, sentence) => {
		const said = await run(...words);
		expect(said.code).toBe(code);
		expect(said.stderr).toMatch(sentence);
	});
});

it('npm run import refuses a folder that the product has open', async () => {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pledgeboard-command-'));
	const lock = lockFolder(folder);
	try {
		fs.writeFileSync(path.join(folder, 'a.csv'), ACTUALS);
		const said = await runCommand('import', ['actuals', path.join(folder, 'a.csv')], { DATA_DIR: folder });
		expect(said).toMatchObject({
			code: 1,
			stderr: expect.stringMatching(/^Another process has the database in .* open\. Stop it first/)
		});
	} finally {
		lock.release();
		fs.rmSync(folder, { recursive: true, force: true });
	}
});
