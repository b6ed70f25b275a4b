import { describe, expect, test } from 'vitest';
import { compare } from './comparison.ts';
import { knownBy } from './eligible.ts';
import { actualOf, baselineOf, pledgeOf, targetOf } from './facts.fixture.ts';

const ON = '2026-11-23';
const look = (over: Parameters<typeof pledgeOf>[0] & object, scale: 'share' | 'index' | 'own') =>
	compare(knownBy(pledgeOf(over), ON), ON, scale);
const shares = (over: Parameters<typeof pledgeOf>[0] & object, scale: 'share' | 'index') => {
	const found = look(over, scale);
	return 'why' in found ? found.why : found.points.map(({ scaled }) => scaled);
};

describe('pledges on one scale', () => {
	const rise = {
		baselines: [baselineOf('100', '2020')],
		targets: [targetOf('200', '2030')],
		observations: [actualOf('90', '2021'), actualOf('150', '2024')]
	};

	test('the share of the distance is the same for a rise and for a fall', () => {
		const fall = {
			baselines: [baselineOf('200', '2020')],
			targets: [targetOf('100', '2030')],
			observations: [actualOf('210', '2021'), actualOf('150', '2024')]
		};
		expect(shares(rise, 'share')).toEqual([-0.1, 0.5]);
		expect(shares(fall, 'share')).toEqual([-0.1, 0.5]);
	});

	test('an index starts at 100 with the baseline', () => {
		expect(shares(rise, 'index')).toEqual([90, 150]);
		expect(look(rise, 'index')).toMatchObject({ start: { scaled: 100 }, target: { scaled: 200 } });
	});

	test('in its own unit a pledge has no other scale', () => {
		expect(look(rise, 'own')).toMatchObject({ points: [{ value: '90', scaled: null }, { value: '150' }] });
	});

	test('what cannot stand on a scale says why', () => {
		expect(shares({ ...rise, baselines: [] }, 'share')).toBe('it has no baseline');
		expect(shares({ ...rise, baselines: [] }, 'index')).toBe('it has no baseline');
		expect(shares({ ...rise, targets: [] }, 'share')).toBe('it has no target');
		expect(shares({ ...rise, targets: [targetOf(null, '2030', { low: '1', high: '2' })] }, 'share')).toBe(
			'its target is no single value'
		);
		expect(shares({ ...rise, targets: [targetOf('100', '2030')] }, 'share')).toBe(
			'its baseline is the target'
		);
		expect(shares({ ...rise, baselines: [baselineOf('0', '2020')] }, 'index')).toBe('its baseline is zero');
		expect(shares({ ...rise, observations: [] }, 'index')).toBe('it has no figure for a complete period yet');
		expect(shares({ ...rise, ...{ indicator: null } }, 'index')).toBe('nothing is measured of it');
		const two = [actualOf('1', '2024', { reporter: 'A' }), actualOf('2', '2024', { reporter: 'B' })];
		expect(shares({ ...rise, observations: two }, 'index')).toBe(
			'nothing says which of its reporters comes first'
		);
	});
});
