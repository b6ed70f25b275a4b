import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '..', '..');
const SAMPLE = path.join(ROOT, 'src', 'cli', 'sample', 'kazakhstan-turkmenistan-2022.json');
// Every command is a process that opens the embedded database anew.
vi.setConfig({ testTimeout: 120_000 });

let folder: string;
beforeAll(() => {
	folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pledgeboard-portfolio-'));
});
afterAll(() => {
	fs.rmSync(folder, { recursive: true, force: true });
});

const place = (name: string) => path.join(folder, name);

/** Runs a command as npm would on a database of its own. */
async function run(command: 'export' | 'import', words: string[], database: string, input = '') {
	const child = spawn(process.execPath, [path.join('src', 'cli', `${command}.ts`), ...words], {
		cwd: ROOT,
		env: { PATH: process.env.PATH, DATA_DIR: place(database), TODAY: '2026-11-25' }
	});
	let [said, complained] = ['', ''];
	child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
	child.stderr.setEncoding('utf8').on('data', (text: string) => (complained += text));
	child.stdin.end(input);
	const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
	return { code, said, complained };
}

describe('npm run import and npm run export -- portfolio', () => {
	test('bring a portfolio from one database to another and back, byte for byte', async () => {
		const imported = await run('import', ['portfolio', SAMPLE], 'one');
		expect(imported).toEqual({
			code: 0,
			said: 'Imported 18 pledges, 22 figures and 38 sources.\n',
			complained: ''
		});
		const first = await run('export', ['portfolio', place('first.json')], 'one');
		expect(first).toMatchObject({ code: 0, complained: '' });
		expect(first.said).toMatch(/first\.json as it stands at ledger number \d+\.\n$/);

		expect(await run('import', ['portfolio', place('first.json')], 'two')).toMatchObject({ code: 0 });
		const second = await run('export', ['portfolio', '-'], 'two');
		expect(second).toMatchObject({ code: 0, complained: '' });
		expect(second.said).toBe(fs.readFileSync(place('first.json'), 'utf8'));
		expect(fs.readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
	});

	test('end with a list of what is wrong and without having written anything', async () => {
		const sample = JSON.parse(fs.readFileSync(SAMPLE, 'utf8')) as { pledges: Record<string, unknown>[] };
		const [trade, items] = sample.pledges;
		sample.pledges = [
			{ ...trade, quote_source: 'nowhere' },
			{ ...items, kind: 'promise' }
		];
		const refused = await run('import', ['portfolio', '-'], 'three', JSON.stringify(sample));
		expect(refused).toMatchObject({ code: 1, said: '' });
		const [head, ...lines] = refused.complained.trim().split('\n');
		expect(head).toBe('Nothing was imported: 2 places have to be corrected.');
		expect(lines.map((line) => line.split(':')[0]).sort()).toEqual([
			'pledges[0].quote_source',
			'pledges[1].kind'
		]);
		const { said } = await run('export', ['portfolio', '-', '--upto', '0'], 'three');
		expect(JSON.parse(said)).toMatchObject({ pledges: [], sources: [] });
	});

	test('refuse a portfolio that is there already', async () => {
		const again = await run('import', ['portfolio', SAMPLE], 'one');
		expect(again.code).toBe(1);
		expect(again.complained).toContain('pledges[17].code: There is a pledge KZ-TM-2022-18 here already');
	});

	test.each([
		['export', []],
		['export', ['pledges', 'file']],
		['export', ['portfolio', 'file', 'more']],
		['export', ['portfolio', 'file', '--upto', 'now']],
		['export', ['toString', 'file']],
		['import', []],
		['import', ['portfolio']],
		['import', ['portfolio', 'a', 'b']]
	] as const)('show how they are written after %s %j', async (command, words) => {
		const { code, complained } = await run(command, [...words], 'one');
		expect(code).toBe(2);
		expect(complained).toContain('Usage:');
	});

	test('say in a sentence that a file cannot be read or written', async () => {
		const read = await run('import', ['portfolio', place('none.json')], 'one');
		expect([read.code, read.complained]).toEqual([
			1,
			`${place('none.json')} cannot be read: there is no such file.\n`
		]);
		fs.writeFileSync(place('latin.json'), Buffer.from([0x7b, 0xe9, 0x7d]));
		const latin = await run('import', ['portfolio', place('latin.json')], 'one');
		expect(latin).toMatchObject({
			code: 1,
			complained: expect.stringContaining('is not in UTF-8') as string
		});
		const nobody = await run('import', ['portfolio', SAMPLE, '--by', 'nobody@example.org'], 'one');
		expect(nobody).toMatchObject({
			code: 1,
			complained: expect.stringContaining('There is no account') as string
		});
		const written = await run('export', ['portfolio', place('none/file.json')], 'one');
		expect(written).toMatchObject({
			code: 2,
			complained: expect.stringContaining('cannot be written (ENOENT)') as string
		});
		const beyond = await run('export', ['portfolio', '-', '--upto', '9999'], 'one');
		expect(beyond).toMatchObject({
			code: 2,
			complained: expect.stringMatching(/^The ledger ends at \d+;/) as string
		});
	});
});
