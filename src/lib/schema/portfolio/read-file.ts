import * as v from 'valibot';
import type { Errors } from '../read.ts';
import { FILE, type PortfolioFile } from './file.ts';

/** A portfolio file as far as it could be read; only what `ok` says may be used. */
export interface FileRead {
	file: PortfolioFile;
	/** the file as it stands */
	json: unknown;
	/** a sentence for each place that cannot be used, by its path in the file: `pledges[3].actuals[0].value` */
	errors: Errors;
	/** whether everything at and below a place could be read */
	ok(path: string): boolean;
}

/** Reads a portfolio file by its definition. What the parts mean together is checked where it is imported. */
export function readPortfolioFile(json: unknown): FileRead {
	if (typeof json !== 'object' || json === null) {
		return unreadable('This is no portfolio file: write an object in braces.');
	}
	const result = v.safeParse(FILE, json, { message: sentenceOf });
	const errors: Errors = {};
	for (const issue of result.issues ?? []) errors[pathOf(issue)] ??= issue.message;
	const broken = Object.keys(errors);
	return {
		// What could not be read is in it as it stood, which is why `ok` is asked first.
		file: result.output as PortfolioFile,
		json,
		errors,
		ok: (path) => !broken.some((place) => place === path || isBelow(place, path) || isBelow(path, place))
	};
}

/** A file of which nothing can be used, for one reason. */
export function unreadable(sentence: string): FileRead {
	const file = { sources: [] as unknown[], pledges: [] as unknown[] } as PortfolioFile;
	return { file, json: {}, errors: { '': sentence }, ok: () => false };
}

/** Whether a place lies inside another: `a.b[0].c` inside `a.b`. */
function isBelow(place: string, above: string): boolean {
	return (
		place.startsWith(above) && (above === '' || place[above.length] === '.' || place[above.length] === '[')
	);
}

function pathOf(issue: v.BaseIssue<unknown>): string {
	return (issue.path ?? []).reduce((path, { key }) => below(path, key), '');
}

/** The path of what is inside a place, as error messages and `ok` write it. */
export function below(path: string, key: unknown): string {
	if (typeof key === 'number') return `${path}[${key}]`;
	const name = String(key);
	if (!/^[\w$]+$/.test(name)) return `${path}[${JSON.stringify(name)}]`;
	return path === '' ? name : `${path}.${name}`;
}

const EXPECTED: Record<string, string> = {
	string: 'Write text in quotation marks; numbers too, so that no digit is lost.',
	number: 'Write a number without quotation marks.',
	integer: 'Write a whole number.',
	boolean: 'Write true or false.',
	array: 'Write a list in square brackets.',
	Array: 'Write a list in square brackets.',
	Object: 'Write an object in braces.'
};

/** What to say where the definition has no sentence of its own. */
function sentenceOf(issue: v.BaseIssue<unknown>): string {
	if (issue.type === 'strict_object' && issue.expected === 'never') {
		return 'The portfolio file has no such name here; see portfolio.schema.json for those it has.';
	}
	if (issue.type === 'strict_object' && issue.received === 'undefined') return 'This is missing.';
	if (issue.type === 'picklist')
		return `Write one of: ${issue.expected?.replaceAll(' | ', ', ') ?? ''}.`
			.replace('(', '')
			.replace(')', '');
	if (issue.type === 'min_value' || issue.type === 'max_value') {
		return `Write a whole number that is ${issue.expected?.replace('>=', 'at least ').replace('<=', 'at most ') ?? ''}.`;
	}
	if (issue.type === 'integer') return 'Write a whole number.';
	return EXPECTED[issue.expected ?? ''] ?? issue.message;
}
