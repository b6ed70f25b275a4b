import { expect, test } from 'vitest';
import { describedBy, idOf } from './field.ts';

test('an id holds no character that a selector would read', () => {
	expect(idOf('target.value')).toBe('target-value');
	expect(idOf('stage[2].due')).toBe('stage-2-due');
});

test('a control is described by its hint and its error, in this order', () => {
	expect(describedBy('due', { hint: 'Such as 2030.', error: 'Not a date.' })).toBe('due-hint due-error');
	expect(describedBy('due', { error: 'Not a date.' })).toBe('due-error');
	expect(describedBy('due', {})).toBeUndefined();
});
