/** What each role sees first on the board: the sections above it, and beside the counts that everybody sees. */
import type { Role } from './permissions.ts';

export type BoardSection =
	'work' | 'counts' | 'news' | 'attention' | 'review' | 'installation' | 'owing' | 'themes' | 'dates';

export interface BoardOrder {
	/** over the whole width, one under another */
	top: readonly BoardSection[];
	left: readonly BoardSection[];
	right: readonly BoardSection[];
}

const EVERYBODY: BoardOrder = {
	top: ['counts'],
	left: ['news', 'attention'],
	right: ['owing', 'themes', 'dates']
};

/**
 * An analyst begins with what waits for them, a manager has what waits for a decision beside the news, an admin how the
 * installation stands.
 */
export const BOARD_ORDER: Record<Role, BoardOrder> = {
	viewer: EVERYBODY,
	analyst: { ...EVERYBODY, top: ['work', 'counts'], right: ['dates', 'owing', 'themes'] },
	manager: { ...EVERYBODY, right: ['review', 'owing', 'themes', 'dates'] },
	admin: { ...EVERYBODY, right: ['installation', 'owing', 'themes', 'dates'] }
};
