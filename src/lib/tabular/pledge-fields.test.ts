import { describe, expect, it } from 'vitest';
import { columnOfField, FIELD_COLUMNS, pledgeFields } from './pledge-fields.ts';
import { PLEDGE_LAYOUT } from './pledge-layout.ts';

const fields = (cells: Record<string, string>) => pledgeFields(cells, null).fields;
const errors = (cells: Record<string, string>) => pledgeFields(cells, null).errors;

describe('a pledge’s row as the fields of the form', () => {
	it('leaves no column unread', () => {
		const read = [...PLEDGE_LAYOUT.read.keys()].filter((name) => name !== 'path');
		expect(read.filter((name) => !FIELD_COLUMNS.includes(name))).toEqual([]);
	});

	it('gives a last day the precision with which it was said', () => {
		expect(fields({ deadline: '2030-12-31', deadline_precision: 'year' }).deadline).toBe('2030');
		expect(fields({ window_end: '2024-06-30', deadline_precision: 'quarter' }).window_end).toBe('2024-Q2');
		expect(fields({ deadline: '2030-12-31' }).deadline).toBe('2030-12-31');
		expect(fields({ deadline: '2030' }).deadline).toBe('2030');
	});

	it('refuses a precision that does not fit the day, or that is no word of ours', () => {
		const asYear = { deadline: '2030-06-15', deadline_precision: 'year' };
		expect(errors(asYear).deadline_precision).toMatch(/is not the last day of a year/);
		expect(errors({ deadline: '2030-12-31', deadline_precision: 'decade' })).toHaveProperty(
			'deadline_precision'
		);
	});

	it('dates a baseline by its period', () => {
		const days = { baseline_start: '2021-01-01', baseline_date: '2021-09-30', baseline_precision: 'day' };
		expect(fields(days).baseline_date).toBe('2021-01-01 to 2021-09-30');
		expect(fields({ baseline_date: '2021-12-31', baseline_precision: 'year' }).baseline_date).toBe('2021');
		expect(errors({ baseline_start: '2021-01-01', baseline_date: '' })).toHaveProperty('baseline_date');
	});

	it('reads parties with and without roles, and keeps brackets that are no role in the name', () => {
		const { rows } = pledgeFields(
			{ parties: 'Atlantis (pledger);Erewhon; Agency (EU); Utopia (partner)' },
			null
		);
		expect(rows.parties).toEqual([
			{ name: 'Atlantis', role: 'pledger' },
			{ name: 'Erewhon', role: '' },
			{ name: 'Agency (EU)', role: '' },
			{ name: 'Utopia', role: 'partner' }
		]);
	});

	it('takes the analyst’s path from path only where the export’s own column is not there', () => {
		expect(fields({ path: 'linear' }).path).toBe('linear');
		expect(fields({ path: 'linear', path_fixed: '' }).path).toBe('');
		expect(columnOfField('path', { path: 'x' })).toBe('path');
	});

	it('lets the document quoted stand for the occasion where the file names none', () => {
		const cells = { source_title: 'Statement', source_date: '2022-10-15' };
		expect(fields(cells)).toMatchObject({ occasion_title: 'Statement', occasion_date: '2022-10-15' });
		expect(fields({ ...cells, occasion: '' })).toMatchObject({ occasion_title: '', occasion_date: '' });
	});

	it('takes yes and no, and no other word, for a tick', () => {
		expect(fields({ deadline_assumed: 'no' }).deadline_assumed).toBe('');
		expect(errors({ deadline_assumed: 'maybe' })).toEqual({ deadline_assumed: 'Write yes or no.' });
	});
});

describe('a row beside a pledge that is known', () => {
	const before = {
		title: 'Double it',
		unit: 'kt',
		target_value: '200',
		plan: '2025-12-31: 150',
		occasion: 'Visit'
	};

	it('gives only what differs, and leaves alone what the file lacks', () => {
		const given = pledgeFields({ title: 'Double it', unit: 't' }, before);
		expect(given).toMatchObject({ fields: { unit: 't' }, rows: {}, columns: ['unit'] });
	});

	it('keeps planned values beside a new target, because both are in one unit', () => {
		const given = pledgeFields({ target_value: '300' }, before);
		expect(given.rows.plan).toEqual([{ on: '2025-12-31', value: '150' }]);
		expect(given.fields.target_unit).toBe('');
		expect(pledgeFields({ target_value: '1', target_unit: 'Mt' }, before).errors).toHaveProperty(
			'target_unit'
		);
	});

	it('never moves a pledge to another occasion', () => {
		expect(pledgeFields({ occasion: 'Other' }, before).errors.occasion).toMatch(/stays what it is: Visit/);
	});
});
