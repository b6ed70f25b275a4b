/** Reads source files the way the architecture test needs them: their imports, guards and uses of the wall clock. */
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import type { Import } from './rooms.ts';

export interface SourceFile {
	/** path from the folder of package.json, with slashes */
	file: string;
	text: string;
}

/** All files below a folder whose names end in one of the endings, in order. */
export function readSources(root: string, folder: string, endings: readonly string[]): SourceFile[] {
	return fs
		.readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
		.map((entry) => path.join(entry.parentPath, entry.name))
		.sort()
		.map((full) => ({
			file: path.relative(root, full).split(path.sep).join('/'),
			text: fs.readFileSync(full, 'utf8')
		}));
}

/** Every import and re-export of a TypeScript or Svelte file, dynamic ones included. */
export function importsOf({ file, text }: SourceFile): Import[] {
	const found: Import[] = [];
	visit(parse(file, text), (node) => {
		if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
			found.push({ specifier: node.moduleSpecifier.text, typeOnly: importsTypesOnly(node) });
		} else if (
			ts.isExportDeclaration(node) &&
			node.moduleSpecifier &&
			ts.isStringLiteral(node.moduleSpecifier)
		) {
			found.push({ specifier: node.moduleSpecifier.text, typeOnly: node.isTypeOnly });
		} else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
			if (ts.isStringLiteral(node.argument.literal)) {
				found.push({ specifier: node.argument.literal.text, typeOnly: true });
			}
		} else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
			const [module] = node.arguments;
			if (module && ts.isStringLiteralLike(module)) found.push({ specifier: module.text, typeOnly: false });
		}
	});
	return found;
}

/** Places where a file reads the wall clock: `new Date()`, `Date()` and `Date.now()`, and the clock of the database. */
export function wallClockReads({ file, text }: SourceFile): string[] {
	const found: string[] = [];
	visit(parse(file, text), (node) => {
		const bare = (name: ts.Expression): boolean => ts.isIdentifier(name) && name.text === 'Date';
		if (ts.isNewExpression(node) && bare(node.expression) && !node.arguments?.length)
			found.push('new Date()');
		else if (ts.isCallExpression(node) && bare(node.expression)) found.push('Date()');
		else if (ts.isPropertyAccessExpression(node) && bare(node.expression) && node.name.text === 'now') {
			found.push('Date.now');
		} else if (ts.isPropertyAccessExpression(node) && node.name.text === 'timeOrigin')
			found.push('timeOrigin');
		else if (ts.isTaggedTemplateExpression(node)) {
			const words =
				/\b(now\s*\(\)|current_(date|time|timestamp)\b|local(time|timestamp)\b|clock_timestamp|'(now|today)')/i;
			const hit = words.exec(node.template.getText());
			if (hit) found.push(hit[0]);
		}
	});
	return found;
}

/** Parses TypeScript, or the scripts of a Svelte file. */
export function parse(file: string, text: string): ts.SourceFile {
	const code = file.endsWith('.svelte') ? scriptsOf(text) : text;
	return ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
}

function scriptsOf(text: string): string {
	return [...text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map(([, code]) => code).join('\n;\n');
}

/** Calls back for a node and everything below it. */
export function visit(node: ts.Node, callback: (node: ts.Node) => void): void {
	callback(node);
	node.forEachChild((child) => visit(child, callback));
}

function importsTypesOnly({ importClause }: ts.ImportDeclaration): boolean {
	if (!importClause) return false;
	if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
	const { name, namedBindings } = importClause;
	if (name || !namedBindings || !ts.isNamedImports(namedBindings)) return false;
	return namedBindings.elements.length > 0 && namedBindings.elements.every((element) => element.isTypeOnly);
}
