import { error, redirect, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import { readActual } from '#lib/schema/actual.ts';
import { readCheckIn, readScore, readStep } from '#lib/schema/progress.ts';
import type { Read } from '#lib/schema/read.ts';
import { readWithdrawal } from '#lib/schema/review.ts';
import { typedOf, type Typed } from '#lib/schema/typed.ts';
import { app } from '#lib/server/app.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import type { Act } from '#lib/server/db/ledger.ts';
import { attempt, refuse, type Refused } from '#lib/server/http/refusal.ts';
import { actOf, seenOf } from '#lib/server/http/submission.ts';
import type { Person } from '#lib/server/people/person.ts';
import { checkIn } from '#lib/server/pledges/check-in.ts';
import { recordActual } from '#lib/server/pledges/record-actual.ts';
import { loadRecordForm, type RecordForm } from '#lib/server/pledges/record-form.ts';
import { recordStep } from '#lib/server/pledges/record-step.ts';
import { scorePledge } from '#lib/server/pledges/score-pledge.ts';
import { undoStep } from '#lib/server/pledges/undo-step.ts';
import { withdrawFigure } from '#lib/server/pledges/withdraw-figure.ts';
import { findReviewers, needsReview } from '#lib/server/settings/settings.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const person = requireMay(event, 'log');
	const { revised, ...rest } = await recorded(event, event.url.searchParams.get('revise'));
	// Who submitted a figure is for the server to know.
	const { by, ...figure } = revised ?? { by: null };
	const pledge = { ...rest, revised: revised && (figure as Omit<typeof revised, 'by'>) };
	const uncounted = revised?.review === 'waiting' || revised?.review === 'returned';
	return {
		pledge,
		withdrawable: uncounted && (by === null || by === person.id),
		step: stepAsked(event, rest),
		reviewers: await findReviewers(app().db),
		reader: person.name,
		today: app().clock.today(),
		requestKey: crypto.randomUUID()
	};
};

export const actions: Actions = {
	actual: async (event) => {
		const person = requireMay(event, 'log');
		const typed = typedOf(await event.request.formData());
		const { code, indicator } = await recorded(event, typed.fields.revises);
		if (!indicator) {
			return refuse(
				typed,
				{ form: 'This pledge has no indicator, so it takes no figures.' },
				{ form: 'actual' }
			);
		}
		const read = readActual(typed.fields, indicator, app().clock.today());
		return save(
			event,
			person,
			typed,
			'actual',
			read,
			(act, { actual, confirmed }) =>
				recordActual(app().db, act, { code, actual, confirmed, checkedOn: act.today }),
			({ actual }) => (actual.revises === null ? 'actual' : 'corrected')
		);
	},
	step: async (event) => {
		const person = requireMay(event, 'log');
		const typed = typedOf(await event.request.formData());
		const read = readStep(typed.fields, app().clock.today());
		const about = { code: event.params.code, seen: seenOf(typed) };
		return save(
			event,
			person,
			typed,
			'step',
			read,
			(act, step) =>
				step.undone
					? undoStep(app().db, act, { ...about, undone: step })
					: recordStep(app().db, act, { ...about, done: step, checkedOn: act.today }),
			(step) => (step.undone ? 'undone' : step.reason == null ? 'step' : 'corrected')
		);
	},
	withdraw: async (event) => {
		const person = requireMay(event, 'log');
		const typed = typedOf(await event.request.formData());
		const read = readWithdrawal(typed.fields);
		return save(event, person, typed, 'withdraw', read, (act, { figure, reason }) =>
			withdrawFigure(app().db, act, { code: event.params.code, figure, reason })
		);
	},
	check: async (event) => {
		const person = requireMay(event, 'log');
		const typed = typedOf(await event.request.formData());
		const read = readCheckIn(typed.fields, app().clock.today());
		return save(event, person, typed, 'check', read, (act, check) =>
			checkIn(app().db, act, { code: event.params.code, check })
		);
	},
	score: async (event) => {
		const person = requireMay(event, 'log');
		const typed = typedOf(await event.request.formData());
		const read = readScore(typed.fields, app().clock.today());
		return save(event, person, typed, 'score', read, (act, score) =>
			scorePledge(app().db, act, { code: event.params.code, score, seen: seenOf(typed) })
		);
	}
};

/** Carries out what was read and leads to the pledge, or shows the same form again. */
async function save<T>(
	event: RequestEvent,
	person: Person,
	typed: Typed,
	form: 'actual' | 'step' | 'check' | 'score' | 'withdraw',
	read: Read<T>,
	work: (act: Act, value: T) => Promise<unknown>,
	said: (value: T) => string = () => form
) {
	if (!read.ok) return refuse(typed, read.errors, { form });
	const act = actOf(person, app().clock, typed, event.url.pathname + form);
	const refused = await attempt(typed, { form }, () => work(act, read.value));
	if (refused) return againOver(refused);
	const saved = form === 'actual' && (await needsReview(app().db, act)) ? 'submitted' : said(read.value);
	redirect(303, `${resolve('/pledges/[code]', { code: event.params.code ?? '' })}?saved=${saved}`);
}

/** The form again; after somebody else's correction of the same figure it corrects theirs. */
function againOver<F extends ActionFailure<Refused>>(refused: F): F {
	const { figure, typed } = refused.data;
	if (refused.status === 409 && figure !== null) {
		typed.fields.revises = String(figure);
		refused.data.figure = null;
	}
	return refused;
}

/** The step that the address asks for. @throws 404 for one that the pledge does not have */
function stepAsked(
	{ url }: RequestEvent,
	{ code, steps }: Pick<RecordForm, 'code' | 'steps'>
): number | null {
	const asked = url.searchParams.get('step');
	if (asked === null) return null;
	const step = steps.find(({ id }) => String(id) === asked);
	if (!step) error(404, `There is no step with this number in the pledge ${code}.`);
	return step.id;
}

/** What the page needs to know of the pledge. @throws 404 for an unknown pledge, or a figure that it never had */
async function recorded(event: RequestEvent, revise: string | null | undefined) {
	const code = event.params.code ?? '';
	const id = /^[1-9]\d{0,8}$/.test(revise ?? '') ? Number(revise) : revise ? 0 : null;
	const form = await loadRecordForm(app().db, code, id);
	if (form) return form;
	const what = id === null ? `pledge with the code ${code}` : `figure with this number in the pledge ${code}`;
	error(404, `There is no ${what}.`);
}
