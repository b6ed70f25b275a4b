/** Finds loads, actions and endpoints that anybody could call, because they do not begin with a guard. */
import path from 'node:path';
import ts from 'typescript';
import { parse, type SourceFile } from './source.ts';

const GUARDS = ['requirePerson', 'requireMay'];
const GUARD_MODULE = '#lib/server/auth/guards.ts';
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'fallback'];
const HOW = `begin it with requirePerson(event) or requireMay(event, …), or mark the module: export const _public = 'reason'`;

/**
 * Judges all files of `src/routes`.
 * @returns one sentence per load, action, endpoint or page without a guard
 */
export function unguarded(sources: readonly SourceFile[]): string[] {
	const servers = sources.filter(({ file }) => /\/\+(page|layout)?\.?server\.ts$/.test(file));
	const known = new Map(servers.map((source) => [source.file, source]));
	const pages = sources.filter(({ file }) => /\/\+page(@[^/]*)?\.svelte$/.test(file));
	const open = pages.flatMap(({ file }) => {
		const server = known.get(`${path.posix.dirname(file)}/+page.server.ts`);
		if (server && (isPublic(server) || exportsOf(server).has('load'))) return [];
		return [
			`${file} has no load in a +page.server.ts beside it, so nothing guards the page: write one and ${HOW}.`
		];
	});
	return [...servers.flatMap(unguardedParts), ...open];
}

/** The same for one `+page.server.ts`, `+layout.server.ts` or `+server.ts`. */
export function unguardedParts(source: SourceFile): string[] {
	if (isPublic(source)) return [];
	const { file } = source;
	const exported = exportsOf(source);
	const guards = guardNames(parse(file, source.text));
	const names = file.endsWith('/+server.ts') ? METHODS : ['load'];
	const parts = names.flatMap((name): [string, ts.Node | null][] => {
		const value = exported.get(name);
		return value === undefined ? [] : [[name, value]];
	});
	const actions = exported.get('actions');
	if (actions !== undefined) parts.push(...actionsOf(actions));
	return parts
		.filter(([, value]) => !beginsWithGuard(value, guards))
		.map(([name]) => `${file}: ${name} has no guard: ${HOW}.`);
}

/** What a module exports by name; null where the value is not written in this module. */
function exportsOf({ file, text }: SourceFile): Map<string, ts.Node | null> {
	const found = new Map<string, ts.Node | null>();
	for (const statement of parse(file, text).statements) {
		const exported =
			ts.canHaveModifiers(statement) &&
			ts.getModifiers(statement)?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword);
		if (ts.isVariableStatement(statement) && exported) {
			for (const { name, initializer } of statement.declarationList.declarations) {
				if (ts.isIdentifier(name)) found.set(name.text, initializer ? unwrap(initializer) : null);
				else for (const hidden of [...METHODS, 'load', 'actions']) found.set(hidden, null);
			}
		} else if (ts.isFunctionDeclaration(statement) && exported && statement.name) {
			found.set(statement.name.text, statement);
		} else if (ts.isExportDeclaration(statement) && !statement.isTypeOnly) {
			if (!statement.exportClause || !ts.isNamedExports(statement.exportClause)) found.set('load', null);
			else for (const { name } of statement.exportClause.elements) found.set(name.text, null);
		}
	}
	return found;
}

function isPublic(source: SourceFile): boolean {
	const reason = exportsOf(source).get('_public');
	return !!reason && ts.isStringLiteralLike(reason) && reason.text.trim().length > 0;
}

/** The local names under which this module imports the guards. */
function guardNames(module: ts.SourceFile): Set<string> {
	const names = new Set<string>();
	for (const statement of module.statements) {
		if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
		const bindings = statement.importClause?.namedBindings;
		if (statement.moduleSpecifier.text !== GUARD_MODULE || !bindings || !ts.isNamedImports(bindings))
			continue;
		for (const { name, propertyName } of bindings.elements) {
			if (GUARDS.includes((propertyName ?? name).text)) names.add(name.text);
		}
	}
	return names;
}

function actionsOf(actions: ts.Node | null): [string, ts.Node | null][] {
	if (!actions || !ts.isObjectLiteralExpression(actions)) return [['actions', null]];
	return actions.properties.map((property) => {
		const name = `action ${property.name?.getText() ?? '…'}`;
		if (ts.isPropertyAssignment(property)) return [name, unwrap(property.initializer)];
		return [name, ts.isMethodDeclaration(property) ? property : null];
	});
}

/** Whether the first thing a function does is to call a guard with its own event. */
function beginsWithGuard(value: ts.Node | null, guards: Set<string>): boolean {
	if (!value || !isHandler(value)) return false;
	const event = value.parameters[0]?.name;
	if (!event || !ts.isIdentifier(event) || !value.body) return false;
	const first = ts.isBlock(value.body) ? firstExpression(value.body.statements[0]) : value.body;
	const call = first && unwrap(first);
	if (!call || !ts.isCallExpression(call) || !ts.isIdentifier(call.expression)) return false;
	const [subject] = call.arguments;
	return (
		guards.has(call.expression.text) && !!subject && ts.isIdentifier(subject) && subject.text === event.text
	);
}

function isHandler(
	node: ts.Node
): node is ts.ArrowFunction | ts.FunctionExpression | ts.FunctionDeclaration | ts.MethodDeclaration {
	return (
		ts.isArrowFunction(node) ||
		ts.isFunctionExpression(node) ||
		ts.isFunctionDeclaration(node) ||
		ts.isMethodDeclaration(node)
	);
}

function firstExpression(statement: ts.Statement | undefined): ts.Expression | undefined {
	if (!statement) return undefined;
	if (ts.isExpressionStatement(statement)) return statement.expression;
	if (ts.isVariableStatement(statement)) return statement.declarationList.declarations[0]?.initializer;
	return undefined;
}

function unwrap(node: ts.Expression): ts.Expression {
	const inner =
		ts.isParenthesizedExpression(node) ||
		ts.isSatisfiesExpression(node) ||
		ts.isAsExpression(node) ||
		ts.isAwaitExpression(node);
	return inner ? unwrap(node.expression) : node;
}
