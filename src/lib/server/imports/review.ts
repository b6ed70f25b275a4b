import type { Db } from '../db/connection.ts';
import type { Act } from '../db/ledger.ts';

/**
 * Whether the figures of this import wait for a manager before they count: the one place that decides it for every
 * import. What the product itself brings in never does.
 */
export async function figuresNeedReview(_db: Db, _act: Act): Promise<boolean> {
	return false;
}
