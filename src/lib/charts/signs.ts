/** Marks as paths around a place, ten wide: the same on every machine, whatever letters its fonts have. */
import type { Shape } from './plate.ts';

const CIRCLE = 'M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0Z';
const DIAMOND = 'M0 -5.5L5.5 0L0 5.5L-5.5 0Z';

/** `hollow`: drawn as an outline, dashed or not. */
const SIGNS = {
	'●': { path: CIRCLE },
	'○': { path: CIRCLE, hollow: true },
	'◌': { path: CIRCLE, hollow: true, dash: [1.6, 1.6] },
	'▲': { path: 'M0 -5L5 4H-5Z' },
	'△': { path: 'M0 -5L5 4H-5Z', hollow: true },
	'▽': { path: 'M0 5L5 -4H-5Z', hollow: true },
	'◆': { path: DIAMOND },
	'◇': { path: DIAMOND, hollow: true },
	'■': { path: 'M-4.5 -4.5H4.5V4.5H-4.5Z' },
	'▪': { path: 'M-2.8 -2.8H2.8V2.8H-2.8Z' },
	'–': { path: 'M-5 -0.9H5V0.9H-5Z' },
	'·': { path: 'M-1.7 0a1.7 1.7 0 1 0 3.4 0a1.7 1.7 0 1 0 -3.4 0Z' },
	'×': { path: 'M-4 -4L4 4M4 -4L-4 4', hollow: true }
} as const satisfies Record<string, { path: string; hollow?: boolean; dash?: readonly number[] }>;

type Sign = keyof typeof SIGNS;
/** The marks that can be drawn. */
export const SIGN_KEYS = Object.keys(SIGNS) as Sign[];

/** A mark in an ink; what lies under a hollow one is covered with paper. */
export function sign(name: string, x: number, y: number, ink: string): Shape {
	const { path, ...look }: { path: string; hollow?: boolean; dash?: readonly number[] } =
		name in SIGNS ? SIGNS[name as Sign] : SIGNS['·'];
	if (!look.hollow) return { kind: 'sign', x, y, path, fill: ink };
	const stroke = { ink, width: 1.5, ...(look.dash && { dash: look.dash }) };
	return { kind: 'sign', x, y, path, stroke, ...(path.endsWith('Z') && { fill: 'paper' }) };
}
