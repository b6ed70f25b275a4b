import { describe, expect, it } from 'vitest';
import { ACTUAL_COLUMNS } from './actual-columns.ts';
import { CHANGE_COLUMNS } from './change-columns.ts';
import { PLEDGE_COLUMNS } from './pledge-columns.ts';

const names = (columns: readonly { name: string }[]) => columns.map((column) => column.name);

/** The wanted names that are there, in the order in which they stand. */
const among = (columns: readonly { name: string }[], wanted: string[]) =>
	names(columns).filter((name) => wanted.includes(name));

describe('columns', () => {
	it.each([
		['pledges', PLEDGE_COLUMNS],
		['actuals', ACTUAL_COLUMNS],
		['changes', CHANGE_COLUMNS]
	])('of the %s export have names that are unique and plain, and say what they hold', (_, columns) => {
		expect(new Set(names(columns)).size).toBe(columns.length);
		for (const { name, description } of columns as readonly { name: string; description: string }[]) {
			expect(name).toMatch(/^[a-z]+(_[a-z]+)*$/);
			expect(description).toMatch(/\S/);
		}
	});

	it('keep what an import reads in its order', () => {
		const wanted = [
			...['code', 'title', 'kind', 'strength', 'theme', 'parties', 'direction', 'unit', 'aggregation'],
			...['baseline_value', 'baseline_date', 'baseline_qualifier'],
			...['target_value', 'target_low', 'target_high', 'target_qualifier'],
			...['start', 'deadline', 'window_start', 'window_end', 'path_fixed', 'check_interval_days'],
			...['quote', 'reading', 'source_title', 'source_publisher', 'source_url', 'source_date'],
			'source_language'
		];
		expect(among(PLEDGE_COLUMNS, wanted)).toEqual(wanted);
		const figures = [
			...['pledge_code', 'period_start', 'period_end', 'value', 'unit', 'state', 'reporter'],
			...['source_title', 'source_language', 'source_url', 'locator', 'quote', 'note']
		];
		expect(among(ACTUAL_COLUMNS, figures)).toEqual(figures);
	});

	it('end with the assessment in codes and words', () => {
		expect(names(PLEDGE_COLUMNS).slice(-18)).toEqual([
			...['status', 'status_text', 'group', 'ratio', 'path', 'progress', 'attainment'],
			...[
				'expected_value',
				'steps_done',
				'steps_total',
				'flags',
				'freshness',
				'verdict',
				'verdict_on',
				'as_of',
				'as_of_basis',
				'at',
				'filters'
			]
		]);
	});
});
