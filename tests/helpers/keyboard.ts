/** A person at a keyboard: types and presses keys, reads what has the focus, and never touches a mouse. */
import type { Page } from 'playwright-core';
import { stopOf, type Stop } from './stops.ts';

/** A control by what a screen reader calls it: the beginning of its name, or a pattern. */
export interface Sought {
	name: string | RegExp;
	/** as ARIA calls it, where controls of several kinds have the name */
	role?: string;
}

/** Most presses of Tab between two controls that a page may ask for. */
const MOST_TABS = 150;

const words = ({ role, name }: { role?: string; name: string | RegExp }) =>
	[role, typeof name === 'string' ? `“${name}”` : String(name)].filter(Boolean).join(' ');

function isSought(stop: Stop, { name, role }: Sought): boolean {
	if (role !== undefined && stop.role !== role) return false;
	return typeof name === 'string' ? stop.name.startsWith(name) : name.test(stop.name);
}

/**
 * Presses Tab until the control has the focus. Every stop on the way has to be in sight, ringed and named.
 * The page's context was given `tellStops`.
 * @param key Shift+Tab for what lies behind
 * @throws Error with what was passed when it is not reached, or with what is wrong with a stop
 */
export async function tabTo(page: Page, sought: Sought, key = 'Tab'): Promise<void> {
	const passed: string[] = [];
	for (let pressed = 0; pressed <= MOST_TABS; pressed++) {
		const stop = await stopOf(page);
		// Where somebody is before the first press was reached in another way, such as the head of a refused form.
		if (stop && pressed > 0 && stop.wrong.length > 0) {
			throw new Error(`${page.url()}, ${words(stop)}: ${stop.wrong.join('; ')}. ${stop.html}`);
		}
		if (stop && isSought(stop, sought)) return;
		passed.push(stop ? words(stop) : 'the page itself');
		await page.keyboard.press(key);
	}
	throw new Error(`No ${key} leads to ${words(sought)} on ${page.url()}. Passed:\n${passed.join('\n')}`);
}

/** Goes to a control and presses a key on it: Enter, unless another one is named. */
export async function pressOn(page: Page, sought: Sought, key = 'Enter'): Promise<void> {
	await tabTo(page, sought);
	await page.keyboard.press(key);
}

/** Goes to a field and types: what stood there is replaced, and a list comes to the entry that begins so. */
export async function typeInto(page: Page, name: string | RegExp, text: string): Promise<void> {
	await tabTo(page, { name });
	if (await page.evaluate(() => document.activeElement?.matches('input, textarea')))
		await page.keyboard.press('Control+a');
	await page.keyboard.type(text);
}
