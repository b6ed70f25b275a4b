/** What each role sees on the board, and where: the order in which they ask. */
import type { Role } from './permissions.ts';

export type BoardSection =
	'work' | 'counts' | 'news' | 'attention' | 'review' | 'installation' | 'owing' | 'themes' | 'dates';

export interface BoardOrder {
	/** over the whole width, one under another */
	top: readonly BoardSection[];
	/** under it, rows of a wide and a narrow column */
	rows: readonly { wide: readonly BoardSection[]; narrow: readonly BoardSection[] }[];
}

const COUNTED = { wide: ['owing'], narrow: ['themes'] } as const;
const beside = (...narrow: BoardSection[]) => ({ wide: ['attention'], narrow }) as const;

/**
 * Everybody begins with how the pledges stand, what needs attention and what changed. Before that an analyst sees what
 * waits for them and what came back; after it a manager what waits for a decision, and an admin how the installation is.
 */
export const BOARD_ORDER: Record<Role, BoardOrder> = {
	viewer: { top: ['counts'], rows: [beside('news', 'dates'), COUNTED] },
	analyst: { top: ['work', 'counts'], rows: [beside('dates', 'news'), COUNTED] },
	manager: { top: ['counts'], rows: [beside('news', 'review', 'dates'), COUNTED] },
	admin: { top: ['counts'], rows: [beside('installation', 'news', 'dates'), COUNTED] }
};
