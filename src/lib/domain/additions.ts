import type { ArithmeticLine, RunningYear } from './assessment.ts';
import { daysIn } from './calendar.ts';
import type { Known } from './eligible.ts';
import type { Outcome } from './outcome.ts';
import { exact } from './quantity.ts';
import { yearAround } from './running.ts';
import { formatDecimal, formatQualified, formatQuantity, formatRateDown } from './wording.ts';
import { inPeriod } from './words.ts';

/**
 * What every outcome is given at the end: the name of its figure, and the running year of a yearly promise beside it,
 * with what that year would come to [ours].
 */
export function withAdditions(known: Known, result: Outcome): Outcome {
	const running = result.detail?.kind === 'annual' ? covered(known, result.detail.running) : null;
	const unit = known.indicator?.unit ?? '';
	const sentence = named(known, result.sentence);
	const mentioned = running && result.status !== 'IN_PROGRESS';
	return {
		...result,
		sentence: mentioned ? `${sentence.replace(/\.$/, '')}; ${runningClause(running, unit)}.` : sentence,
		arithmetic: [...result.arithmetic, ...(running ? projectionLines(known, running, unit) : [])]
	};
}

/** A pledge cannot come to a number: an indicator that bears the pledge's own title is called "The figure". */
function named({ indicator, title }: Known, sentence: string): string {
	const own = indicator?.title === title && sentence.startsWith(`${title} `);
	return own ? `The figure${sentence.slice(title.length)}` : sentence;
}

/** The running year, unless the promise ended before it. */
function covered({ target }: Known, running: RunningYear | null): RunningYear | null {
	return running && (!target?.due || running.figure.period.end <= target.due) ? running : null;
}

function runningClause({ figure, sameMonthsBefore }: RunningYear, unit: string): string {
	const before = sameMonthsBefore
		? `, after ${formatQualified(sameMonthsBefore.value, unit, sameMonthsBefore.qualifier)} in the same months of the year before`
		: '';
	return `the running year stands at ${formatQualified(figure.value, unit, figure.qualifier)} ${inPeriod(figure.period)}${before}`;
}

function projectionLines(known: Known, { figure, projection }: RunningYear, unit: string): ArithmeticLine[] {
	if (!projection) return [];
	const shown = (value: number) => formatQuantity(Number(value.toPrecision(12)), unit);
	const line = { label: 'The running year at this pace', source: 'ours' };
	const { value, low, high, method } = projection;
	if (method === 'pro rata by days') {
		const days = daysIn(yearAround(known, figure.period.end));
		return [
			{
				...line,
				formula: `${formatDecimal(figure.value)} × ${days} ÷ ${daysIn(figure.period)} days`,
				result: shown(value),
				rule: 'projection pro rata by days'
			}
		];
	}
	if (value === 0) return [];
	const share = Number((exact(figure.value).toNumber() / value).toPrecision(12));
	return [
		{
			...line,
			formula: `${formatDecimal(figure.value)} ÷ ${formatRateDown(share)}`,
			result: `${shown(value)}, between ${shown(low)} and ${shown(high)}`,
			rule: 'projection = year to date ÷ median share of the same months in earlier years'
		}
	];
}
