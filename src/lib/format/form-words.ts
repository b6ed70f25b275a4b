/** What stands in the forms of a pledge and of a source, in words: for those who compare two states of one. */
import type { Qualifier } from '#lib/domain/commitment.ts';
import { isDecimal } from '#lib/domain/decimal-text.ts';
import { formatDecimal, formatQualified } from '#lib/domain/wording.ts';
import { capitalise, countOf } from '#lib/domain/words.ts';
import { dateWords } from './dates.ts';
import { languageName } from './language.ts';
import { targetAmount } from './target.ts';
import {
	AGGREGATION_WORDS,
	DIRECTION_WORDS,
	KIND_WORDS,
	MODE_WORDS,
	PATH_WORDS,
	QUALIFIER_LABELS,
	STANDING_WORDS
} from './words.ts';

interface Form {
	fields: Readonly<Record<string, string>>;
	rows: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;
}

/** What stands behind the numbers that a form sends. */
export interface Named {
	sources: readonly { value: string; label: string }[];
	owners: readonly { value: string; label: string }[];
}

/** What a field is called, or what several fields say together; as the forms call them. */
const LABELS: Record<string, string> = {
	mode: 'Held to',
	path: 'Expected path',
	locator: 'Where in the source',
	source: 'Source of the quote',
	check_interval_days: 'Check every … days',
	activity_interval_days: 'Evidence within … days',
	guideline: 'Scoring guideline',
	indicator_title: 'Indicator',
	aggregation: 'Figures are',
	basis: 'Definition',
	target_standing: 'Where the target comes from',
	grace_days: 'Wait for the last figure',
	reporters: 'Ranking of reporters',
	baseline_reporter: 'Whose figure the baseline is',
	target_source: 'Source of the target',
	baseline_source: 'Source of the baseline',
	steps: 'Stages or events',
	plan: 'Planned interim values',
	date: 'Published on',
	url: 'Address',
	text: 'Stored text'
};

/** What is compared, by its name. */
export const labelOf = (name: string): string =>
	Object.hasOwn(LABELS, name) ? (LABELS[name] ?? name) : capitalise(name.replaceAll('_', ' '));

/** What a form says of it, in words; empty where it says nothing. */
export function saidIn({ fields, rows }: Form, name: string, named: Named): string {
	const read = Object.hasOwn(SAID, name) ? SAID[name] : undefined;
	if (read) return read({ fields, rows }, named);
	return fields[name] ?? '';
}

type Say = (form: Form, named: Named) => string;

const from =
	(words: Readonly<Record<string, string | { word: string }>>, name: string): Say =>
	({ fields }) => {
		const code = fields[name] ?? '';
		const word = Object.hasOwn(words, code) ? words[code] : code;
		return typeof word === 'object' ? word.word : (word ?? '');
	};

const days =
	(name: string): Say =>
	({ fields }) =>
		isDecimal(fields[name]) ? countOf(Number(fields[name]), 'day') : (fields[name] ?? '');

const SAID: Record<string, Say> = {
	kind: from(KIND_WORDS, 'kind'),
	mode: from(MODE_WORDS, 'mode'),
	path: from(PATH_WORDS, 'path'),
	aggregation: from(AGGREGATION_WORDS, 'aggregation'),
	direction: from(DIRECTION_WORDS, 'direction'),
	target_standing: from(STANDING_WORDS, 'target_standing'),
	check_interval_days: days('check_interval_days'),
	activity_interval_days: days('activity_interval_days'),
	grace_days: days('grace_days'),
	tolerance: ({ fields }) => (fields.tolerance ? `${fields.tolerance} %` : ''),
	natural_limit: ({ fields }) => figure(fields.natural_limit),
	owner: ({ fields }, { owners }) => optionOf(owners, fields.owner),
	language: ({ fields }) => (fields.language ? languageName(fields.language) : ''),
	date: ({ fields }) => dateWords(fields.date),
	source: sourceOf(''),
	target_source: sourceOf('target_'),
	baseline_source: sourceOf('baseline_'),
	target: targetSaid,
	baseline: baselineSaid,
	dates: datesSaid,
	reporters: ({ fields: { reporters = '', reporters_reason: why } }) =>
		lines(
			reporters.split('\n').map((name, at) => name.trim() && `${at + 1}. ${name.trim()}`),
			why && `because: ${why}`
		),
	parties: ({ rows }) =>
		lines((rows.parties ?? []).map(({ name, role }) => name && `${name} (${role || 'joint'})`)),
	plan: ({ rows }) =>
		lines((rows.plan ?? []).map(({ on, value }) => (on || value) && `${dateWords(on)}: ${figure(value)}`)),
	steps: ({ rows }, named) => lines((rows.steps ?? []).map((row) => stepSaid(row, named)))
};

const lines = (...all: (string | undefined | readonly (string | undefined)[])[]): string =>
	all.flat().filter(Boolean).join('\n');

const optionOf = (options: Named['sources'], value = ''): string =>
	options.find((option) => option.value === value)?.label ?? value;

function sourceOf(prefix: string): Say {
	return ({ fields }, { sources }) => {
		const part = (end: string) => fields[`${prefix}source${end}`] ?? '';
		if (part('')) return optionOf(sources, part(''));
		return [part('_title'), part('_publisher'), dateWords(part('_date'))].filter(Boolean).join(' · ');
	};
}

function targetSaid({ fields }: Form): string {
	const unit = fields.target_unit || fields.unit || '';
	const number = (name: string) => (isDecimal(fields[name]) ? fields[name] : null);
	const events = fields.events_required;
	if (events) return countOf(Number(events), 'event');
	const qualifier = qualifierOf(fields.target_qualifier, 'at_least');
	const amount = { value: number('target_value'), low: number('target_low'), high: number('target_high') };
	const said = targetAmount({ ...amount, qualifier, per: null }, unit);
	return said ?? (unit && `no number, in ${unit}`);
}

function baselineSaid({ fields }: Form): string {
	const { baseline_value: value, baseline_date: when } = fields;
	if (!value) return '';
	const unit = fields.baseline_unit || fields.unit || '';
	const said = isDecimal(value)
		? formatQualified(value, unit, qualifierOf(fields.baseline_qualifier, 'exactly'))
		: value;
	return [said, dateWords(when), fields.baseline_proxy === 'yes' && 'a stand-in'].filter(Boolean).join(', ');
}

function datesSaid({ fields }: Form): string {
	const first = fields.window_start || fields.start;
	const last = fields.window_end || fields.deadline;
	return lines(
		first && `from ${dateWords(first)}`,
		last && `by ${dateWords(last)}${fields.deadline_assumed === 'yes' ? ', assumed' : ''}`
	);
}

function stepSaid(row: Readonly<Record<string, string>>, { sources }: Named): string {
	if (!row.title) return '';
	const { title, party, due, weight } = row;
	const source = row.due_source ? optionOf(sources, row.due_source) : row.due_source_title;
	return [
		title,
		party,
		due && `due ${dateWords(due)}`,
		weight && `weight ${weight}`,
		source && `date from ${source}`
	]
		.filter(Boolean)
		.join(', ');
}

const figure = (text = ''): string => (isDecimal(text) ? formatDecimal(text) : text);

const qualifierOf = (text: string | undefined, otherwise: Qualifier): Qualifier =>
	Object.hasOwn(QUALIFIER_LABELS, text ?? '') ? (text as Qualifier) : otherwise;
