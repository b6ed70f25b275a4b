import type { Person } from '#lib/server/people/person.ts';

declare global {
	namespace App {
		interface Error {
			/** a sentence for people */
			message: string;
			/** stable, for scripts */
			code?: string;
			/** the id under which an unexpected failure was logged */
			id?: string;
			/** the status of the answer, where it differs from the one the framework gave */
			status?: number;
		}
		interface Locals {
			/** who is signed in */
			person: Person | null;
			/** the person was known without asking the database, which is busy: nothing else may be asked of it */
			remembered?: boolean;
			/** names this request in the log */
			requestId: string;
			/** set when the session could not be looked up: the error of the database connection */
			outage?: unknown;
			/** how an error that was thrown during this request is answered */
			failure?: { status: number; retryAfter: number | null };
		}
	}
}
