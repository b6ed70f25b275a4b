/** What the page of a pledge says in words, worked out before it is sent. */
import { resolve } from '$app/paths';
import { windowTimeline } from '#lib/charts/window.ts';
import { takeOf } from '#lib/charts/take.ts';
import type { IsoDate, Period } from '#lib/domain/calendar.ts';
import type { PledgeInput } from '#lib/domain/commands.ts';
import { capitalise } from '#lib/domain/words.ts';
import { LIFECYCLE_WORDS } from '#lib/format/record-words.ts';
import { sourceWords } from '#lib/format/citation.ts';
import { actualRows } from '#lib/format/actual-rows.ts';
import { KIND_WORDS, MODE_WORDS } from '#lib/format/words.ts';
import type { AskedMoment } from '#lib/schema/moment.ts';
import { commentSearch, momentSearch, pledgeSearch } from '#lib/schema/search.ts';
import { LISTED } from '#lib/server/pledges/figures.ts';
import type { Moment } from '#lib/server/pledges/moment.ts';
import type { showPledge } from '#lib/server/pledges/show.ts';

type Shown = NonNullable<Awaited<ReturnType<typeof showPledge>>>;

const SAVED: Record<string, string> = {
	pledge: 'The pledge is logged. Record its first figure or step next.',
	edit: 'Your changes are saved; what stood before stays in the history.',
	actual: 'The figure is recorded.',
	corrected: 'The correction is recorded; what stood before stays in the history.',
	withdraw: 'The figure is withdrawn; it and your reason stay in the history.',
	undone: 'The step counts as open again; the record that it was done stays beside it as a former one.',
	submitted: 'The figure is recorded and waits for review: it counts once a manager has approved it.',
	step: 'The step is recorded.',
	check: 'The check is recorded.',
	score: 'The score is recorded.',
	closed: 'The closing is recorded; the clocks of this pledge have stopped.',
	reopened: 'The pledge is open again.',
	reporters: 'The order of the reporters is saved; the former one stays in the history.',
	verdict: 'Your verdict stands beside the computed status.',
	comment: 'Your comment is below.'
};

/** What a form that led here says it did; null for an address that says nothing known. */
export function savedWords(saved: string | null): { text: string; figure: boolean } | null {
	const text = saved === null || !Object.hasOwn(SAVED, saved) ? undefined : SAVED[saved];
	return text === undefined ? null : { text, figure: saved === 'actual' || saved === 'submitted' };
}

/** How a pledge is read and followed, term by term. `unit` and `title` are those of its headline indicator. */
export function detailsOf(
	about: PledgeInput,
	headline: { title: string; unit: string } | undefined,
	owner: string | null
): { term: string; text: string }[] {
	const { kind, mode } = about;
	const words = ({ word, hint }: { word: string; hint: string }) => `${word}: ${hint}`;
	return [
		{ term: 'Strength', text: capitalise(about.strength) },
		{ term: 'Kind', text: words(KIND_WORDS[kind]) },
		{ term: 'Theme', text: capitalise(about.theme) },
		...(headline ? [{ term: 'Indicator', text: `${headline.title}, ${headline.unit}` }] : []),
		...(headline && kind !== 'annual_rate' ? [{ term: 'Held to', text: words(MODE_WORDS[mode]) }] : []),
		{ term: 'Checked every', text: `${about.checkDays} days` },
		...(kind === 'continuing' ? [{ term: 'Evidence within', text: `${about.activityDays} days` }] : []),
		{ term: 'Owner', text: owner ?? 'nobody' }
	];
}

/** What closed the pledge, in words; null while it is open. */
export function closingOf([last]: Shown['closings']) {
	return last && last.state !== 'reopened'
		? { ...last, word: capitalise(LIFECYCLE_WORDS[last.state]) }
		: null;
}

/** The figures of an indicator as a table, and whose they are. Beside a pledge no figure decides anything. */
export function figuresOf(
	{ id, role, title, unit }: Shown['indicators'][number],
	actuals: Shown['actuals'],
	assessment: Shown['assessment'],
	evidence: Parameters<typeof actualRows>[3]
) {
	const own = actuals.filter(({ indicator }) => indicator === id);
	const deciding = role === 'headline' ? assessment.observationIds : [];
	const reporters = [...new Set(own.map(({ reporter }) => reporter))];
	return { id, role, title, reporters, table: actualRows(own.slice(0, LISTED), unit, deciding, evidence) };
}

/**
 * Where the page leads in the state that it shows; `exported` is the query string that asks exports for this pledge.
 * @param comments `before`: those before this one are shown, null: the latest; `earlier`: the last of those before them
 */
export function linksOf(
	code: string,
	asked: AskedMoment,
	comments: { before: number | null; earlier: number | null }
) {
	const here = (before: number | null) =>
		`${resolve('/pledges/[code]', { code })}${commentSearch(asked, before)}#comments`;
	return {
		pledges: `${resolve('/pledges')}${momentSearch(asked)}`,
		changes: `${resolve('/export/changes.csv')}?code=${encodeURIComponent(code)}`,
		exported: pledgeSearch({ code, ...asked }),
		earlier: comments.earlier === null ? null : here(comments.earlier),
		latest: comments.before === null ? null : here(null)
	};
}

/** Where the charts of a pledge are taken away, in the state that the page shows. */
export function takesOf(code: string, { asOf, basis, upto }: Moment) {
	const take = (chart: string) =>
		takeOf(resolve('/pledges/[code]', { code }), chart, momentSearch({ asOf, basis, at: upto }));
	return { target: take('target'), stages: take('stages'), events: take('events') };
}

/** The window that events are held to; null where none was stated. */
export function windowOf({ kind, target }: Shown['description']): Period | null {
	if (kind !== 'events_in_window' || !target?.start || !target.due) return null;
	return { start: target.start, end: target.due };
}

/** The window that the events of a pledge are held to, drawn and in words; null where none was stated. */
export function eventsOf({ description, steps }: Pick<Shown, 'description' | 'steps'>, today: IsoDate) {
	const window = windowOf(description);
	return window && { window, timeline: windowTimeline(window, steps, today) };
}

/** Every source that the page names, line by line, each once: of what was promised, then of what is known. */
export function sourcesOf(found: Shown): string {
	const { targets, restatements, actuals, steps, scores, checks, verdicts, closings } = found;
	const named = [
		...[found.source, found.targetSource, found.baselineSource],
		...[targets, restatements, actuals].flat().map(({ source }) => source),
		...steps.flatMap((step) => [step.source, step.dueSource, ...step.former.map(({ source }) => source)]),
		...[scores, checks, verdicts, closings].flat().map(({ source }) => source)
	].filter((source) => source !== null);
	const words = new Map(named.map((source) => [source.id, sourceWords(source)]));
	return words.size === 0 ? '' : ['Sources', ...words.values()].join('\n');
}

/** The steps of a pledge as stages. */
export function stagesOf({ steps, movedDates }: Pick<Shown, 'steps' | 'movedDates'>) {
	return steps.map((step) => ({
		...step,
		doneOn: step.doneTo ?? step.doneFrom,
		moved: movedDates.steps[step.id]
	}));
}
