import type { IsoDate } from '#lib/domain/calendar.ts';
import type { PledgeInput } from '#lib/domain/commands.ts';
import { isDomainError, type DomainError } from '#lib/domain/errors.ts';
import { readPledge, readPledgeEdit } from '#lib/schema/pledge.ts';
import { typedOfPledge } from '#lib/schema/pledge-text.ts';
import { tidy, type Errors } from '#lib/schema/read.ts';
import type { Typed } from '#lib/schema/typed.ts';
import { WHOLE_ROW, type CellErrors, type Cells, type Row } from '#lib/tabular/layout.ts';
import type { PledgeLine } from '#lib/tabular/pledge-columns.ts';
import { columnOfField, pledgeFields, type PledgeFields } from '#lib/tabular/pledge-fields.ts';
import { PLEDGE_LAYOUT } from '#lib/tabular/pledge-layout.ts';
import type { Db } from '../db/connection.ts';
import type { Act } from '../db/ledger.ts';
import { refuseDueBefore } from '../pledges/before-occasion.ts';
import type { Definition } from '../pledges/definition.ts';
import { needsReason } from '../pledges/edit-pledge.ts';
import { listParties } from '../portfolio/parties.ts';
import { themeSpeller, type SpellTheme } from '../pledges/known-theme.ts';
import { good, wrong, type Check, type Format, type Verdict } from './format.ts';
import { definitionsByCode, linesByCode } from './known-pledges.ts';
import { findOwners, type Owners } from './owners.ts';
import { pledgeNotices } from './pledge-notices.ts';
import { cellsOf, writeCells, type Around } from './pledge-description.ts';
import { quotedSources, type RequireQuoted } from './quoted-sources.ts';
import { rehearseEdits, type Rehearsed } from './rehearse-edit.ts';
import { writePledges, type NewPledge } from './write-pledges.ts';

/** Pledges with their indicator, baseline and target, one a row. */
export const PLEDGES: Format = {
	layout: PLEDGE_LAYOUT,
	word: ['pledge', 'pledges'],
	begin: beginCheck
};

/** What every row is judged by. */
interface Beside {
	db: Db;
	act: Act;
	owners: Owners;
	spell: SpellTheme;
	notices: ReturnType<typeof pledgeNotices>;
	requireQuoted: RequireQuoted;
}

async function beginCheck(db: Db, act: Act): Promise<Check> {
	const beside: Beside = {
		...{ db, act, owners: await findOwners(db), spell: await themeSpeller(db) },
		notices: pledgeNotices((await listParties(db)).map(({ name }) => name)),
		requireQuoted: quotedSources(db)
	};
	const lines = new Map<string, number>();
	const pledges: NewPledge[] = [];
	return {
		rows: async (rows) => {
			const codes = [...new Set(rows.map(codeOf))].filter(Boolean);
			const known = await linesByCode(db, codes, act.today);
			const definitions = await definitionsByCode(db, [...known.keys()]);
			const judged: (Judged | Waiting)[] = [];
			for (const row of rows) {
				const code = codeOf(row);
				const standing = { line: known.get(code), definition: definitions.get(code) };
				judged.push(await judge(row, standing, lines.get(code), beside));
				if (!lines.has(code)) lines.set(code, row.line);
			}
			const verdicts: Verdict[] = [];
			for (const { pledge, verdict } of await rehearse(judged, beside)) {
				if (pledge) {
					pledges.push(pledge);
					beside.notices.named(pledge.input);
				}
				verdicts.push(verdict);
			}
			return verdicts;
		},
		notices: () => beside.notices.said(),
		write: (trx, next, writing) => writePledges(trx, next, pledges, writing)
	};
}

// The database refuses to look for a text with a NUL character.
const codeOf = ({ cells }: Row) =>
	tidy(cells.code ?? '')
		.replaceAll('\0', '')
		.toUpperCase();

interface Judged {
	verdict: Verdict;
	pledge: NewPledge | null;
}

/** A changed pledge, of which only trying tells whether it is good. */
interface Waiting extends Rehearsed {
	row: Row;
	/** columns in which it differs from what stands */
	changed: readonly string[];
}

/** What stands of the pledge that a row names, if there is one. */
interface Standing {
	line: PledgeLine | undefined;
	definition: Definition | undefined;
}

const refused = (errors: CellErrors): Judged => ({ verdict: wrong(errors), pledge: null });

async function judge(
	row: Row,
	{ line, definition }: Standing,
	earlier: number | undefined,
	beside: Beside
): Promise<Judged | Waiting> {
	if (codeOf(row) === '')
		return refused({ ...row.errors, code: 'Write the code of the pledge, such as KZ-TM-2022-01.' });
	if (earlier !== undefined)
		return refused({ ...row.errors, code: `Line ${earlier} has this code already; keep one of the two.` });
	try {
		return line && definition ? judgeKnown(row, line, definition, beside) : await judgeNew(row, beside);
	} catch (error) {
		if (!isDomainError(error)) throw error;
		return refusedBy(error, row);
	}
}

const refusedBy = ({ field, message }: DomainError, row: Row): Judged =>
	refused({ ...row.errors, [columnOfField(field ?? WHOLE_ROW, row.cells)]: message });

/** Tries all changed pledges at once. */
async function rehearse(judged: readonly (Judged | Waiting)[], beside: Beside): Promise<Judged[]> {
	const { db, act, spell } = beside;
	const waiting = judged.filter((one) => 'edit' in one);
	const found = await rehearseEdits(db, { spell, today: act.today }, waiting);
	const parts = new Map(waiting.map((one, at) => [one as Judged | Waiting, found[at] ?? []]));
	return judged.map((one) => {
		if (!('edit' in one)) return one;
		const changed = parts.get(one) ?? [];
		if (isDomainError(changed)) return refusedBy(changed, one.row);
		if (changed.length === 0) return skipped();
		const columns = one.changed.map((column) => columnOfField(column, one.row.cells));
		return {
			verdict: good('revised', { changed: columns, needsReason: changed.some(needsReason) }),
			pledge: one.edit
		};
	});
}

async function judgeNew(row: Row, beside: Beside): Promise<Judged> {
	const { act, owners, spell, notices, requireQuoted } = beside;
	const given = ownedBy(pledgeFields(row.cells, null), owners, notices);
	const read = readPledge(given, act.today);
	const written = { ...given.errors, ...row.errors };
	if (!read.ok || Object.keys(written).length > 0) {
		return refused({ ...(read.ok ? {} : besideCells(read.errors, given, row.cells)), ...written });
	}
	const input = { ...read.value, theme: spell(read.value.theme) };
	if ('id' in input.occasion) throw new Error('A row describes its occasion, and never chooses one.');
	refuseDueBefore(input.occasion.heldOn, input);
	if (!('id' in input.source)) await requireQuoted(input.source, input.quote);
	if (row.cells.occasion === undefined) notices.occasionFromSource();
	const { title, heldOn, place } = input.occasion;
	const after = cellsOf(input, {
		occasion: { title, heldOn },
		occasionPlace: place,
		owner: owners.nameOf(input.owner),
		sources: { pledge: null, baseline: null, target: null }
	});
	return {
		verdict: good('added', { unused: unusedOf(row.cells, after) }),
		pledge: { code: input.code ?? codeOf(row), input, expectedSeq: null }
	};
}

function judgeKnown(row: Row, line: PledgeLine, definition: Definition, beside: Beside): Judged | Waiting {
	const { act, owners, notices } = beside;
	const before = writeCells(line);
	const overlay = (only: ReadonlySet<string> | null) =>
		ownedBy(pledgeFields(row.cells, before, only), owners, notices);
	const given = overlay(null);
	const written = { ...given.errors, ...row.errors };
	if (given.columns.length === 0 && Object.keys(written).length === 0) return skipped();
	const read = readOver(definition, given, act.today);
	if (!read.ok || Object.keys(written).length > 0) {
		return refused({ ...(read.ok ? {} : besideCells(read.errors, given, row.cells)), ...written });
	}
	const after = cellsOf(read.value.input, aroundOf(line, owners.nameOf(read.value.input.owner)));
	const changed = given.columns.filter((column) => after[column] !== before[column]);
	if (changed.length === 0) return skipped();
	// What is written in another way but says the same stays as it was typed.
	const exactly = readOver(definition, overlay(new Set(changed)), act.today);
	const input: PledgeInput = exactly.ok ? exactly.value.input : read.value.input;
	const edit = { code: line.code, expectedSeq: definition.seq, reason: null, input };
	return { row, edit, before: definition, changed };
}

const skipped = (): Judged => ({ verdict: good('skipped'), pledge: null });

/** The pledge as it stands, with the text of a row over it, read as its edit form would be. */
function readOver({ code, input }: Definition, given: PledgeFields, today: IsoDate) {
	const typed = typedOfPledge(input);
	const over: Typed = {
		fields: { ...typed.fields, ...given.fields },
		rows: { ...typed.rows, ...given.rows }
	};
	const occasion = 'id' in input.occasion ? input.occasion.id : 0;
	return readPledgeEdit(over, { code, occasion }, today);
}

function aroundOf({ occasion, source, details }: PledgeLine, owner: string | null): Around {
	return {
		occasion,
		occasionPlace: details.occasionPlace,
		owner,
		sources: {
			pledge: source,
			baseline: details.baselineSource,
			target: details.targetSource
		}
	};
}

/** Puts the account in place of its name; a name that no account has here changes no owner. */
function ownedBy(given: PledgeFields, owners: Owners, notices: Beside['notices']): PledgeFields {
	const name = given.fields.owner;
	if (name === undefined || name === '') return given;
	const id = owners.idOf(name);
	if (id !== null) return { ...given, fields: { ...given.fields, owner: id } };
	notices.unknownOwner(name);
	const fields = Object.fromEntries(Object.entries(given.fields).filter(([field]) => field !== 'owner'));
	return { ...given, fields, columns: given.columns.filter((column) => column !== 'owner') };
}

function besideCells(errors: Errors, given: Typed, cells: Cells): CellErrors {
	const said: CellErrors = {};
	for (const [field, sentence] of Object.entries(errors)) {
		const [, list, at] = /^(parties|plan)\.(\d+)\./.exec(field) ?? [];
		const item = list && given.rows[list]?.[Number(at)];
		const what = item ? (item.name ?? item.on ?? '') : '';
		said[columnOfField(field, cells)] ??= what ? `“${what}”: ${sentence}` : sentence;
	}
	return said;
}

/** Columns that say how others are meant, or that are looked up. */
const BESIDE_OTHERS = [
	'owner',
	'path',
	'baseline_unit',
	'target_unit',
	'baseline_precision',
	'deadline_precision'
];

function unusedOf(cells: Cells, after: Cells): string[] {
	return Object.entries(cells)
		.filter(([column, text = '']) => !['', 'no'].includes(text.trim()) && after[column] === undefined)
		.map(([column]) => column)
		.filter((column) => !BESIDE_OTHERS.includes(column));
}
