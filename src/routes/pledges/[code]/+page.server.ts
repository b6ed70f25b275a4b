import { error, redirect } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import { pledgeChart } from '#lib/charts/pledgeChart.ts';
import { readComment, readCommentBefore } from '#lib/schema/comment.ts';
import { typedOf } from '#lib/schema/typed.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { attempt, refuse } from '#lib/server/http/refusal.ts';
import { actOf } from '#lib/server/http/submission.ts';
import { addComment } from '#lib/server/pledges/comments.ts';
import { showPledge } from '#lib/server/pledges/show.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	requireMay(event, 'read');
	const { db, clock } = app();
	const { searchParams } = event.url;
	const before = readCommentBefore(searchParams);
	const pledge = await showPledge(db, event.params.code, clock.today(), before);
	if (!pledge) error(404, `There is no pledge with the code ${event.params.code}.`);
	const today = clock.today();
	const headline = pledge.indicators.find((indicator) => indicator.role === 'headline');
	// Made here, so that the page sends what is drawn and not the code that works it out.
	const chart = headline ? pledgeChart(pledge, headline, today) : null;
	return {
		...{ pledge, chart, today, before },
		saved: searchParams.get('saved'),
		requestKey: crypto.randomUUID()
	};
};

export const actions: Actions = {
	comment: async (event) => {
		const person = requireMay(event, 'comment');
		const { db, clock } = app();
		const { code } = event.params;
		const typed = typedOf(await event.request.formData());
		const read = readComment(typed.fields);
		if (!read.ok) return refuse(typed, read.errors, {});
		const act = actOf(person, clock, typed, event.url.pathname);
		const refused = await attempt(typed, {}, () => addComment(db, act, { code, text: read.value }));
		if (refused) return refused;
		redirect(303, `${resolve('/pledges/[code]', { code })}?saved=comment#comments`);
	}
};
