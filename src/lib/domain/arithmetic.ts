import type { ArithmeticLine } from './assessment.ts';
import type { Elapsed } from './calendar.ts';
import type { Measure, Reading } from './measure.ts';
import { bandOf, terms } from './measure.ts';
import { exact } from './quantity.ts';
import type { Numeric } from './quantity.ts';
import type { Point } from './series.ts';
import { limitCoefficient, trendPace } from './trend.ts';
import {
	formatDecimal,
	formatPercentDown,
	formatQuantity,
	formatRateDown,
	formatRatioDown,
	formatUseDown
} from './wording.ts';

/** Large figures are shown in one scale, so that a formula reads "(555 − 250) ÷ (1,000 − 250)". */
function scaler(values: Numeric[]): (value: Numeric) => string {
	const least = values
		.map((value) => exact(value).abs())
		.filter((value) => value.gt(0))
		.reduce((low, value) => (value.lt(low) ? value : low), exact('1e30'));
	const size = ['1e9', '1e6'].find((step) => least.gte(step) && least.lt('1e30')) ?? '1';
	return (value) => {
		const shown = formatDecimal(exact(value).div(size).round(6).toFixed());
		return exact(value).lt(0) ? `(${shown})` : shown;
	};
}

const timeWords = ({ elapsed, total, counted, steps }: Elapsed) => {
	const unit = counted === 12 ? 'years' : counted === 3 ? 'quarters' : counted === 1 ? 'months' : 'days';
	const whole = counted === null || [12, 3, 1].includes(counted);
	return whole
		? { passed: String(steps.elapsed), all: String(steps.total ?? ''), unit }
		: { passed: formatDecimal(elapsed), all: formatDecimal(total ?? 0), unit: 'years' };
};

const years = (time: Elapsed) => formatDecimal(exact(time.elapsed).round(3).toFixed());

/** The lines behind a measured pledge: time, share of the distance, both ratios, trend. Each with its rule. */
export function measuredLines(
	measure: Measure,
	point: Point,
	reading: Reading,
	use: { ratio: boolean; trend: boolean }
): ArithmeticLine[] {
	const values = terms(measure, point.figure.value);
	const { baseline } = measure;
	if (!values || values.baseline === null || !baseline) return attainmentLines(measure, point, reading);
	const { actual, target, direction } = values;
	const b = values.baseline;
	const show = scaler([b, actual, target]);
	const moved = direction === 1 ? `${show(actual)} − ${show(b)}` : `${show(b)} − ${show(actual)}`;
	const distance = exact(target).gte(b) ? `${show(target)} − ${show(b)}` : `${show(b)} − ${show(target)}`;
	const lines: ArithmeticLine[] = [...gapLines(measure, point, actual)];
	if (reading.progress !== null) {
		lines.push({
			label: measure.kind === 'cumulative' ? 'Share of the total' : 'Share of the distance',
			formula: `(${moved}) ÷ (${distance})`,
			result: formatPercentDown(reading.progress),
			rule: 'progress = d·(x − b) ÷ |T − b|',
			source: 'ours'
		});
	}
	const { time } = reading;
	if (use.ratio && time && time.total !== null)
		lines.push(...ratioLines(measure, reading, time, { moved, distance }, show, values));
	if (use.trend && time && time.elapsed > 0) {
		const pace = trendPace(b, actual, time.elapsed, direction);
		if (pace !== null) {
			const coefficient = limitCoefficient(b, measure.limit);
			lines.push({
				label: 'Yearly pace in the wanted direction',
				formula: `(${show(actual)} ÷ ${show(b)})^(1 ÷ ${years(time)}) − 1${coefficient === 1 ? '' : `, bands × ${formatRatioDown(coefficient)}`}`,
				result: formatRateDown(pace),
				rule: 'trend p = d·g(b→x)',
				source: 'StatCan'
			});
		}
	}
	return lines;
}

function ratioLines(
	measure: Measure,
	reading: Reading,
	time: Elapsed,
	parts: { moved: string; distance: string },
	show: (value: Numeric) => string,
	values: { baseline: string | null; actual: string; target: string }
): ArithmeticLine[] {
	const { passed, all, unit } = timeWords(time);
	const { linear, geometric } = reading.ratios;
	const lines: ArithmeticLine[] = [
		{
			label: 'Time at the figure’s date',
			formula: `${passed} ÷ ${all} ${unit}`,
			result: formatPercentDown(time.steps.total ? time.steps.elapsed / time.steps.total : 0),
			rule: time.counted ? 'equal periods are counted' : 'dated days are measured',
			source: 'ours'
		}
	];
	if (linear !== null) {
		lines.push({
			label: measure.planned ? 'Ratio to the plan' : 'Ratio on a straight path',
			formula: measure.planned
				? `${show(values.actual)} ÷ planned total`
				: `(${parts.moved}) ÷ ((${parts.distance}) × ${passed} ÷ ${all})`,
			result: formatRatioDown(linear),
			rule: measure.planned ? 'R = S ÷ planned' : 'R = d·(x − b) ÷ (|T − b|·τ)',
			source: 'ours'
		});
	}
	if (geometric !== null) {
		const growth = (to: string, span: number | null) =>
			`((${show(to)} ÷ ${show(values.baseline ?? '1')})^(1 ÷ ${formatDecimal(
				exact(span ?? 0)
					.round(3)
					.toFixed()
			)}) − 1)`;
		lines.push({
			label: 'Ratio on constant growth',
			formula: `${growth(values.actual, time.elapsed)} ÷ |${growth(values.target, time.total)}|`,
			result: formatRatioDown(geometric),
			rule: 'R = s·d·g(b→x) ÷ |g(b→T)|',
			source: 'StatCan'
		});
	}
	return lines;
}

/** A band works on the distance from it. */
function gapLines(measure: Measure, point: Point, gap: string): ArithmeticLine[] {
	if (measure.kind !== 'band' || !measure.target) return [];
	const { low, high } = bandOf(measure.target);
	const x = formatDecimal(point.figure.value);
	const sides = [
		low === null ? null : `${formatDecimal(low)} − ${x}`,
		'0',
		high === null ? null : `${x} − ${formatDecimal(high)}`
	];
	return [
		{
			label: 'Distance from the band',
			formula: `max(${sides.filter((side) => side !== null).join('; ')})`,
			result: formatQuantity(gap, measure.unit),
			rule: 'gap = max(lo − x, 0, x − hi)',
			source: 'ours'
		}
	];
}

function attainmentLines(measure: Measure, point: Point, reading: Reading): ArithmeticLine[] {
	const target = measure.target?.value;
	if (reading.attainment === null || !target) return [];
	const show = scaler([point.figure.value, target]);
	return [attainmentLine(show(point.figure.value), show(target), reading.attainment)];
}

/** Actual ÷ target, a different word from progress. */
export function attainmentLine(
	actual: string,
	target: string,
	share: number,
	label = 'Attainment'
): ArithmeticLine {
	return {
		label,
		formula: `${actual} ÷ ${target}`,
		result: formatUseDown(share),
		rule: 'attainment = x ÷ T',
		source: 'ours'
	};
}
