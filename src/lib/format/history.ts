/** What acts of the ledger changed, in words for people. */
import type { ActChange, FactChange, FieldChange } from '#lib/domain/history.ts';
import { isDecimal } from '#lib/domain/decimal-text.ts';
import { STATUSES } from '#lib/domain/status.ts';
import { formatDecimal, formatQuantity } from '#lib/domain/wording.ts';
import { LIFECYCLE_WORDS, OUTCOME_WORDS } from './record-words.ts';
import { countOf, formatDate, listOf } from '#lib/domain/words.ts';
import { dateWords, formatMoment } from './dates.ts';
import { languageName } from './language.ts';
import {
	AGGREGATION_WORDS,
	DIRECTION_WORDS,
	KIND_WORDS,
	MODE_WORDS,
	PATH_WORDS,
	QUALIFIER_LABELS,
	STANDING_WORDS
} from './words.ts';

/** One field as it is shown; an empty side is null. */
export interface ShownField {
	field: string;
	before: string | null;
	after: string | null;
}

export interface ShownFact {
	part: string;
	revises: boolean;
	reason: string | null;
	fields: ShownField[];
}

/** An act as a line to read, and what unfolds under it. */
export interface ShownAct {
	seq: number;
	on: string;
	/** the day and the time of day */
	when: string;
	by: string | null;
	action: string;
	reason: string | null;
	/** what was changed, in a few words */
	summary: string;
	facts: ShownFact[];
	/** facts that are not listed */
	more: number;
}

/** What our own words are called where the field does not say it itself. */
const CODES: Record<string, (code: string) => string | undefined> = {
	kind: (code) => wordOf(KIND_WORDS, code),
	aggregation: (code) => wordOf(AGGREGATION_WORDS, code),
	'held to': (code) => wordOf(MODE_WORDS, code),
	direction: (code) => known(DIRECTION_WORDS, code),
	qualifier: (code) => known(QUALIFIER_LABELS, code),
	path: (code) => known(PATH_WORDS, code),
	standing: (code) => known(STANDING_WORDS, code),
	outcome: (code) => known(OUTCOME_WORDS, code),
	state: (code) => known(LIFECYCLE_WORDS, code),
	verdict: (code) => wordOf(STATUSES, code.toUpperCase()),
	per: (code) => (code === 'year' ? 'a year' : undefined)
};

const known = (words: Record<string, string>, code: string): string | undefined =>
	Object.hasOwn(words, code) ? words[code] : undefined;
const wordOf = (words: Record<string, { word: string }>, code: string): string | undefined =>
	Object.hasOwn(words, code) ? words[code]?.word.toLowerCase() : undefined;

/** A value for people; what cannot be read is shown as it is. */
function shown({ field, type, unit }: FieldChange, value: string | null): string | null {
	if (value === null) return null;
	if (type === 'number') {
		if (!isDecimal(value)) return value;
		return unit === null ? formatDecimal(value) : formatQuantity(value, unit);
	}
	if (type === 'code') return CODES[field]?.(value) ?? value;
	if (type === 'date') return formatDate(value);
	if (type === 'period') return dateWords(value);
	return field === 'language' ? languageName(value) : value;
}

/** What several facts of a sort are called. */
const MANY: Record<string, [one: string, more: string]> = {
	observation: ['actual', 'actuals'],
	step_version: ['step', 'steps'],
	step_done: ['step done', 'steps done'],
	check_in: ['check', 'checks'],
	score: ['score', 'scores'],
	restatement: ['restatement', 'restatements'],
	lifecycle: ['closing or reopening', 'closings and reopenings'],
	verdict: ['verdict', 'verdicts'],
	comment: ['comment', 'comments'],
	review: ['review', 'reviews']
};

/** The field that says what a new fact of a sort is. */
const MAIN: Record<string, string> = {
	pledge_version: 'title',
	check_in: 'found',
	restatement: 'words',
	comment: 'text',
	score: 'score',
	lifecycle: 'state',
	review: 'decision',
	verdict: 'verdict'
};
/** Fields that say nothing by themselves. */
const ASIDE = ['public since', 'typed as', 'typed in'];

/** More facts than this are counted, not named. */
const NAMED = 2;
/** A text longer than this is not said in a line. */
const SHORT = 60;

/** An act in words. */
export function shownAct({ seq, on, at, by, action, reason, facts, more }: ActChange): ShownAct {
	return {
		...{ seq, on, when: formatMoment(on, at), by, action, reason },
		more: Object.values(more).reduce((sum, count) => sum + count, 0),
		summary: summaryOf(facts, more),
		facts: facts.map((fact) => ({
			part: fact.part,
			revises: fact.revises,
			reason: fact.reason === reason ? null : fact.reason,
			fields: fact.fields.map((one) => ({
				field: one.field,
				before: shown(one, one.before),
				after: shown(one, one.after)
			}))
		}))
	};
}

/** "actual 2025, Customs: 150 kt → 151 kt", "12 actuals", "description, indicator, target and 3 steps". */
function summaryOf(all: readonly FactChange[], more: ActChange['more']): string {
	// Whoever records something has looked: the check goes without saying.
	const facts = all.some(({ sort }) => sort !== 'check_in')
		? all.filter(({ sort }) => sort !== 'check_in' && sort !== 'pledge')
		: all;
	const sorts = [...Map.groupBy(facts, ({ sort }) => sort)];
	const [only] = facts;
	if (only && facts.length === 1) return phraseOf(only);
	const said = sorts.flatMap(([sort, own]) => {
		const names = MANY[sort];
		const count = own.length + (more[sort] ?? 0);
		if (count <= NAMED || !names) return own.map((fact) => (fact.revises ? phraseOf(fact) : fact.part));
		return [countOf(count, ...names)];
	});
	return said.some((one) => one.includes(': ')) ? said.join('; ') : listOf(said);
}

/** A fact in one phrase: the value of a new one, before and after of a changed one. */
function phraseOf(fact: FactChange): string {
	const { sort, part, revises, fields } = fact;
	const told = fields.filter(({ field }) => !ASIDE.includes(field));
	const short = told.flatMap((one) => {
		const [before, after] = [shown(one, one.before), shown(one, one.after)];
		return [before, after].some((side) => side !== null && side.length > SHORT)
			? [`${one.field} changed`]
			: [`${one.field} ${before ?? 'nothing'} → ${after ?? 'nothing'}`];
	});
	if (revises) {
		const rest = short.length - NAMED;
		const named = short.slice(0, NAMED).join(', ');
		return `${part}: ${named}${rest > 0 ? ` and ${countOf(rest, 'more field')}` : ''}`;
	}
	const wanted = MAIN[sort];
	const main = fields.find(({ field, type }) =>
		wanted === undefined ? field === 'value' || type === 'number' : field === wanted
	);
	const value = main ? shown(main, main.after) : null;
	return value === null ? part : `${part}: ${value.length > SHORT ? `${value.slice(0, SHORT)}…` : value}`;
}
