import { describe, expect, it } from 'vitest';
import { nearestName } from './near-name.ts';

const KNOWN = ['Statistics Office', 'Customs', 'Türkmenistan', 'Казахстан', 'ADB', 'Line 10'];

describe('the name that was probably meant', () => {
	it.each([
		['Statistcs Ofice', 'Statistics Office'],
		['Custosm', 'Customs'],
		['Custom', 'Customs'],
		['Turkmenistan', 'Türkmenistan'],
		['Казхстан', 'Казахстан'],
		['statistics  office', 'Statistics Office']
	])('of %s is %s', (name, meant) => {
		expect(nearestName(name, KNOWN)).toBe(meant);
	});

	it.each(['customs', 'AIB', 'Ministry', 'Statistical Bureau', 'Custom Offices', ''])(
		'is nobody’s for %j',
		(name) => {
			expect(nearestName(name, KNOWN)).toBeNull();
		}
	);

	it('is the nearest of several', () => {
		expect(nearestName('Customs Offize', ['Customs Offices B', 'Customs Offices', 'Customs Office'])).toBe(
			'Customs Office'
		);
	});
});
