import { readFileSync } from 'node:fs';
import { render } from 'svelte/server';
import { describe, expect, test } from 'vitest';
import StackedBar from '#lib/components/StackedBar.svelte';
import { GROUPS, UNVERIFIED, type Group } from '#lib/domain/status.ts';
import { GROUP_PATTERNS, groupBars } from './groupLook.ts';
import { PATTERNS } from './spec.ts';
import { otherLook } from './targetActualView.ts';

type Rgb = [number, number, number];

/** The tokens of both themes, read from the style sheet that the pages use. */
function themes(): Record<'light' | 'dark', Map<string, string>> {
	const css = readFileSync(new URL('../../tokens.css', import.meta.url), 'utf8');
	const read = (text: string) =>
		new Map(
			[...text.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/gi)].map(([, name = '', value = '']) => [name, value])
		);
	const [light = '', dark = ''] = css.split('@media screen and (prefers-color-scheme: dark)');
	return { light: read(light), dark: read(dark) };
}

const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const rgbOf = (hex: string) =>
	[1, 3, 5].map((at) => linear(Number.parseInt(hex.slice(at, at + 2), 16) / 255)) as Rgb;
const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
const contrast = (one: Rgb, other: Rgb) => {
	const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
	return (high + 0.05) / (low + 0.05);
};

/** What eyes see; the matrices are those of Machado et al., 2009, for eyes that lack one sort of cones. */
const EYES: Record<string, number[][]> = {
	all: [
		[1, 0, 0],
		[0, 1, 0],
		[0, 0, 1]
	],
	deuteranopia: [
		[0.367322, 0.860646, -0.227968],
		[0.280085, 0.672501, 0.047413],
		[-0.01182, 0.04294, 0.968881]
	],
	protanopia: [
		[0.152286, 1.052583, -0.204868],
		[0.114503, 0.786281, 0.099216],
		[-0.003882, -0.048116, 1.051998]
	],
	greyscale: Array.from({ length: 3 }, () => [0.2126, 0.7152, 0.0722])
};
const seen = (eyes: string, rgb: Rgb) =>
	(EYES[eyes] ?? []).map((row) =>
		Math.min(
			Math.max(
				row.reduce((sum, share, at) => sum + share * (rgb[at] ?? 0), 0),
				0
			),
			1
		)
	) as Rgb;

describe.each(Object.entries(themes()))('the inks of charts, %s', (_, tokens) => {
	const ink = (name: string) => rgbOf(tokens.get(name) ?? '');

	test.each(Object.keys(EYES))('stand out from the paper to %s eyes', (eyes) => {
		const names = [
			...[...Object.values(GROUPS), UNVERIFIED].map((group) => group.ink),
			...['series', 'series-2', 'series-3', 'ink-3', 'target', 'accent']
		];
		for (const name of names) {
			const ratio = contrast(seen(eyes, ink(name)), seen(eyes, ink('paper')));
			// 3 : 1 for what has to be seen to understand a drawing (WCAG 2.2, 1.4.11)
			expect(ratio, name).toBeGreaterThan(3);
		}
	});
});

describe('without colour', () => {
	test('every group has a filling of its own, and the slanted lines mean unverified alone', () => {
		const patterns = Object.values(GROUP_PATTERNS);
		expect(new Set(patterns).size).toBe(Object.keys(GROUPS).length);
		expect(patterns).not.toContain('hatch');
		expect([...patterns, 'hatch'].sort()).toEqual([...PATTERNS].sort());
	});

	test('bars of pages have the fillings of charts, however narrow, and their numbers stand on paper', () => {
		const segments = (Object.keys(GROUPS) as Group[]).map((key) => ({
			...{ key, ...GROUPS[key], filling: GROUP_PATTERNS[key], count: 1, href: '/' }
		}));
		const { body } = render(StackedBar, { props: { segments, label: 'Energy' } });
		const drawn = [...body.matchAll(/class="filling ([a-z]+)/g)].map(([, name]) => name);
		expect(drawn.filter((name) => name !== 'hatch')).toEqual(Object.values(GROUP_PATTERNS));
		const css = readFileSync(new URL('../../styles/fillings.css', import.meta.url), 'utf8');
		for (const pattern of PATTERNS) expect(css).toContain(`.filling.${pattern} {`);
	});

	test('the bars of every group are outlined in its ink, since some fillings are mostly paper', () => {
		for (const group of Object.keys(GROUPS) as Group[]) {
			const { borderColor, borderWidth, borderSkipped } = groupBars(group, []);
			expect([borderColor, borderSkipped]).toEqual([`var(--${GROUPS[group].ink})`, false]);
			expect(borderWidth).toBeGreaterThanOrEqual(1);
		}
	});

	test('reporters differ in the shape of their points and in the dashes of their lines', () => {
		const looks = [0, 1, 2].map(otherLook);
		expect(new Set(looks.map(({ shape }) => shape)).size).toBe(3);
		expect(new Set(looks.map(({ dash }) => dash.join())).size).toBe(3);
	});
});
