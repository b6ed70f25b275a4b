import { describe, expect, it } from 'vitest';
import type { Aggregation } from '#lib/domain/commitment.ts';
import { whyImpossible } from './sign.ts';

describe('a fraction', () => {
	it.each(['items', 'people', 'TEU', 'schools'])('is impossible for a count of %s', (unit) => {
		const count = { aggregation: 'count' as const, unit, limit: null };
		expect(whyImpossible('7.5', count)).toContain('whole number');
		expect(whyImpossible('7', count)).toBeNull();
	});

	it.each<[Aggregation, string]>([
		['count', 'million USD'],
		['count', 'thousand pupils'],
		['level', 'items']
	])('is possible: %s in %s', (aggregation, unit) => {
		expect(whyImpossible('7.5', { aggregation, unit, limit: null })).toBeNull();
	});
});

describe('a negative figure', () => {
	it.each<[Aggregation, string, string | null]>([
		['count', 'items', null],
		['count', 'USD', null],
		['annual_flow', 'bcm', null],
		['cumulative', 'km', null],
		['level', '%', '100']
	])('is impossible: %s in %s, limit %s', (aggregation, unit, limit) => {
		expect(whyImpossible('-1', { aggregation, unit, limit })).toContain('cannot be negative');
		expect(whyImpossible('0', { aggregation, unit, limit })).toBeNull();
	});

	it.each<[Aggregation, string, string | null]>([
		['level', '°C', null],
		['level', 'USD', null],
		['annual_flow', 'million USD', null],
		['annual_flow', '%', null]
	])('is possible: %s in %s, limit %s', (aggregation, unit, limit) => {
		expect(whyImpossible('-1', { aggregation, unit, limit })).toBeNull();
	});
});
