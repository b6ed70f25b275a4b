/** Who a person is here; every account has exactly one role. */
export const ROLES = ['viewer', 'analyst', 'manager', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/**
 * What can be done, in the words of the table in README:
 * - `read`: board, pledges, charts, exports
 * - `log`: log and edit pledges, record progress, import
 * - `verdict`: give a verdict, approve or return a submission
 * - `comment`: comment on a pledge
 * - `administer`: accounts, roles, settings
 */
export const ACTIONS = ['read', 'log', 'verdict', 'comment', 'administer'] as const;
export type Action = (typeof ACTIONS)[number];

const ALLOWED: Record<Role, readonly Action[]> = {
	viewer: ['read'],
	analyst: ['read', 'log', 'comment'],
	manager: ['read', 'verdict', 'comment'],
	admin: ['read', 'administer']
};

export function isRole(value: unknown): value is Role {
	return (ROLES as readonly unknown[]).includes(value);
}

/** Whether a role may do something. An unknown role may do nothing. */
export function may(role: Role | null | undefined, action: Action): boolean {
	return role != null && isRole(role) && ALLOWED[role].includes(action);
}

/** Whether this person may approve or return that submission: nobody reviews their own. */
export function mayReview(role: Role | null | undefined, personId: string, authorId: string): boolean {
	return may(role, 'verdict') && personId !== authorId;
}

/** The roles that may do something, in order; for sentences such as "Only a manager may …". */
export function rolesThatMay(action: Action): Role[] {
	return ROLES.filter((role) => may(role, action));
}
