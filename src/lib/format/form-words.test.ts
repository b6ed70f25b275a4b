import { describe, expect, test } from 'vitest';
import { labelOf, saidIn } from './form-words.ts';

const NAMED = {
	sources: [{ value: '7', label: 'Communiqué' }],
	owners: [{ value: 'a1', label: 'Aigul' }]
};
const said = (
	name: string,
	fields: Record<string, string>,
	rows: Record<string, Record<string, string>[]> = {}
) => saidIn({ fields, rows }, name, NAMED);

describe('what a form says, in words', () => {
	test.each([
		['target', { target_value: '1000000000', unit: 'USD', target_qualifier: 'up_to' }, 'up to US$1 billion'],
		['target', { target_low: '2', target_high: '4', unit: 'bcm' }, 'between 2 bcm and 4 bcm'],
		['target', { unit: 'bcm' }, 'no number, in bcm'],
		['target', { events_required: '2' }, '2 events'],
		[
			'baseline',
			{ baseline_value: '250', unit: 'kt', baseline_date: '2021', baseline_qualifier: 'more_than' },
			'more than 250 kt, 2021'
		],
		[
			'dates',
			{ start: '2023', deadline: '2026-Q3', deadline_assumed: 'yes' },
			'from 2023\nby Q3 2026, assumed'
		],
		['kind', { kind: 'annual_rate' }, 'Amount a year'],
		['kind', { kind: 'constructor' }, 'constructor'],
		['owner', { owner: 'a1' }, 'Aigul'],
		['source', { source: '7' }, 'Communiqué'],
		[
			'target_source',
			{ target_source_title: 'Gazette', target_source_date: '2024-05-27' },
			'Gazette · 27 May 2024'
		],
		['check_interval_days', { check_interval_days: '90' }, '90 days'],
		['title', { title: 'A title' }, 'A title'],
		['title', {}, '']
	])('%s %j', (name, fields: Record<string, string>, words) => {
		expect(said(name, fields)).toBe(words);
	});

	test('lists have a line for each row, blank rows none', () => {
		const rows = {
			parties: [
				{ name: 'A', role: 'pledger' },
				{ name: '', role: 'joint' }
			],
			steps: [{ id: '1', title: 'Opened', due: '2027-06', due_source: '7', weight: '' }],
			plan: [{ on: '2025', value: '1200' }]
		};
		expect(said('parties', {}, rows)).toBe('A (pledger)');
		expect(said('steps', {}, rows)).toBe('Opened, due Jun 2027, date from Communiqué');
		expect(said('plan', {}, rows)).toBe('2025: 1,200');
	});

	test('are called as the forms call them', () => {
		expect(['locator', 'natural_limit', 'constructor'].map(labelOf)).toEqual([
			'Where in the source',
			'Natural limit',
			'Constructor'
		]);
	});
});
