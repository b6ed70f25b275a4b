import { csvText } from './csvText.ts';
import type { ChartCsv } from './spec.ts';

/** Hands a file to the person. */
export function save(blob: Blob | null, name: string): void {
	if (!blob) return;
	const link = document.createElement('a');
	link.href = URL.createObjectURL(blob);
	link.download = name;
	link.click();
	URL.revokeObjectURL(link.href);
}

/** Hands over a chart's data. */
export function saveCsv(csv: ChartCsv, name: string): void {
	save(new Blob([csvText(csv)], { type: 'text/csv;charset=utf-8' }), `${name}.csv`);
}
