import { describe, expect, it } from 'vitest';
import { DomainError, isDomainError } from './errors.ts';
import { ACTIONS, ROLES, isRole, may, mayReview, rolesThatMay } from './permissions.ts';

describe('permissions', () => {
	it('gives every role exactly what the table says', () => {
		const table = Object.fromEntries(
			ROLES.map((role) => [role, ACTIONS.filter((action) => may(role, action))])
		);
		expect(table).toEqual({
			viewer: ['read'],
			analyst: ['read', 'log', 'comment'],
			manager: ['read', 'verdict', 'comment'],
			admin: ['read', 'administer']
		});
		expect(rolesThatMay('verdict')).toEqual(['manager']);
	});

	it('gives nothing to nobody and to unknown roles', () => {
		expect(may(null, 'read')).toBe(false);
		expect(may(undefined, 'read')).toBe(false);
		expect(may('owner' as never, 'read')).toBe(false);
		expect(may('toString' as never, 'read')).toBe(false);
		expect(isRole('manager')).toBe(true);
		expect(isRole('owner')).toBe(false);
	});

	it('lets nobody review their own submission', () => {
		expect(mayReview('manager', 'p1', 'p2')).toBe(true);
		expect(mayReview('manager', 'p1', 'p1')).toBe(false);
		expect(mayReview('analyst', 'p1', 'p2')).toBe(false);
	});
});

describe('domain errors', () => {
	it('carry a stable code, a sentence and the field', () => {
		const error = new DomainError('date_invalid', 'Write a day.', 'due');
		expect(error).toMatchObject({
			code: 'date_invalid',
			message: 'Write a day.',
			field: 'due',
			name: 'DomainError'
		});
		expect(new DomainError('a', 'b').field).toBe(null);
		expect(isDomainError(error)).toBe(true);
		expect(isDomainError(new Error('x'))).toBe(false);
	});
});
