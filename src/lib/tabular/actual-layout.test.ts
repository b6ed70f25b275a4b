import { describe, expect, it } from 'vitest';
import { actualFields } from './actual-layout.ts';

describe('an actual’s row as the fields of the form', () => {
	it('is the figure in the unit in which it was typed, where both are given', () => {
		const cells = { value: '250000000', unit: 'USD', entered_value: '250', entered_unit: 'million USD' };
		const { fields, errors, columnOf } = actualFields(cells);
		expect(fields).toMatchObject({ value: '250', unit: 'million USD' });
		expect(errors).toEqual({});
		expect([columnOf('value'), columnOf('unit')]).toEqual(['entered_value', 'entered_unit']);
	});

	it('is refused where a correction was made in only one of the two', () => {
		const cells = { value: '260000000', unit: 'USD', entered_value: '250', entered_unit: 'million USD' };
		expect(actualFields(cells).errors.value).toMatch(
			/not 250 million USD.*250000000 USD\. Correct one of the two/
		);
	});

	it('has its period in one cell or in two', () => {
		expect(actualFields({ period: '2024', period_start: '', period_end: '' }).columnOf('period')).toBe(
			'period'
		);
		expect(actualFields({ period_start: '', period_end: '' }).columnOf('period')).toBe('period_end');
	});
});
