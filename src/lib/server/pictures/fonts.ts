import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { GlobalFonts } from '@napi-rs/canvas';
import type { TextLook } from '#lib/charts/plate.ts';

/** The typefaces of the pages, each in the parts that its package is cut into. */
const FACES = {
	sans: { package: '@fontsource-variable/inter', file: 'inter', family: 'Inter' },
	serif: { package: '@fontsource-variable/source-serif-4', file: 'source-serif-4', family: 'Source Serif' }
} as const satisfies Record<TextLook['face'], { package: string; file: string; family: string }>;
const PARTS = ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'greek'] as const;

const require = createRequire(import.meta.url);
let known: Record<TextLook['face'], string> | null = null;

/**
 * The families of each typeface in the form of a style sheet, loaded once. Each part is a family of its own, so that a
 * letter is looked for in one after the other; what none of them has comes from the fonts of the machine.
 */
export function families(): Record<TextLook['face'], string> {
	known ??= { sans: load('sans'), serif: load('serif') };
	return known;
}

function load(face: TextLook['face']): string {
	const { package: from, file, family } = FACES[face];
	const names = PARTS.map((part) => {
		const name = `${family} ${part}`;
		GlobalFonts.register(
			readFileSync(require.resolve(`${from}/files/${file}-${part}-wght-normal.woff2`)),
			name
		);
		return `"${name}"`;
	});
	return [...names, face === 'sans' ? 'sans-serif' : 'serif'].join(', ');
}
