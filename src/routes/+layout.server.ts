import { app } from '#lib/server/app.ts';
import type { LayoutServerLoad } from './$types';

export const _public = 'the frame around every page, the sign-in page and error pages included';

export const load: LayoutServerLoad = ({ locals }) => {
	const { person } = locals;
	const { clock } = app();
	return {
		person: person && { id: person.id, name: person.name, email: person.email, role: person.role },
		today: clock.today(),
		clockIsFixed: clock.fixed
	};
};
