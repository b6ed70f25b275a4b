import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { GROUPS, UNVERIFIED } from '#lib/domain/status.ts';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** Custom properties with a colour as value, in the part of the file from one mark to another. */
function coloursIn(part: string): Map<string, string> {
	return new Map(
		[...part.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name, hex]) => [name ?? '', hex ?? ''])
	);
}

const [lightPart = '', darkPart = ''] = css.split('@media screen and (prefers-color-scheme: dark)');
const light = coloursIn(lightPart);
const themes = { light, dark: new Map([...light, ...coloursIn(darkPart)]) };

/** Relative luminance of WCAG 2. */
function luminance(hex: string): number {
	const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
		const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
		return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
	const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
	return (high + 0.05) / (low + 0.05);
}

const statusInks = [...Object.values(GROUPS), UNVERIFIED].map((group) => group.ink);
const textInks = ['ink', 'ink-2', 'ink-3', 'accent', 'accent-strong', ...statusInks];

describe.each(Object.entries(themes))('%s', (_, colours) => {
	const colour = (name: string) => {
		const hex = colours.get(name);
		expect(hex, `--${name} is a colour of this theme`).toBeDefined();
		return hex ?? '#000000';
	};

	test.each(textInks)('--%s is readable as text on paper, surface and sunken (AA)', (ink) => {
		for (const ground of ['paper', 'surface', 'sunken']) {
			expect(contrast(colour(ink), colour(ground)), `on --${ground}`).toBeGreaterThanOrEqual(4.5);
		}
	});

	test.each(['accent', ...statusInks])('--%s is readable on its own soft ground (AA)', (ink) => {
		expect(contrast(colour(ink), colour(`${ink}-soft`))).toBeGreaterThanOrEqual(4.5);
		expect(contrast(colour('ink'), colour(`${ink}-soft`))).toBeGreaterThanOrEqual(4.5);
	});

	test('a primary button and a skip link are readable', () => {
		expect(contrast(colour('paper'), colour('accent'))).toBeGreaterThanOrEqual(4.5);
		expect(contrast(colour('paper'), colour('accent-strong'))).toBeGreaterThanOrEqual(4.5);
		expect(contrast(colour('paper'), colour('ink'))).toBeGreaterThanOrEqual(4.5);
	});

	test.each(['control', 'series', 'series-2', 'series-3', 'target'])(
		'--%s is visible as a line (3:1)',
		(ink) => {
			for (const ground of ['paper', 'surface']) {
				expect(contrast(colour(ink), colour(ground)), `on --${ground}`).toBeGreaterThanOrEqual(3);
			}
		}
	);
});

test('every group of statuses and the mark of silence has its own ink', () => {
	expect(new Set(statusInks).size).toBe(statusInks.length);
});
