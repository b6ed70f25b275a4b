/**
 * What somebody who only has a keyboard meets: every stop of the Tab key with its name, and what is wrong with it.
 * Runs inside the page, where it is installed before anything else.
 */
import type { BrowserContext, Page } from 'playwright-core';

/** A control that has the focus. */
export interface Stop {
	role: string;
	/** what a screen reader calls it */
	name: string;
	/** its markup, cut short, to find it by */
	html: string;
	/** what is wrong with it, in words; empty when nothing is */
	wrong: string[];
}

declare global {
	interface Window {
		keyboardStop(): Stop | null;
		/** Begins at the first stop of the page, and from then on keeps what every Tab leaves. */
		keyboardBegin(): void;
		/** what was left; null until the Tab key came round */
		keyboardPassed(): Stop[] | null;
	}
	interface Element {
		/** Chromium works them out, where `launchBrowser` asks it to tell. */
		readonly computedName: string;
		readonly computedRole: string;
	}
}

/** Lets every page of the context tell what has the focus. */
export async function tellStops(context: BrowserContext): Promise<void> {
	await context.addInitScript(install);
}

/** What has the focus now; null when nothing has. */
export function stopOf(page: Page): Promise<Stop | null> {
	return page.evaluate(() => window.keyboardStop());
}

/** Most presses of Tab that any page may take. */
const MOST_STOPS = 700;

/**
 * Every stop of a page in the order of the Tab key, from the first one.
 * @throws Error when Tab does not come round
 */
export async function allStops(page: Page): Promise<Stop[]> {
	await page.evaluate(() => window.keyboardBegin());
	for (let pressed = 0; pressed < MOST_STOPS; pressed += 20) {
		await Promise.all(Array.from({ length: 20 }, () => page.keyboard.press('Tab')));
		const passed = await page.evaluate(() => window.keyboardPassed());
		if (passed) return passed;
	}
	throw new Error(`Tab does not come round on ${page.url()}.`);
}

/** Everything that the browser needs stands inside this function: it is sent there as text. */
function install(): void {
	const LEAST_CONTRAST = 3;
	/** Red, green, blue and opacity of any colour that CSS can write. */
	const brush = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
	const known = new Map<string, number[]>();
	const inkOf = (colour: string): number[] => {
		const before = known.get(colour);
		if (before) return before;
		brush.clearRect(0, 0, 1, 1);
		brush.fillStyle = colour;
		brush.fillRect(0, 0, 1, 1);
		const ink = [...brush.getImageData(0, 0, 1, 1).data];
		known.set(colour, ink);
		return ink;
	};
	/** Relative luminance and contrast as WCAG 2.2 defines them. */
	const luminance = (ink: number[]): number => {
		const [red = 0, green = 0, blue = 0] = ink.slice(0, 3).map((part) => {
			const share = part / 255;
			return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
		});
		return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
	};
	const contrast = (one: number[], other: number[]): number => {
		const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
		return (light + 0.05) / (dark + 0.05);
	};
	/** The first ground that covers what is behind it. */
	const groundOf = (from: Element | null): number[] => {
		for (let one = from; one; one = one.parentElement) {
			const ink = inkOf(getComputedStyle(one).backgroundColor);
			if ((ink[3] ?? 0) > 250) return ink;
		}
		return [255, 255, 255, 255];
	};

	/** The ring around what has the focus: there, wide enough, and told from what is around it. */
	const ringOf = (element: Element): string[] => {
		// Inside a field for a day the button of its calendar has the focus, and the ring that the browser draws.
		if (element.matches('input[type=date]:not(:focus)')) return [];
		const style = getComputedStyle(element);
		const width = Number.parseFloat(style.outlineWidth);
		if (style.outlineStyle === 'none' || width < 2) return ['no ring shows that it has the focus'];
		const inside = Number.parseFloat(style.outlineOffset) < 0;
		const ground = groundOf(inside ? element : element.parentElement);
		const told = contrast(inkOf(style.outlineColor), ground);
		return told < LEAST_CONTRAST ? [`its ring has a contrast of ${told.toFixed(1)}`] : [];
	};

	/** In sight: of some size, inside the window, and not under something else. */
	const sightOf = (element: Element): string[] => {
		const boxes = [...element.getClientRects()].filter(({ width, height }) => width > 1 && height > 1);
		if (boxes.length === 0) return ['it has no size'];
		const seen = boxes
			.map(({ left, right, top, bottom }) => ({
				left: Math.max(left, 0),
				right: Math.min(right, innerWidth),
				top: Math.max(top, 0),
				bottom: Math.min(bottom, innerHeight)
			}))
			.filter(({ left, right, top, bottom }) => right - left > 1 && bottom - top > 1);
		if (seen.length === 0) return ['it is outside of the window'];
		const onTop = seen.some(({ left, right, top, bottom }) => {
			const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
			return hit && (element.contains(hit) || hit.closest('label')?.control === element);
		});
		return onTop ? [] : ['something else covers it'];
	};

	/** Comes after what was passed before it: in the markup, and as it is seen, where only a new column begins higher. */
	const orderOf = (element: Element, before: Element | undefined): string[] => {
		if (!before?.isConnected) return [];
		if (before.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING)
			return ['it stands before the stop that leads to it'];
		const [from, to] = [before.getBoundingClientRect(), element.getBoundingClientRect()];
		const higher = to.bottom <= from.top + 1 && to.left < from.left;
		const left = to.right <= from.left + 1 && Math.abs(to.top - from.top) < 8 && to.bottom > from.top;
		return higher || left ? [`it is seen before the stop that leads to it`] : [];
	};

	const wrongOf = (element: Element): string[] => [...sightOf(element), ...ringOf(element)];
	/** A name is asked for last and all at once: the browser works them out anew after every change of a page. */
	const told = (element: Element, wrong: string[]): Stop => ({
		role: element.computedRole,
		name: element.computedName,
		html: element.outerHTML.replace(/\s+/g, ' ').slice(0, 140),
		wrong: [...wrong, ...(element.computedName ? [] : ['it has no name'])]
	});
	const focused = (): Element | null => {
		const element = document.activeElement;
		return element === document.body || element === document.documentElement ? null : element;
	};
	window.keyboardStop = () => {
		const element = focused();
		return element && told(element, wrongOf(element));
	};

	let passed: { element: Element; wrong: string[] }[] = [];
	let ended = true;
	const first = (): HTMLElement | null => document.querySelector('.skip-link');
	const keep = (): void => {
		const element = focused();
		if (!element || (element === first() && passed.length > 0)) ended = true;
		else passed.push({ element, wrong: [...wrongOf(element), ...orderOf(element, passed.at(-1)?.element)] });
	};
	window.addEventListener('keydown', ({ key }) => key === 'Tab' && !ended && keep(), true);
	window.keyboardBegin = () => {
		[passed, ended] = [[], false];
		first()?.focus();
	};
	window.keyboardPassed = () => (ended ? passed.map(({ element, wrong }) => told(element, wrong)) : null);
}
