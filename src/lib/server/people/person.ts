import type { Role } from '#lib/domain/permissions.ts';

/** Someone with an account, as every page may know them: nothing here is secret. */
export interface Person {
	id: string;
	name: string;
	email: string;
	role: Role;
}
