import { GRID_COLUMNS, type GridCell } from '../../domain/grid.ts';
import { moveOf } from './moves.ts';
import { isBlock, readBlock } from './pasted.ts';

/** A cell by its row, from 0, and its column. */
export interface Place {
	row: number;
	cell: GridCell;
}

/** What the keyboard and the clipboard do to a grid. */
export interface Sheet {
	rowCount(): number;
	textAt(place: Place): string;
	/** Replaces the text of a cell; `lasting` for a step that may be undone later. */
	write(place: Place, text: string, lasting: boolean): void;
	/** Adds a row at the end, if there is room. @returns once it is on the page */
	addRow(): Promise<void>;
	paste(block: string[][], from: Place): void;
	/** @returns whether there was anything to take back */
	undo(): boolean;
	save(): void;
}

declare global {
	/** Gives the blocks that were pasted before the grid was ready, and listens no longer: `static/early-paste.js`. */
	var earlyPastes: (() => { name: string; text: string }[]) | undefined;
}

type Control = HTMLInputElement | HTMLTextAreaElement;

function controlOf(target: EventTarget | null): (Place & { control: Control }) | null {
	if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return null;
	const [, row, name] = /^rows\.(\d+)\.(\w+)$/.exec(target.name) ?? [];
	const cell = GRID_COLUMNS.find((column) => column.name === name)?.name;
	return cell ? { row: Number(row), cell, control: target } : null;
}

/** Moves the focus to a cell and selects its text, so that typing replaces it. */
export function goTo(row: number, cell: GridCell | undefined): void {
	const control = document.getElementById(`rows-${row}-${cell}`);
	if (!(control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement)) return;
	control.focus();
	control.select();
}

/**
 * Makes a form of rows a spreadsheet: arrow keys and Enter move, a pasted block fills cells, Esc brings back what stood
 * in a cell, Ctrl+D takes the one above, Ctrl+Z takes a step back, Ctrl+Enter saves. Tab stays what it is.
 * @returns what undoes it
 */
export function spreadsheet(form: HTMLFormElement, sheet: Sheet): () => void {
	let entered = { id: '', text: '' };

	/** @returns whether the key was for the grid */
	function press(event: KeyboardEvent): boolean {
		const command = event.ctrlKey || event.metaKey;
		if (command && event.key === 'Enter') {
			sheet.save();
			return true;
		}
		const here = controlOf(event.target);
		if (!here || event.isComposing) return false;
		if (event.altKey) return event.key === 'Enter' && breakLine(here);
		if (command) return !event.shiftKey && change(event.key.toLowerCase(), here);
		if (event.key === 'Escape') return bringBack(here);
		return move(event, here);
	}

	function change(key: string, { row, cell }: Place): boolean {
		if (key === 'z') return sheet.undo();
		if (key !== 'd') return false;
		if (row > 0) sheet.write({ row, cell }, sheet.textAt({ row: row - 1, cell }), true);
		return true;
	}

	function breakLine({ cell, control }: Place & { control: Control }): boolean {
		if (cell !== 'note') return false;
		control.setRangeText('\n', control.selectionStart ?? 0, control.selectionEnd ?? 0, 'end');
		return control.dispatchEvent(new Event('input', { bubbles: true }));
	}

	function bringBack({ control, ...place }: Place & { control: Control }): boolean {
		if (control.id !== entered.id || control.value === entered.text) return false;
		sheet.write(place, entered.text, false);
		return true;
	}

	function move(event: KeyboardEvent, { row, cell, control }: Place & { control: Control }): boolean {
		const { value: text, selectionStart, selectionEnd } = control;
		const way = moveOf(event, { text, start: selectionStart ?? 0, end: selectionEnd ?? 0 });
		if (way === null) return false;
		const column = GRID_COLUMNS.findIndex(({ name }) => name === cell);
		if (way === 'left') goTo(row, GRID_COLUMNS[column - 1]?.name);
		else if (way === 'right') goTo(row, GRID_COLUMNS[column + 1]?.name);
		else if (way === 'up') goTo(row - 1, cell);
		else if (event.key === 'Enter' && row === sheet.rowCount() - 1) {
			void sheet.addRow().then(() => goTo(row + 1, cell));
		} else goTo(row + 1, cell);
		return true;
	}

	function takePasted(target: EventTarget | null, text: string): boolean {
		const here = controlOf(target);
		if (!here || !isBlock(text)) return false;
		const block = readBlock(text);
		// Several lines of prose are one note.
		if (here.cell === 'note' && block.length > 1 && !text.includes('\t')) return false;
		sheet.paste(block, { row: here.row, cell: here.cell });
		return true;
	}

	const stop = new AbortController();
	const options = { signal: stop.signal };
	form.addEventListener('keydown', (event) => press(event) && event.preventDefault(), options);
	form.addEventListener(
		'paste',
		(event) => {
			const text = event.clipboardData?.getData('text/plain') ?? '';
			if (takePasted(event.target, text)) event.preventDefault();
		},
		options
	);
	const early = globalThis.earlyPastes?.() ?? [];
	queueMicrotask(() => {
		for (const { name, text } of early) takePasted(form.elements.namedItem(name) as Element | null, text);
	});
	form.addEventListener(
		'focusin',
		({ target }) => {
			const control = controlOf(target)?.control;
			entered = { id: control?.id ?? '', text: control?.value ?? '' };
		},
		options
	);
	return () => stop.abort();
}
