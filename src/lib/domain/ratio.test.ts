import { describe, expect, it } from 'vitest';
import { ceilingStatus, ceilingTolerance } from './ceiling.ts';
import { earnedValue, weightShares } from './milestones.ts';
import { qualitativePercent, qualitativeStatus, meanScore } from './qualitative.ts';
import {
	bandGap,
	defaultPath,
	geometricIsLegal,
	growthRate,
	progressShare,
	ratioClass,
	ratioGeometric,
	ratioLinear,
	requiredPace,
	sharedSign,
	yearsLeft
} from './ratio.ts';
import type { Sign } from './ratio.ts';
import { exact } from './quantity.ts';
import { median } from './running.ts';
import { meetsBand, meetsValue, toleranceOf } from './target.ts';
import { directionOf, limitCoefficient, trendPace, trendWord } from './trend.ts';
import { windowStatus } from './events.ts';

describe('formulas', () => {
	const values = { baseline: 100, actual: 150, target: 200, elapsed: 5, total: 10, direction: 1 as const };

	it('ratio classes', () => {
		expect([0.95, 0.9499, 0.6, 0.5999, 0, -0.0001].map(ratioClass)).toEqual([
			'ON_TRACK',
			'BEHIND',
			'BEHIND',
			'FAR_BEHIND',
			'FAR_BEHIND',
			'WRONG_WAY'
		]);
	});

	it('straight and constant-growth ratios', () => {
		expect(ratioLinear(values)).toBe(1);
		expect(ratioLinear({ ...values, actual: '130.1' })).toBe(0.602);
		expect(ratioGeometric(values)).toBeCloseTo((1.5 ** 0.2 - 1) / (2 ** 0.1 - 1), 12);
		expect(ratioLinear({ ...values, elapsed: 0 })).toBe(null);
		expect(ratioLinear({ ...values, total: 0 })).toBe(null);
		expect(ratioLinear({ ...values, target: 100 })).toBe(null);
		expect(ratioLinear({ ...values, elapsed: 0.2, total: 0.2 })).toBe(0.5);
		expect(ratioLinear({ ...values, baseline: '0', actual: '0.1', target: '0.25' })).toBe(0.8);
		expect(ratioGeometric({ ...values, elapsed: 0 })).toBe(null);
		expect(ratioGeometric({ ...values, target: 100 })).toBe(null);
		expect(ratioGeometric({ ...values, actual: 0 })).toBe(null);
		expect(Object.is(ratioGeometric({ ...values, actual: 100, direction: -1 }), 0)).toBe(true);
	});

	it('growth', () => {
		expect(growthRate(250, 610, 4)).toBeCloseTo(0.24981996110693117, 12);
		expect(growthRate(100, 90, 0)).toBe(null);
		expect(growthRate(100, 90, 0.1)).not.toBe(null);
		expect(growthRate(-100, 90, 1)).toBe(null);
		expect(growthRate(-100, -50, 1)).toBeCloseTo(-0.5, 12);
		expect(growthRate('1e-30', '1e30', 0.001)).toBe(null);
	});

	it('a ratio of constant growth that stands exactly on a cut has the upper class (ratio classes)', () => {
		const ratioOf = (baseline: number, actual: number, target: number, direction: Sign, years = 1) =>
			ratioGeometric({ baseline, actual, target, elapsed: years, total: 2 * years, direction }) ?? NaN;
		expect([ratioOf(100, 119, 144, 1), ratioOf(100, 81, 64, -1), ratioOf(100, 112, 144, 1)]).toEqual([
			0.95, 0.95, 0.6
		]);
		expect([ratioOf(-100, -81, -64, 1), ratioOf(100, 106, 121, 1)]).toEqual([0.95, 0.6]);
		expect(ratioClass(ratioOf(100, 118.9999999, 144, 1))).toBe('BEHIND');
		for (let percent = 1; percent <= 150; percent += 1) {
			for (let needed = 1; needed <= 60; needed += 1) {
				const [x, t] = [
					exact(needed * percent)
						.div(100)
						.plus(100),
					exact(100 + needed)
				];
				const input = { baseline: 100, actual: x.toFixed(), elapsed: 1, total: 2, direction: 1 as const };
				expect(ratioGeometric({ ...input, target: t.times(t).div(100).toFixed() })).toBe(percent / 100);
			}
		}
	});

	it('growth and years left of a round number are that number', () => {
		expect([growthRate(100, 105, 1), growthRate(100, 110.25, 2), growthRate(100, 81, 2)]).toEqual([
			0.05, 0.05, -0.1
		]);
		expect(yearsLeft(100, 121, '146.41', 2).geometric).toBe(2);
		expect(yearsLeft(100, 110, '194.87171', 1).geometric).toBe(6);
	});

	it('a pace exactly on a trend border belongs to the upper band (trend bands)', () => {
		expect(directionOf(100, 101.5, 1, 1, null)).toBe('toward');
		expect(directionOf(100, 98.5, 1, -1, null)).toBe('toward');
		expect(directionOf(100, 100.5, 1, 1, null)).toBe('slowly toward');
		expect(directionOf(100, 101.4999999, 1, 1, null)).toBe('slowly toward');
		for (let baseline = 1; baseline <= 400; baseline += 1) {
			for (const [pace, word] of [
				['1.015', 'toward'],
				['1.005', 'slowly toward']
			] as const) {
				const then = exact(baseline).times(pace);
				expect(directionOf(baseline, then.toFixed(), 1, 1, null)).toBe(word);
				expect(directionOf(baseline, then.times(pace).toFixed(), 2, 1, null)).toBe(word);
			}
		}
		const narrowed = limitCoefficient(50, 100);
		expect(trendWord(0.015 * narrowed * (1 - 1e-15), narrowed)).toBe('toward');
	});

	it('signs, legality and the default path', () => {
		expect([
			sharedSign(1, 2),
			sharedSign(-1, -2),
			sharedSign(1, -2),
			sharedSign(0, 1),
			sharedSign(-1, 0)
		]).toEqual([1, -1, 0, 0, 0]);
		expect(geometricIsLegal(1, 2, 3)).toBe(true);
		expect(geometricIsLegal(1, 0, 3)).toBe(false);
		expect([
			defaultPath(1, 2, 3),
			defaultPath(1, 2, 3.01),
			defaultPath(3, 2, 1),
			defaultPath(3.01, 2, 1)
		]).toEqual(['geometric', 'linear', 'geometric', 'linear']);
		expect(defaultPath(-1, -2, -3)).toBe('geometric');
		expect(defaultPath(-1, -2, -3.01)).toBe('linear');
	});

	it('progress, gaps and the pace from here', () => {
		expect(progressShare(100, 70, 40, -1)).toBe(0.5);
		expect(progressShare(100, 120, 40, -1)).toBeCloseTo(-1 / 3, 12);
		expect(progressShare(5, 7, 5, 1)).toBe(null);
		expect([bandGap(85, 90, 110), bandGap(100, 90, 110), bandGap('112.5', 90, 110)]).toEqual([
			'5',
			'0',
			'2.5'
		]);
		expect([bandGap('0.9', 1, 2), bandGap('2.1', 1, 2)]).toEqual(['0.1', '0.1']);
		expect([bandGap(5, null, 3), bandGap(5, 7, null), bandGap(5, null, null)]).toEqual(['2', '2', '0']);
		expect(requiredPace(150, 200, 5)).toEqual({
			growth: expect.closeTo((200 / 150) ** 0.2 - 1, 12),
			amount: 10
		});
		expect(requiredPace(0, 200, 5)).toEqual({ growth: null, amount: 40 });
		expect(requiredPace(150, 200, 0)).toBe(null);
		expect(requiredPace(150, 200, 0.2)?.amount).toBe(250);
	});

	it('years left at the pace so far', () => {
		expect(yearsLeft(100, 150, 200, 5)).toEqual({
			linear: 5,
			geometric: expect.closeTo((Math.log(4 / 3) / Math.log(1.5)) * 5, 12)
		});
		expect(yearsLeft(100, 100, 200, 5)).toEqual({ linear: null, geometric: null });
		expect(yearsLeft(100, 90, 200, 5)).toEqual({ linear: null, geometric: null });
		expect(yearsLeft(0, 50, 200, 1)).toEqual({ linear: 3, geometric: null });
		expect(yearsLeft(100, 150, 200, 0)).toEqual({ linear: null, geometric: null });
		expect(yearsLeft(100, 200, 200, 2)).toEqual({ linear: 0, geometric: 0 });
		expect(yearsLeft(100, 150, 200, 0.2).linear).toBe(0.2);
	});

	it('trend words and the coefficient of a natural limit', () => {
		expect([0.015, 0.01499, 0.005, 0.00499, 0, -0.0001].map((pace) => trendWord(pace))).toEqual([
			'toward',
			'slowly toward',
			'slowly toward',
			'flat',
			'flat',
			'away'
		]);
		expect(trendWord(0.0075, 0.5)).toBe('toward');
		expect(trendWord(0.00749, 0.5)).toBe('slowly toward');
		expect(trendWord(0.0025, 0.5)).toBe('slowly toward');
		expect(limitCoefficient(66.6, null)).toBe(1);
		expect(limitCoefficient(66.6, 100)).toBeCloseTo(0.835477394946901, 12);
		expect(limitCoefficient(100, 100)).toBe(0);
		expect(limitCoefficient(133.4, 100)).toBeCloseTo(limitCoefficient(66.6, 100), 12);
		expect(limitCoefficient(199, 100)).toBeCloseTo(1 - 0.01 ** 4.44, 12);
		expect(limitCoefficient(200, 100)).toBe(1);
		expect(limitCoefficient(250, 100)).toBe(1);
		expect(limitCoefficient(0, 100)).toBe(1);
		expect(limitCoefficient(-5, 100)).toBe(1);
		expect(limitCoefficient(5, 0)).toBe(1);
		expect(limitCoefficient(5, -5)).toBe(1);
		expect(limitCoefficient(0.1, 0.2)).toBeCloseTo(1 - 0.5 ** 4.44, 12);
		expect(trendPace(-100, -50, 1, 1)).toBeCloseTo(0.5, 12);
		expect(trendPace(100, 50, 1, -1)).toBeCloseTo(0.5, 12);
		expect(trendPace(0, 50, 1, 1)).toBe(null);
		expect(directionOf(100, 110, 0, 1, null)).toBe(null);
		expect(directionOf(100, 110, 0.2, 1, null)).toBe('toward');
		expect([
			directionOf(0, 5, 1, -1, null),
			directionOf(0, -5, 1, -1, null),
			directionOf(0, 0, 1, -1, null)
		]).toEqual(['away', 'toward', 'flat']);
		expect(directionOf('0', '0.2', 1, 1, null)).toBe('toward');
	});

	it('targets', () => {
		const target = (
			qualifier: 'exactly' | 'about' | 'more_than' | 'less_than' | 'at_least',
			value = '100'
		) => ({
			value,
			low: null,
			high: null,
			qualifier,
			tolerance: null
		});
		expect(toleranceOf(target('exactly'))).toBe(0.005);
		expect(toleranceOf({ qualifier: 'at_least', tolerance: 0.02 })).toBe(0.02);
		expect(toleranceOf({ qualifier: 'less_than', tolerance: 0.02 })).toBe(0);
		expect(meetsValue('-100.5', 'exactly', target('exactly', '-100'), 1)).toBe(true);
		expect(meetsValue('-100.6', 'exactly', target('exactly', '-100'), 1)).toBe(false);
		expect(meetsValue('100', 'exactly', target('less_than'), -1)).toBe(false);
		expect(meetsValue('99.9', 'exactly', target('less_than'), -1)).toBe(true);
		expect(meetsValue('100', 'less_than', target('less_than'), -1)).toBe(true);
		expect(meetsValue('100', 'more_than', target('less_than'), -1)).toBe(false);
		expect(meetsValue('100', 'more_than', target('at_least'), -1)).toBe(false);
		expect([
			meetsBand('5', '5', '6'),
			meetsBand('6', '5', '6'),
			meetsBand('6.1', '5', '6'),
			meetsBand('4.9', '5', null)
		]).toEqual([true, true, false, false]);
		expect(meetsBand('99', null, null)).toBe(true);
	});

	it('ceilings', () => {
		expect(ceilingTolerance({ qualifier: 'up_to', tolerance: null }, 'exactly')).toBe(0.005);
		expect(ceilingTolerance({ qualifier: 'up_to', tolerance: null }, 'about')).toBe(0.05);
		expect(ceilingTolerance({ qualifier: 'about', tolerance: null }, 'exactly')).toBe(0.05);
		expect(ceilingTolerance({ qualifier: 'up_to', tolerance: 0 }, 'about')).toBe(0);
		expect(['0', '0.1', '99', '100', '101'].map((value) => ceilingStatus(value, '100', 0))).toEqual([
			'NOT_STARTED',
			'IN_USE',
			'IN_USE',
			'FULLY_USED',
			'EXCEEDED'
		]);
	});

	it('earned value and weights', () => {
		const stage = (weight: number, due: string | null, done: string | null) => ({ weight, due, done });
		const stages = [
			stage(0.5, '2024-01-31', '2024-01-01'),
			stage(0.2, '2024-06-30', null),
			stage(0.3, null, '2024-01-01')
		];
		expect(earnedValue(stages, '2024-01-30')).toEqual({ planned: 0, earned: 0.5, spi: null });
		expect(earnedValue(stages, '2024-01-31')).toEqual({ planned: 0.5, earned: 0.5, spi: 1 });
		expect(earnedValue(stages, '2024-07-01')).toMatchObject({ planned: 0.7, spi: 0.5 / 0.7 });
		expect(weightShares(['1', '3'])).toEqual([0.25, 0.75]);
		expect(weightShares(['1', null])).toEqual([0.5, 0.5]);
		expect(weightShares(['0', '0'])).toEqual([0.5, 0.5]);
		expect(weightShares(['0.1', '0.1'])).toEqual([0.5, 0.5]);
	});

	it('scores', () => {
		expect(meanScore([])).toBe(null);
		expect(meanScore([1, 1, 0, -1])).toBe(0.25);
		expect([-1, 0, 0.44, 1].map(qualitativePercent)).toEqual([0, 0.5, 0.72, 1]);
		expect([1, 0.99, -0.99, -1].map(qualitativeStatus)).toEqual([
			'MET',
			'PARTLY_MET',
			'PARTLY_MET',
			'MISSED'
		]);
	});

	it('windows and medians', () => {
		const window = { start: '2023-01-01', end: '2024-12-31' };
		expect(windowStatus(0, 2, window, '2022-12-31')).toBe('NOT_OPEN');
		expect(windowStatus(2, 2, window, '2022-12-31')).toBe('MET');
		expect(windowStatus(3, 2, window, '2025-12-31')).toBe('MET');
		expect(windowStatus(1, 2, window, '2025-01-01')).toBe('PARTLY_MET');
		expect([median([3, 1, 2]), median([4, 1, 3, 2]), median([5])]).toEqual([2, 2.5, 5]);
	});
});
