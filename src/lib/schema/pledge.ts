import * as v from 'valibot';
import type { IsoDate } from '#lib/domain/calendar.ts';
import type { OccasionInput, PledgeInput } from '#lib/domain/commands.ts';
import { KINDS, MODES, PATHS, STRENGTHS } from '#lib/domain/commitment.ts';
import { ACTIVITY_DAYS, CHECK_DAYS, LIMITS } from '#lib/domain/limits.ts';
import { needs } from '#lib/domain/parts.ts';
import { readBaseline, readIndicator, readReporterOrder } from './pledge-measure.ts';
import { readParties, readSteps } from './pledge-rows.ts';
import { readTarget } from './pledge-target.ts';
import {
	block,
	choice,
	choiceOr,
	day,
	finish,
	inOrder,
	line,
	optionalBlock,
	optionalChoice,
	optionalId,
	optionalLine,
	readFields,
	whole,
	type Errors,
	type Read
} from './read.ts';
import { unquoted } from '#lib/domain/quotation-marks.ts';
import { readSource } from './source.ts';
import type { Typed } from './typed.ts';

/** Codes stand in addresses, where "new" is the form, and in the ledger, where "SOURCE-3" is a source. */
const code = v.pipe(
	optionalLine(LIMITS.code),
	v.check(
		(text) => text === null || /^[\p{L}\p{N}]+(?:[-._][\p{L}\p{N}]+)*$/u.test(text),
		'Use letters and digits with hyphens between, such as KZ-TM-2022-01.'
	),
	v.check((text) => !/^(new|source-\d+)$/i.test(text ?? ''), 'This word cannot be a code; choose another.'),
	v.transform((text) => text && text.toUpperCase())
);

const days = (otherwise: number) =>
	whole(1, LIMITS.days, otherwise, `Write a whole number of days from 1 to ${LIMITS.days}.`);

const QUOTE_MISSING = 'Copy the words of the source.';

const COMMON = {
	code,
	title: line(LIMITS.title, 'Give the pledge a title: who does what.'),
	kind: choice(KINDS, 'Choose what kind of pledge it is.'),
	theme: v.pipe(
		line(LIMITS.theme, 'Name a theme, such as trade.'),
		v.transform((text) => text.replace(/\s+/g, ' '))
	),
	strength: choiceOr(STRENGTHS, 'agreed', 'Choose how firmly it was said.'),
	quote: v.pipe(block(LIMITS.quote, QUOTE_MISSING), v.transform(unquoted), v.nonEmpty(QUOTE_MISSING)),
	locator: optionalLine(LIMITS.locator),
	reading: block(LIMITS.reading, 'Write in a sentence what is measured and what counts as done.'),
	owner: optionalLine(100),
	check_interval_days: days(CHECK_DAYS)
};

const BY_KIND = {
	mode: choiceOr(MODES, 'reach', 'Choose “reach” or “keep”.'),
	path: optionalChoice(PATHS, 'Choose a path, or leave it to the rules.'),
	guideline: optionalBlock(LIMITS.guideline),
	activity_interval_days: days(ACTIVITY_DAYS)
};

const NOTHING = {
	mode: 'reach',
	path: null,
	guideline: null,
	activity_interval_days: ACTIVITY_DAYS
} as const;

/**
 * Reads a pledge's description. What the kind does not need is not read, whatever was typed there.
 * @param today the product's day: sources and baselines cannot lie after it
 */
export function readPledge(typed: Typed, today: IsoDate): Read<PledgeInput> {
	const read = readParts(typed, today);
	return read.ok ? read : { ok: false, errors: inOrder(read.errors, ORDER) };
}

function readParts(typed: Typed, today: IsoDate): Read<PledgeInput> {
	const { fields, rows } = typed;
	const errors: Errors = {};
	const { some, all } = readFields(COMMON, fields, errors);
	const parties = readParties(rows.parties ?? [], errors);
	const occasion = readOccasion(
		fields,
		errors,
		parties.map((party) => party.name)
	);
	const source = readSource(fields, errors, { ask: 'Say where these words stand.', today });
	const { kind } = some;
	if (!kind) return { ok: false, errors };

	const wanted = Object.fromEntries(
		Object.entries(BY_KIND).filter(([name]) => {
			if (name === 'mode') return needs(kind, 'measure');
			if (name === 'path') return needs(kind, 'path');
			return needs(kind, name === 'guideline' ? 'guideline' : 'activity');
		})
	) as Partial<typeof BY_KIND>;
	const special = { ...NOTHING, ...readFields(wanted as typeof BY_KIND, fields, errors).some };
	const indicator = readIndicator(kind, fields, errors, some.title ?? '');
	const measured = needs(kind, 'measure');
	const baseline = measured ? readBaseline(fields, errors, indicator, today) : null;
	const target = readTarget(kind, typed, errors, { indicator, baseline, path: special.path, today });
	const reporterOrder = measured ? readReporterOrder(fields, errors) : null;
	const steps = readSteps(kind, rows.steps ?? [], errors, today);
	if (!all || !occasion || !source) return { ok: false, errors };
	return finish(
		{
			code: all.code,
			occasion,
			title: all.title,
			kind,
			theme: all.theme,
			strength: all.strength,
			mode: special.mode,
			path: special.path,
			quote: all.quote,
			locator: all.locator,
			source,
			reading: all.reading,
			owner: all.owner,
			checkDays: all.check_interval_days ?? CHECK_DAYS,
			activityDays: special.activity_interval_days ?? ACTIVITY_DAYS,
			parties,
			indicator,
			baseline,
			target,
			reporterOrder,
			steps,
			guideline: special.guideline
		},
		errors
	);
}

/**
 * Reads a changed description of a known pledge, and why it is changed. Code and occasion stay what they are, whatever
 * the form says.
 */
export function readPledgeEdit(
	typed: Typed,
	fixed: { code: string; occasion: number },
	today: IsoDate
): Read<{ input: PledgeInput; reason: string | null }> {
	const kept = Object.entries(typed.fields).filter(([name]) => !name.startsWith('occasion'));
	const fields = { ...Object.fromEntries(kept), code: fixed.code, occasion: String(fixed.occasion) };
	const errors: Errors = {};
	const { all } = readFields({ reason: optionalLine(LIMITS.reason) }, fields, errors);
	const read = readPledge({ ...typed, fields }, today);
	if (!read.ok) return { ok: false, errors: { ...read.errors, ...errors } };
	return finish(all && { input: read.value, reason: all.reason }, errors);
}

/** Beginnings of the names of fields, in the order of the form. */
const ORDER = [
	'occasion',
	'quote',
	'source',
	'locator',
	'title',
	'parties',
	'theme',
	'strength',
	'kind',
	'reading'
]
	.concat([
		'mode',
		'indicator',
		'unit',
		'aggregation',
		'direction',
		'basis',
		'natural',
		'reporters',
		'target'
	])
	.concat([
		'window',
		'deadline',
		'start',
		'tolerance',
		'grace',
		'path',
		'plan',
		'events',
		'baseline',
		'steps'
	])
	.concat(['guideline', 'check', 'activity', 'owner', 'code']);

const OCCASION = {
	occasion_title: line(LIMITS.title, 'Name the occasion, such as a state visit.'),
	occasion_place: optionalLine(LIMITS.place),
	occasion_date: day('Write the day of the occasion, such as 2022-10-15.')
};

/** A known occasion, or a new one whose participants are the parties of the pledge. */
function readOccasion(
	fields: Record<string, string>,
	errors: Errors,
	parties: string[]
): OccasionInput | null {
	const known = readFields({ occasion: optionalId('Choose an occasion from the list.') }, fields, errors);
	if (!known.all) return null;
	const described = Object.keys(OCCASION).some((name) => (fields[name] ?? '').trim() !== '');
	if (known.all.occasion !== null) {
		if (!described) return { id: known.all.occasion };
		errors.occasion = 'Choose a known occasion or describe a new one, not both; clear one of the two.';
		return null;
	}
	if (!described) {
		errors.occasion = 'Choose the occasion, or describe a new one.';
		return null;
	}
	const { all } = readFields(OCCASION, fields, errors);
	return (
		all && {
			title: all.occasion_title,
			place: all.occasion_place,
			heldOn: all.occasion_date,
			parties,
			source: null
		}
	);
}
