import { redirect } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import { pledgeChart } from '#lib/charts/pledgeChart.ts';
import { undatedWords } from '#lib/domain/known-on.ts';
import { citationOf } from '#lib/format/citation.ts';
import { shownAct } from '#lib/format/history.ts';
import { quoteWarning } from '#lib/format/quote-words.ts';
import { sourceNotice } from '#lib/format/source-notice.ts';
import { statusLine } from '#lib/format/status-words.ts';
import { targetLedger } from '#lib/format/target-ledger.ts';
import { readComment, readCommentBefore } from '#lib/schema/comment.ts';
import { readMoment } from '#lib/schema/moment.ts';
import { typedOf } from '#lib/schema/typed.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import { attempt, refuse } from '#lib/server/http/refusal.ts';
import { actOf } from '#lib/server/http/submission.ts';
import { addComment } from '#lib/server/pledges/comments.ts';
import { loadEvidence } from '#lib/server/pledges/evidence.ts';
import { openMoment } from '#lib/server/pledges/moment.ts';
import { countUndated } from '#lib/server/pledges/undated.ts';
import type { Actions, PageServerLoad } from './$types';
import {
	closingOf,
	detailsOf,
	eventsOf,
	figuresOf,
	linksOf,
	savedWords,
	sourcesOf,
	stagesOf,
	takesOf
} from './details.ts';
import { findShown } from './found.ts';

export const load: PageServerLoad = async (event) => {
	requireMay(event, 'read');
	const { db, clock, env } = app();
	const { code } = event.params;
	const { searchParams } = event.url;
	const [asked, before] = [readMoment(searchParams), readCommentBefore(searchParams)];
	const moment = await openMoment(db, asked, clock);
	const found = await findShown(db, code, moment, asked, before);
	const { history, targets, restatements, targetSource, baselineSource, closings, actuals, ...pledge } =
		found;
	const headline = pledge.indicators.find((indicator) => indicator.role === 'headline');
	// Made here, so that the page sends what is drawn and said, and not the code that works it out.
	const chart = headline ? pledgeChart(found, headline, moment.asOf) : null;
	const [verdict] = pledge.verdicts;
	const acts = history.acts.map(shownAct);
	const evidence = await loadEvidence(db, pledge.code, moment);
	const leftOut = undatedWords(await countUndated(db, moment, pledge.id));
	const citation = citationOf({
		code: pledge.code,
		title: pledge.description.title,
		strength: pledge.description.strength,
		status: pledge.assessment.statusText,
		sentence: pledge.assessment.sentence,
		sources: pledge.citedSources,
		moment,
		address: new URL(event.url.pathname, env.origin).href
	});
	const saved = searchParams.get('saved');
	const described = saved === 'pledge' || saved === 'edit';
	return {
		...{ pledge, chart, citation, asked, moment, before, leftOut },
		quote: evidence.quote && { ...evidence.quote, warning: quoteWarning(evidence.quote.standing) },
		figures: pledge.indicators.map((indicator) =>
			figuresOf(indicator, actuals, pledge.assessment, evidence.figures)
		),
		history: { acts, total: history.total },
		take: takesOf(code, moment),
		links: linksOf(code, asked, { before, earlier: pledge.comments.earlier }),
		line: statusLine(
			pledge.assessment,
			moment.asOf,
			verdict ? { group: verdict.value, on: verdict.on } : null
		),
		target: targetLedger(found),
		events: eventsOf(pledge, moment.asOf),
		stages: stagesOf(pledge),
		details: detailsOf(pledge.description, headline, pledge.owner),
		closing: closingOf(closings),
		sources: sourcesOf(found),
		saved: savedWords(saved),
		notice: described
			? sourceNotice(pledge.source?.publishedOn ?? null, pledge.occasion?.heldOn ?? null)
			: null,
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
