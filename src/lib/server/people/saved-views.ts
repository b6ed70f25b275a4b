import { DomainError } from '#lib/domain/errors.ts';
import { LIMITS } from '#lib/domain/limits.ts';
import type { ViewInput, ViewPage } from '#lib/schema/view.ts';
import type { Db } from '../db/connection.ts';

/** SQLSTATE of a row that is there already; names are compared by the database, which lowers them. */
const UNIQUE_VIOLATION = '23505';

/** A board or a list that a person saved. */
export interface SavedView {
	id: number;
	name: string;
	page: ViewPage;
	search: string;
	/** it opens instead of the board when they come */
	opensFirst: boolean;
}

/** The views of a person, by their names. */
export function listViews(db: Db, accountId: string): Promise<SavedView[]> {
	return selectViews(db, accountId)
		.orderBy((eb) => eb.fn('lower', ['name']))
		.limit(LIMITS.views)
		.execute();
}

/** The view that opens first for a person. */
export function findFirstView(db: Db, accountId: string): Promise<SavedView | undefined> {
	return selectViews(db, accountId).where('opens_first', '=', true).executeTakeFirst();
}

function selectViews(db: Db, accountId: string) {
	return db
		.selectFrom('saved_view')
		.where('account_id', '=', accountId)
		.select(['id', 'name', 'page', 'search', 'opens_first as opensFirst']);
}

/**
 * Saves a view for a person.
 * @throws DomainError `too_many_views`, `view_name_taken`
 */
export async function saveView(db: Db, accountId: string, view: ViewInput): Promise<void> {
	const { count } = await db
		.selectFrom('saved_view')
		.where('account_id', '=', accountId)
		.select(({ fn }) => fn.countAll<number>().as('count'))
		.executeTakeFirstOrThrow();
	if (count >= LIMITS.views) {
		throw new DomainError('too_many_views', `You have ${count} views, which is the most. Delete one first.`);
	}
	const { name, page, search } = view;
	const saved = await db
		.insertInto('saved_view')
		.values({ account_id: accountId, name, page, search, opens_first: false })
		.onConflict((oc) => oc.doNothing())
		.returning('id')
		.executeTakeFirst();
	if (!saved) throw nameTaken(name);
}

/** @throws DomainError `unknown_view`, `view_name_taken` */
export async function renameView(
	db: Db,
	accountId: string,
	{ id, name }: { id: number; name: string }
): Promise<void> {
	await requireView(db, accountId, id);
	try {
		await db
			.updateTable('saved_view')
			.set({ name })
			.where('id', '=', id)
			.where('account_id', '=', accountId)
			.execute();
	} catch (error) {
		if ((error as { code?: string }).code === UNIQUE_VIOLATION) throw nameTaken(name);
		throw error;
	}
}

/** @throws DomainError `unknown_view` */
export async function deleteView(db: Db, accountId: string, id: number): Promise<void> {
	await requireView(db, accountId, id);
	await db.deleteFrom('saved_view').where('id', '=', id).where('account_id', '=', accountId).execute();
}

/**
 * Lets a view open first, or the board again.
 * @param id null: the board of the person's role
 * @throws DomainError `unknown_view`
 */
export async function openFirst(db: Db, accountId: string, id: number | null): Promise<void> {
	await db.transaction().execute(async (trx) => {
		if (id !== null) await requireView(trx, accountId, id);
		const own = trx.updateTable('saved_view').where('account_id', '=', accountId);
		await own.set({ opens_first: false }).where('opens_first', '=', true).execute();
		if (id !== null) await own.set({ opens_first: true }).where('id', '=', id).execute();
	});
}

async function requireView(db: Db, accountId: string, id: number): Promise<void> {
	const own = await selectViews(db, accountId).where('id', '=', id).executeTakeFirst();
	if (!own) throw new DomainError('unknown_view', 'There is no such view of yours. Reload the page.');
}

const nameTaken = (name: string) =>
	new DomainError(
		'view_name_taken',
		`You have a view called “${name}” already. Choose another name.`,
		'name'
	);
