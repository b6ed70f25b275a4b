import type { Stop } from './spec.ts';

/**
 * Where a key leads from one figure of a drawing: the place in `stops`, null for none, undefined for a key that means
 * nothing here. In a drawing of columns left and right keep to one sort of figure, up and down to one column.
 */
export function moved(stops: readonly Stop[], from: number | null, key: string): number | null | undefined {
	const last = stops.length - 1;
	if (last < 0) return undefined;
	if (key === 'Escape') return null;
	if (key === 'Home') return 0;
	if (key === 'End') return last;
	const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[key];
	if (step === undefined) return undefined;
	if (from === null) return step > 0 ? 0 : last;
	const here = stops[from];
	const across = key === 'ArrowRight' || key === 'ArrowLeft';
	if (here?.column === undefined || !across) return Math.min(Math.max(from + step, 0), last);
	const column = here.column + step;
	const same = stops.findIndex((stop) => stop.column === column && stop.dataset === here.dataset);
	const any = stops.findIndex((stop) => stop.column === column);
	return same >= 0 ? same : any >= 0 ? any : from;
}
