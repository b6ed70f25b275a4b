/**
 * Mutation check of the progress engine: changes one comparison, connective, sign or constant at a time and runs the
 * tests of the domain; a change that no test notices is a gap. Works on a copy in a temporary folder, so the source
 * is never touched. `node tests/bench/mutate.ts [file…]` takes the names of single rule files.
 */
import { spawn } from 'node:child_process';
import {
	cpSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { createVitest } from 'vitest/node';

const ROOT = resolve(fileURLToPath(new URL('../..', import.meta.url)));
const DOMAIN = 'src/lib/domain';
const PATIENCE_MS = 40_000;

/** Words and shapes, not rules of progress. */
const NOT_RULES = new Set([
	'assessment.ts',
	'commands.ts',
	'commitment.ts',
	'errors.ts',
	'facts.fixture.ts',
	'method.ts',
	'permissions.ts',
	'portfolio.ts',
	'status.ts'
]);

interface Mutant {
	file: string;
	line: number;
	start: number;
	end: number;
	from: string;
	to: string;
}

type Verdict = 'killed' | 'survived' | 'timeout';

const SWAPS: Partial<Record<ts.SyntaxKind, string>> = {
	[ts.SyntaxKind.LessThanToken]: '<=',
	[ts.SyntaxKind.LessThanEqualsToken]: '<',
	[ts.SyntaxKind.GreaterThanToken]: '>=',
	[ts.SyntaxKind.GreaterThanEqualsToken]: '>',
	[ts.SyntaxKind.EqualsEqualsEqualsToken]: '!==',
	[ts.SyntaxKind.ExclamationEqualsEqualsToken]: '===',
	[ts.SyntaxKind.EqualsEqualsToken]: '!=',
	[ts.SyntaxKind.ExclamationEqualsToken]: '==',
	[ts.SyntaxKind.AmpersandAmpersandToken]: '||',
	[ts.SyntaxKind.BarBarToken]: '&&',
	[ts.SyntaxKind.PlusToken]: '-',
	[ts.SyntaxKind.MinusToken]: '+',
	[ts.SyntaxKind.AsteriskToken]: '/',
	[ts.SyntaxKind.SlashToken]: '*'
};

/** Comparisons and arithmetic of the exact numbers. */
const METHODS: Record<string, string> = {
	gt: 'gte',
	gte: 'gt',
	lt: 'lte',
	lte: 'lt',
	plus: 'minus',
	minus: 'plus',
	times: 'div',
	div: 'times',
	some: 'every',
	every: 'some'
};

/** Every place of a file where one small change is tried. */
function mutantsOf(file: string): Mutant[] {
	const text = readFileSync(join(ROOT, DOMAIN, file), 'utf8');
	const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
	const found: Mutant[] = [];
	const add = (node: ts.Node, to: string) => {
		const start = node.getStart(source);
		const line = source.getLineAndCharacterOfPosition(start).line + 1;
		found.push({ file, line, start, end: node.getEnd(), from: node.getText(source), to });
	};
	const walk = (node: ts.Node): void => {
		if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node)) return;
		if (ts.isTypeAliasDeclaration(node)) return;
		if (ts.isBinaryExpression(node)) {
			const swap = SWAPS[node.operatorToken.kind];
			if (swap) add(node.operatorToken, swap);
		}
		if (ts.isNumericLiteral(node)) add(node, String(Number(node.text) + (Number(node.text) >= 1 ? 1 : 0.25)));
		if (node.kind === ts.SyntaxKind.TrueKeyword) add(node, 'false');
		if (node.kind === ts.SyntaxKind.FalseKeyword) add(node, 'true');
		if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
			add(node, node.operand.getText(source));
		}
		if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
			const { name } = node.expression;
			const other = METHODS[name.text];
			if (other) add(name, other);
		}
		ts.forEachChild(node, walk);
	};
	walk(source);
	return found;
}

/** A copy of what the domain's tests need, with the installed packages beside it. */
function copyTree(): string {
	const folder = mkdtempSync(join(tmpdir(), 'mutants-'));
	for (const part of [DOMAIN, 'src/cli/sample', 'tests/vectors']) {
		mkdirSync(join(folder, part), { recursive: true });
		cpSync(join(ROOT, part), join(folder, part), { recursive: true });
	}
	cpSync(join(ROOT, DOMAIN), join(folder, 'whole'), { recursive: true });
	writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
	symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
	return folder;
}

/** How many mutants one process tries before it is checked and replaced: a mutant can spoil the process it ran in. */
const BATCH = 25;

/** Child process: tries a batch, prints a verdict per line, and at the end whether the untouched source still passes. */
async function tryBatch(folder: string, first: number, count: number): Promise<void> {
	const mutants = JSON.parse(readFileSync(join(folder, 'mutants.json'), 'utf8')) as Mutant[];
	const vitest = await createVitest('test', {
		root: folder,
		config: false,
		watch: false,
		reporters: [{}],
		include: [`${DOMAIN}/**/*.test.ts`],
		bail: 1,
		pool: 'threads',
		maxWorkers: 1,
		isolate: false
	});
	await vitest.standalone();
	const all = await vitest.globTestSpecifications();
	const slow = all.filter((one) => one.moduleId.endsWith('properties.test.ts'));
	const quick = all.filter((one) => !slow.includes(one) && !one.moduleId.endsWith('portfolio.test.ts'));
	const passes = async (specifications: typeof all) => {
		const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications, false);
		return unhandledErrors.length === 0 && testModules.every((module) => module.ok());
	};
	for (const [at, mutant] of mutants.entries()) {
		if (at < first || at >= first + count) continue;
		const path = join(folder, DOMAIN, mutant.file);
		const text = readFileSync(path, 'utf8');
		writeFileSync(path, text.slice(0, mutant.start) + mutant.to + text.slice(mutant.end));
		vitest.invalidateFile(path);
		const survived = (await passes(quick)) && (await passes(slow));
		writeFileSync(path, text);
		vitest.invalidateFile(path);
		process.stdout.write(`\n#${at} ${survived ? 'survived' : 'killed'}\n`);
	}
	const sound = await passes(quick);
	process.stdout.write(sound ? '\nsound\n' : '\nspoiled\n', () => process.exit(0));
}

interface Batch {
	verdicts: Verdict[];
	sound: boolean;
}

/** One child over one batch. A mutant that never comes back counts as noticed and ends the batch. */
async function runBatch(folder: string, first: number, count: number): Promise<Batch> {
	cpSync(join(folder, 'whole'), join(folder, DOMAIN), { recursive: true });
	const own = fileURLToPath(import.meta.url);
	const child = spawn(process.execPath, [own, '--batch', folder, String(first), String(count)], {
		stdio: ['ignore', 'pipe', 'ignore']
	});
	const stop = () => child.kill('SIGKILL');
	process.once('exit', stop);
	const batch: Batch = { verdicts: [], sound: false };
	let timer = setTimeout(stop, PATIENCE_MS);
	for await (const line of createInterface({ input: child.stdout })) {
		const verdict = /^#\d+ (killed|survived)$/.exec(line)?.[1];
		if (line === 'sound') batch.sound = true;
		if (verdict === undefined) continue;
		batch.verdicts.push(verdict as Verdict);
		clearTimeout(timer);
		timer = setTimeout(stop, PATIENCE_MS);
	}
	clearTimeout(timer);
	process.off('exit', stop);
	if (batch.verdicts.length < count) batch.verdicts.push('timeout');
	return batch;
}

/** Runs batches until every mutant has a verdict; a batch that was spoiled is run again, one mutant at a time. */
async function tryAll(folder: string, mutants: Mutant[]): Promise<Verdict[]> {
	const verdicts: Verdict[] = [];
	let alone = 0;
	while (verdicts.length < mutants.length) {
		const first = verdicts.length;
		const count = alone > 0 ? 1 : Math.min(BATCH, mutants.length - first);
		const { verdicts: found, sound } = await runBatch(folder, first, count);
		alone = Math.max(alone - 1, 0);
		if (!sound && count > 1) {
			alone = count;
			continue;
		}
		found.forEach((verdict, at) => {
			if (verdict === 'survived') report(mutants[first + at] as Mutant);
		});
		verdicts.push(...found);
	}
	return verdicts;
}

function report({ file, line, from, to }: Mutant): void {
	process.stdout.write(`survived  ${file}:${line}  ${from}  ->  ${to}\n`);
}

async function main(wanted: string[]): Promise<void> {
	const files = readdirSync(join(ROOT, DOMAIN))
		.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !NOT_RULES.has(name))
		.filter((name) => wanted.length === 0 || wanted.includes(name));
	const mutants = files.flatMap(mutantsOf);
	const folder = copyTree();
	process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
	writeFileSync(join(folder, 'mutants.json'), JSON.stringify(mutants));
	const verdicts = await tryAll(folder, mutants);
	const of = (verdict: Verdict, file?: string) =>
		mutants.filter((one, at) => verdicts[at] === verdict && (!file || one.file === file)).length;
	for (const file of files) {
		const total = mutants.filter((one) => one.file === file).length;
		if (total > 0) process.stdout.write(`${file}: ${total - of('survived', file)} of ${total} killed\n`);
	}
	const killed = mutants.length - of('survived');
	process.stdout.write(
		`${killed} of ${mutants.length} mutants killed (${of('timeout')} by running out of time), ${of('survived')} survived.\n`
	);
}

const [first, ...rest] = process.argv.slice(2);
if (first === '--batch') await tryBatch(rest[0] ?? '', Number(rest[1]), Number(rest[2]));
else await main(process.argv.slice(2));
