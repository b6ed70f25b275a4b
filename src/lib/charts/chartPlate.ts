import { stacked } from './framePlate.ts';
import { keyMarks, keyPlate } from './keyPlate.ts';
import { write, type PlateOf, type Shape } from './plate.ts';
import { spelledOut } from './spelled.ts';
import type { ChartSpec } from './spec.ts';

/** A chart with its key. @param height of the drawing */
export function chartPlate(spec: ChartSpec, height: number): PlateOf {
	const drawing: PlateOf = (width) => ({
		...{ width, height },
		shapes: [
			{ kind: 'chart', box: { left: 0, top: 0, right: width, bottom: height }, spec: spelledOut(spec) }
		]
	});
	return stacked([drawing, keyPlate(keyMarks(spec.key))], 8);
}

const GAP = 24;
const PANEL = 190;

/** Small charts side by side, each under its own finding. */
export function panelsPlate(panels: readonly { title: string; chart: ChartSpec }[]): PlateOf {
	const across = Math.min(panels.length, 2);
	return (width, measure) => {
		const wide = (width - GAP * (across - 1)) / across;
		const shapes: Shape[] = [];
		let top = 0;
		for (let first = 0; first < panels.length; first += across) {
			const row = panels.slice(first, first + across).map(({ chart }, at) => {
				const column = { left: at * (wide + GAP), width: wide };
				const head = write(chart.title, column, top, { size: 13, weight: 600 }, measure);
				const unit = write(chart.unit, column, head.bottom, { size: 12, ink: 'ink-2' }, measure);
				shapes.push(...head.shapes, ...unit.shapes);
				return { chart, column, bottom: unit.bottom + 2 };
			});
			// drawings of one row stand on one line, however long their titles are
			const from = Math.max(...row.map(({ bottom }) => bottom));
			for (const { chart, column } of row) {
				const box = { left: column.left, right: column.left + wide, top: from, bottom: from + PANEL };
				shapes.push({ kind: 'chart', box, spec: spelledOut(chart) });
			}
			top = from + PANEL + GAP;
		}
		return { width, height: Math.max(top - GAP, 0), shapes };
	};
}
