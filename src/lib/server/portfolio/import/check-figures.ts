import type { ActualInput } from '#lib/domain/commands.ts';
import { enterQuantity } from '#lib/domain/quantity.ts';
import { isSameName, refuseConflict, type StandingFigure } from '#lib/domain/standing-figures.ts';
import { formatPeriod } from '#lib/domain/words.ts';
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

function checkFigures(check: Checking, actuals: FileActual[], indicator: FileIndicator, at: string): void {
	const standing: StandingFigure[] = [];
	const first: { reporter: string; start: string; end: string }[] = [];
	for (const [n, actual] of actuals.entries()) {
		const place = `${at}[${n}]`;
		if (!check.ok(place)) continue;
		const chain = checkChain(check, actual, indicator, place);
		const begun = chain?.[0];
		const stands = chain?.[standingOf(actual)];
		if (!begun || !stands) continue;
		const { reporter } = actual;
		const value = enterQuantity(stands.value, stands.unit, indicator.unit).value;
		keeps(check.errors, `${place}.period_start`, () =>
			refuseConflict(
				{ ...indicator, figures: standing },
				{ reporter, period: stands.period, value, revises: null, confirmed: true }
			)
		);
		const { start, end } = begun.period;
		if (first.some((one) => isSameName(one.reporter, reporter) && one.start === start && one.end === end)) {
			refuse(
				check.errors,
				chain?.length === 1 ? `${place}.period_start` : `${place}.former[0].period_start`,
				`${reporter} has a figure for ${formatPeriod(begun.period)} already; write one figure with those that it replaced.`
			);
		}
		standing.push({ id: n + 1, last: n + 1, reporter, value, period: stands.period });
		first.push({ reporter, start, end });
	}
}

/** Place in its chain of the figure that holds its period: behind a withdrawn one the last that counts, −1 for none. */
function standingOf({ former, ...last }: FileActual): number {
	if (last.withdrawn === null) return former.length;
	return former.findLastIndex(({ review }) => review === null || review.state === 'approved');
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
