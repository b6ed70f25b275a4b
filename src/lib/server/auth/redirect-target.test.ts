import { expect, test } from 'vitest';
import { redirectTarget } from './redirect-target.ts';

test.each([
	'/',
	'/pledges',
	'/pledges?theme=trade&q=%20x',
	'/pledges/KZ-TM-2022-01#actuals',
	'/export/pledges.csv'
])('goes back to %s', (path) => {
	expect(redirectTarget(path, '/fallback')).toBe(path);
});

test.each([
	'',
	'pledges',
	'https://evil.example/',
	'//evil.example',
	'/\\evil.example',
	'/\t/evil.example',
	'/\n/evil.example',
	'\\/evil.example',
	'/.//evil.example',
	'/x/..//evil.example',
	'javascript:alert(1)',
	'data:text/html,x',
	'/sign-in?next=/sign-in',
	'/sign-out',
	`/${'x'.repeat(3_000)}`,
	null,
	undefined,
	new File([], '/pledges')
])('never goes to %j', (given) => {
	expect(redirectTarget(given, '/fallback')).toBe('/fallback');
});

test('a path that only looks like the sign-in page is kept', () => {
	expect(redirectTarget('/sign-inside', '/')).toBe('/sign-inside');
});
