/** The tables as `schema.ts` declares them, read from its text, to be compared with what the migrations made. */
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

export interface DeclaredColumn {
	/** as PostgreSQL names its types; several where TypeScript cannot tell them apart */
	types: string[];
	nullable: boolean;
}

export type DeclaredTables = Record<string, Record<string, DeclaredColumn>>;

const FILE = path.resolve(import.meta.dirname, '..', '..', 'src/lib/server/db/schema.ts');

/** @throws Error for a type that this reader does not know: it has to be taught, not skipped */
export function readDeclaredTables(): DeclaredTables {
	const source = ts.createSourceFile(FILE, fs.readFileSync(FILE, 'utf8'), ts.ScriptTarget.Latest, true);
	const interfaces = new Map(
		source.statements.filter(ts.isInterfaceDeclaration).map((i) => [i.name.text, i])
	);
	const columnsOf = (members: ts.NodeArray<ts.TypeElement>) =>
		Object.fromEntries(members.filter(ts.isPropertySignature).map((m) => [nameOf(m), readColumn(typeOf(m))]));

	const readTable = (type: ts.TypeNode): Record<string, DeclaredColumn> => {
		if (ts.isIntersectionTypeNode(type)) return Object.assign({}, ...type.types.map(readTable));
		if (ts.isTypeLiteralNode(type)) return columnsOf(type.members);
		const named = interfaces.get(type.getText());
		if (!named) throw new Error(`The table type ${type.getText()} is not declared in schema.ts.`);
		return columnsOf(named.members);
	};

	const database = interfaces.get('Database');
	if (!database) throw new Error('schema.ts does not declare Database.');
	const tables = database.members.filter(ts.isPropertySignature);
	return Object.fromEntries(tables.map((table) => [nameOf(table), readTable(typeOf(table))]));
}

const nameOf = (member: ts.PropertySignature) => member.name.getText();

function typeOf(member: ts.PropertySignature): ts.TypeNode {
	if (!member.type) throw new Error(`${nameOf(member)} in schema.ts has no type.`);
	return member.type;
}

function readColumn(type: ts.TypeNode): DeclaredColumn {
	if (ts.isTypeReferenceNode(type)) {
		const wrapper = type.typeName.getText();
		const inner = type.typeArguments?.[0];
		if (inner && wrapper === 'Maybe') return { ...readColumn(inner), nullable: true };
		if (inner && /^(Fact|GeneratedAlways|ColumnType)$/.test(wrapper)) return readColumn(inner);
		if (inner && wrapper === 'Json') return { types: ['jsonb'], nullable: false };
	}
	const members = ts.isUnionTypeNode(type) ? [...type.types] : [type];
	const values = members.filter((member) => member.getText() !== 'null');
	const types = new Set(values.flatMap(postgresTypes));
	return { types: [...types], nullable: values.length < members.length };
}

const NAMED: Record<string, string[]> = {
	IsoDate: ['date'],
	Decimal: ['numeric'],
	Date: ['timestamp with time zone'],
	Bytes: ['bytea']
};
/** Unions of words, which columns hold as text with a check. */
const WORDS =
	/^(Role|Aggregation|CheckOutcome|Direction|Kind|LifecycleState|Mode|ObservationState|PartyRole|Path|Qualifier|Strength|TargetStanding|DatePrecision|FreshnessState|Group|Status|Basis|DocumentType|SettingName|Decision|Verdict)$/;

function postgresTypes(type: ts.TypeNode): string[] {
	const text = type.getText();
	if (type.kind === ts.SyntaxKind.NumberKeyword) return ['integer', 'double precision'];
	if (/^-?\d+$/.test(text)) return ['integer'];
	if (type.kind === ts.SyntaxKind.StringKeyword || /^'.*'$/.test(text) || WORDS.test(text)) return ['text'];
	if (type.kind === ts.SyntaxKind.BooleanKeyword) return ['boolean'];
	if (text === 'Attention[]') return ['ARRAY'];
	const named = NAMED[text];
	if (named) return named;
	throw new Error(`tests/helpers/schema-source.ts does not know what column the type ${text} stands for.`);
}
