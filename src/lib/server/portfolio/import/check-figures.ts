import { laterOf, type IsoDate } from '#lib/domain/calendar.ts';
import type { ActualInput } from '#lib/domain/commands.ts';
import { enterQuantity } from '#lib/domain/quantity.ts';
import { isSameName, refuseConflict, type StandingFigure } from '#lib/domain/standing-figures.ts';
import { periodAhead, readActual } from '#lib/schema/actual.ts';
import type {
	FileActual,
	FileFigure,
	FileIndicator,
	FileMeasure,
	FilePledge
} from '#lib/schema/portfolio/file.ts';
import { checkCheckIn } from './check-check-in.ts';
import { keeps, refuse, refuseAs, type Checking } from './checking.ts';

/** What one indicator has, whether it is the headline one or a supporting one. */
export type Measure = Pick<FilePledge, Exclude<keyof FileMeasure, 'indicator'>> & {
	indicator: FileIndicator | null;
};

/** Checks the figures of one indicator as their form would, and beside each other. `at`: path of the measure. */
export function checkMeasure(check: Checking, measure: Measure, at: string): void {
	const { ok } = check;
	if (!ok(`${at}.indicator`) || !ok(`${at}.former_indicators`)) return;
	const { indicator } = measure;
	if (indicator) checkBaselines(check, measure, indicator, at);
	else refuseUnmeasured(check, measure, at);
	checkRankings(check, measure, at);
	if (indicator && Array.isArray(measure.actuals))
		checkFigures(check, measure.actuals, indicator, `${at}.actuals`);
}

/** Checks a figure that stands for an indicator of its own; see “related”. */
export function checkRelated(
	check: Checking,
	actual: FileActual,
	indicator: FileIndicator,
	at: string
): void {
	if (check.ok(at)) checkChain(check, actual, indicator, at);
}

function checkRankings({ errors, ok }: Checking, measure: Measure, at: string): void {
	const [order, reason] = [`${at}.reporter_order`, `${at}.reporter_order_reason`];
	if (!ok(order) || !ok(reason) || !ok(`${at}.former_rankings`)) return;
	const { reporter_order: standing, former_rankings: former } = measure;
	if (former.length > 0 && !standing) {
		refuse(errors, `${at}.former_rankings`, 'A ranking that was replaced needs the one that stands.');
	}
	if (!standing && measure.reporter_order_reason !== null) refuse(errors, reason, 'Name the reporters, too.');
	if (standing && measure.reporter_order_reason === null) {
		refuse(errors, reason, 'Say why they are believed in this order.');
	}
	const all = [
		...former.map(({ ranked }, n) => ({ ranked, place: `${at}.former_rankings[${n}].ranked` })),
		...(standing ? [{ ranked: standing, place: order }] : [])
	];
	for (const { ranked, place } of all) {
		const twice = ranked.find((name, n) => ranked.slice(0, n).some((other) => isSameName(other, name)));
		if (twice) refuse(errors, place, `${twice} is listed twice; take one away.`);
	}
}

const UNMEASURED = 'Nothing says what is measured; write the indicator.';

function refuseUnmeasured({ errors }: Checking, measure: Measure, at: string): void {
	for (const name of ['former_indicators', 'former_baselines', 'former_rankings', 'actuals'] as const) {
		if (Array.isArray(measure[name]) && measure[name].length > 0) refuse(errors, `${at}.${name}`, UNMEASURED);
	}
	for (const name of ['baseline', 'reporter_order'] as const) {
		if (measure[name]) refuse(errors, `${at}.${name}`, UNMEASURED);
	}
}

/** Baselines in units that the indicator does not know; what else a form asks is checked with the description. */
function checkBaselines(
	{ errors, ok, today }: Checking,
	measure: Measure,
	indicator: FileIndicator,
	at: string
): void {
	const former = Array.isArray(measure.former_baselines) ? measure.former_baselines : [];
	if (former.length > 0 && measure.baseline === null) {
		refuse(errors, `${at}.former_baselines`, 'A baseline that was replaced needs the one that stands.');
	}
	const places = [
		...former.map((baseline, n) => ({ baseline, place: `${at}.former_baselines[${n}]` })),
		{ baseline: measure.baseline, place: `${at}.baseline` }
	];
	for (const { baseline, place } of places) {
		if (!baseline || !ok(place)) continue;
		if (baseline.period.end > today) refuse(errors, `${place}.period`, periodAhead(baseline.period));
		keeps(errors, `${place}.unit`, () =>
			enterQuantity(baseline.value, baseline.unit ?? indicator.unit, indicator.unit)
		);
	}
}

/** A figure, or one that it replaced, with the days between which it stood beside the others. */
interface Link extends StandingFigure {
	from: IsoDate;
	/** null for one that stands */
	to: IsoDate | null;
	/** place of its chain in the file */
	chain: number;
	place: string;
}

/** Holds every figure against those of other chains that stood at the same time, as recording it did. */
function checkFigures(check: Checking, actuals: FileActual[], indicator: FileIndicator, at: string): void {
	const earlier: Link[] = [];
	for (const [n, actual] of actuals.entries()) {
		const place = `${at}[${n}]`;
		if (!check.ok(place)) continue;
		const read = checkChain(check, actual, indicator, place);
		if (!read) continue;
		const links = linksOf(check, actual, read, indicator, { chain: n, at: place });
		for (const link of links) {
			const { reporter, period, value } = link;
			const beside = earlier.filter((other) => stoodTogether(link, other));
			keeps(check.errors, `${link.place}.period_start`, () =>
				refuseConflict(
					{ ...indicator, figures: beside },
					{ reporter, period, value, revises: null, confirmed: true }
				)
			);
		}
		earlier.push(...links);
	}
}

/** What was recorded and replaced on one day may have been so in either order, so only days between count. */
function stoodTogether(one: Link, other: Link): boolean {
	return (other.to === null || one.from < other.to) && (one.to === null || other.from < one.to);
}

function linksOf(
	{ today }: Checking,
	actual: FileActual,
	read: readonly ActualInput[],
	{ unit }: FileIndicator,
	{ chain, at }: { chain: number; at: string }
): Link[] {
	const figures: FileFigure[] = [...actual.former, actual];
	const froms: IsoDate[] = [];
	for (const { recorded_on } of figures) froms.push(laterOf(recorded_on ?? today, froms.at(-1) ?? ''));
	/** the day on which a figure took the place of what counted before it; null: it never did */
	const counts = figures.map(({ review }, n) =>
		review === null || review.state === 'approved'
			? laterOf(review?.recorded_on ?? '', froms[n] ?? today)
			: null
	);
	return read.map((input, n) => {
		const { withdrawn } = figures[n] ?? {};
		const taken = withdrawn && laterOf(withdrawn.recorded_on ?? today, froms[n] ?? today);
		const next =
			taken ?? (counts[n] === null ? froms[n + 1] : counts.slice(n + 1).find((day) => day !== null));
		return {
			...{ id: chain, last: chain, chain, reporter: actual.reporter, period: input.period },
			value: enterQuantity(input.value, input.unit, unit).value,
			...{ from: froms[n] ?? today, to: next ?? null },
			place: n < actual.former.length ? `${at}.former[${n}]` : at
		};
	});
}

/** One figure with those it replaced. @returns all of them, the first one first; null where one is refused */
function checkChain(
	check: Checking,
	actual: FileActual,
	indicator: FileIndicator,
	at: string
): ActualInput[] | null {
	const chain = [
		...actual.former.map((figure, n) => ({ figure, place: `${at}.former[${n}]` })),
		{ figure: actual, place: at }
	];
	const read = chain.map(({ figure, place }, n) =>
		checkFigure(check, { figure, reporter: actual.reporter, revises: n > 0 }, indicator, place)
	);
	return read.every((one) => one !== null) ? read : null;
}

function checkFigure(
	check: Checking,
	{ figure, reporter, revises }: { figure: FileFigure; reporter: string; revises: boolean },
	{ unit, aggregation, limit }: FileIndicator,
	at: string
): ActualInput | null {
	const source = check.sourceOf(figure.source);
	const fields = {
		...{ value: figure.value, unit: figure.unit ?? '', qualifier: figure.qualifier ?? '', reporter },
		...{ state: figure.state, derived: figure.derived ?? '', locator: figure.locator ?? '' },
		partial: figure.partial === null ? '' : figure.partial ? 'yes' : 'no',
		...{ quote: figure.quote ?? '', note: figure.note ?? '', reason: figure.reason ?? '' },
		...{ period_start: figure.period_start, period_end: figure.period_end },
		revises: revises ? '1' : '',
		source: source && 'id' in source ? String(source.id) : ''
	};
	const measured = { id: null, unit, aggregation, limit };
	const read = readActual(fields, measured, check.today, { old: true });
	if (!read.ok) {
		refuseAs(check.errors, read.errors, (field) => `${at}.${field === 'period' ? 'period_end' : field}`);
		return null;
	}
	if (figure.state !== read.value.actual.state) {
		refuse(check.errors, `${at}.state`, 'A figure that was derived from another is provisional; write so.');
	}
	if (!revises && figure.reason !== null) {
		refuse(
			check.errors,
			`${at}.reason`,
			'This figure replaces none, so there is nothing to give a reason for.'
		);
	}
	const { review } = figure;
	if (review?.state === 'waiting' && (review.note ?? review.recorded_on) !== null) {
		refuse(
			check.errors,
			`${at}.review`,
			'A figure that waits has no decision yet; leave all but its state out.'
		);
	}
	if (figure.withdrawn && (review === null || review.state === 'approved')) {
		refuse(
			check.errors,
			`${at}.withdrawn`,
			'This figure counts; only one that waits or was returned can be withdrawn.'
		);
	}
	if (figure.check) checkCheckIn(check, figure.check, `${at}.check`);
	check.figures.set(figure, read.value.actual);
	return read.value.actual;
}
