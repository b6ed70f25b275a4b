import type { Qualifier } from '#lib/domain/commitment.ts';
import { formatQuantity } from '#lib/domain/wording.ts';

const compact = new Intl.NumberFormat('en-GB', {
	notation: 'compact',
	maximumSignificantDigits: 4,
	roundingMode: 'trunc'
});
const plain = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 4, roundingMode: 'trunc' });

const withMinus = (text: string) => text.replace('-', '−');

/** A figure beside its mark, four digits of it, cut and never rounded up: "439.8m", "1.25bn". Its unit stands at the axis. */
export function figureLabel(value: number): string {
	return withMinus(Math.abs(value) >= 1e6 ? compact.format(value) : plain.format(value));
}

/** A figure at the axis; all of one axis are shortened or none. */
export function axisLabel(value: number, shorten: boolean): string {
	return withMinus(shorten && value !== 0 ? compact.format(value) : plain.format(value));
}

/** A unit without a figure: "US$", "bcm", "items". */
export function unitLabel(unit: string): string {
	return formatQuantity('2', unit).replace('2', '').trim();
}

const SIGNS: Record<Qualifier, string> = {
	exactly: '',
	about: '≈ ',
	more_than: '> ',
	at_least: '≥ ',
	up_to: '≤ ',
	less_than: '< '
};

/** How exact a figure is, as a sign before its label: "> ". */
export const signOf = (qualifier: Qualifier): string => SIGNS[qualifier];
