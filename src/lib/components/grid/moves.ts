/** Where a key leads from the cell that has the focus. */
export type Move = 'up' | 'down' | 'left' | 'right';

/** A cell and the selection in it. */
export interface CellState {
	text: string;
	start: number;
	end: number;
}

interface Key {
	key: string;
	shiftKey: boolean;
	ctrlKey: boolean;
	metaKey: boolean;
	altKey: boolean;
}

/**
 * Up, Down and Enter leave a cell; Left and Right leave it at the ends of its text, or while all of it is selected, as
 * it is when the cell was just reached. In a cell of several lines Up and Down stay while there is a line to go to.
 * @returns null for a key that is the cell's own
 */
export function moveOf(key: Key, cell: CellState): Move | null {
	if (key.ctrlKey || key.metaKey || key.altKey) return null;
	if (key.key === 'Enter') return key.shiftKey ? 'up' : 'down';
	if (key.shiftKey) return null;
	const { text, start, end } = cell;
	const whole = start === 0 && end === text.length;
	const caret = start === end;
	switch (key.key) {
		case 'ArrowUp':
			return whole || !text.slice(0, start).includes('\n') ? 'up' : null;
		case 'ArrowDown':
			return whole || !text.slice(end).includes('\n') ? 'down' : null;
		case 'ArrowLeft':
			return whole || (caret && start === 0) ? 'left' : null;
		case 'ArrowRight':
			return whole || (caret && end === text.length) ? 'right' : null;
		default:
			return null;
	}
}
