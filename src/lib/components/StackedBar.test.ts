import { render } from 'svelte/server';
import { expect, test } from 'vitest';
import { GROUP_PATTERNS } from '#lib/charts/groupLook.ts';
import { GROUPS, GROUP_KEYS } from '#lib/domain/status.ts';
import StackedBar from './StackedBar.svelte';

test('segments have the fillings of charts, however narrow they are, and slanted lines only over what is unverified', () => {
	const segments = GROUP_KEYS.map((key) => ({
		...{ key, ...GROUPS[key], filling: GROUP_PATTERNS[key], count: 2, unverified: 1, href: '/' }
	}));
	const { body } = render(StackedBar, { props: { segments, label: 'Energy' } });
	const drawn = [...body.matchAll(/class="filling ([a-z]+)/g)].map(([, name]) => name);
	expect(drawn).toEqual(GROUP_KEYS.flatMap((key) => [GROUP_PATTERNS[key], 'hatch']));
});
