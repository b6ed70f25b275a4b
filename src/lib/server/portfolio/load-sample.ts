import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { laterOf, parsePartialDate } from '#lib/domain/calendar.ts';
import type { PledgeInput, SourceInput, StepInput, TargetInput } from '#lib/domain/commands.ts';
import { isLast } from '../db/chains.ts';
import type { Db } from '../db/connection.ts';
import { inTransaction, type Act } from '../db/ledger.ts';
import { addSupportingIndicator } from '../pledges/add-indicator.ts';
import { checkIn } from '../pledges/check-in.ts';
import { logPledge } from '../pledges/log-pledge.ts';
import { recordActual } from '../pledges/record-actual.ts';
import { recordStep } from '../pledges/record-step.ts';
import { restate } from '../pledges/restate.ts';
import type { FileActual, FilePledge, PortfolioFile } from './portfolio-file.ts';

const SAMPLE = 'src/cli/sample/kazakhstan-turkmenistan-2022.json';

/** Loads the sample portfolio, all of it or nothing. */
export async function loadSample(db: Db, act: Act): Promise<void> {
	const file = JSON.parse(await readFile(resolve(process.cwd(), SAMPLE), 'utf8')) as PortfolioFile;
	await loadPortfolio(db, act, file);
}

/**
 * Loads a portfolio through the same use cases that a person uses: the facts of each pledge, one check-in for each on
 * the day they were collected, and nothing that the file does not say. All or nothing.
 * @throws DomainError whatever a use case refuses
 */
export async function loadPortfolio(db: Db, act: Act, file: PortfolioFile): Promise<void> {
	// Nothing can have been recorded before it was collected, even where a demo's clock is set back. The request's
	// key would let only the first of these many acts through.
	const day: Act = { ...act, today: laterOf(act.today, file.collected_on), requestKey: null, loaded: true };
	await inTransaction(db, async (trx) => {
		for (const pledge of file.pledges) {
			await logPledge(trx, day, pledgeInput(file, pledge, act.by));
			await loadFigures(trx, day, file, pledge);
			await loadSteps(trx, day, file, pledge);
			for (const said of pledge.restatements ?? []) {
				const restatement = {
					source: sourceOf(file, said.source),
					saidOn: said.said_on,
					text: said.text,
					note: said.note ?? null
				};
				await restate(trx, day, { code: pledge.code, restatement });
			}
			await loadCheckIns(trx, day, file, pledge);
		}
	});
}

function sourceOf(file: PortfolioFile, name: string): SourceInput {
	const source = file.sources.find((known) => known.id === name);
	if (!source) throw new Error(`The portfolio file names a source “${name}” that it does not hold.`);
	return {
		title: source.title,
		publisher: source.publisher,
		publishedOn: source.published_on,
		language: source.language,
		url: source.url
	};
}

function sourceOrNull(file: PortfolioFile, name: string | undefined): SourceInput | null {
	return name === undefined ? null : sourceOf(file, name);
}

function pledgeInput(file: PortfolioFile, pledge: FilePledge, owner: string | null): PledgeInput {
	const { occasion } = file;
	const unit = pledge.indicator?.unit ?? null;
	return {
		code: pledge.code,
		occasion: {
			title: occasion.title,
			place: occasion.place,
			heldOn: occasion.date,
			parties: occasion.parties,
			source: sourceOf(file, occasion.source)
		},
		title: pledge.title,
		kind: pledge.kind,
		theme: pledge.theme,
		strength: pledge.strength,
		mode: pledge.mode,
		path: pledge.path ?? null,
		quote: pledge.quote,
		locator: null,
		source: sourceOf(file, pledge.quote_source),
		reading: pledge.reading,
		owner,
		checkDays: pledge.check_interval_days,
		activityDays: pledge.activity_interval_days ?? 365,
		parties: Object.entries(pledge.parties).map(([name, role]) => ({ name, role })),
		indicator: pledge.indicator ? { ...pledge.indicator, limit: null, basis: null } : null,
		baseline: baselineInput(file, pledge),
		target: targetInput(file, pledge, unit),
		reporterOrder: pledge.reporter_order
			? { ranked: pledge.reporter_order, reason: pledge.reporter_order_reason ?? '' }
			: null,
		steps: stepInputs(file, pledge),
		guideline: null
	};
}

function baselineInput(file: PortfolioFile, { baseline, indicator }: FilePledge): PledgeInput['baseline'] {
	if (!baseline || !indicator) return null;
	const { start, end, precision } = parsePartialDate(baseline.period);
	return {
		value: baseline.value,
		unit: indicator.unit,
		period: { start, end },
		precision,
		qualifier: baseline.qualifier,
		proxy: false,
		reporter: null,
		source: sourceOf(file, baseline.source)
	};
}

function targetInput(file: PortfolioFile, pledge: FilePledge, unit: string | null): TargetInput | null {
	const { target, window } = pledge;
	if (!target && !window) return null;
	const due = target?.deadline ? parsePartialDate(target.deadline) : null;
	return {
		value: target?.value ?? null,
		low: null,
		high: null,
		unit,
		qualifier: target?.qualifier ?? 'exactly',
		per: target?.per ?? null,
		start: window?.start ?? null,
		due: window?.end ?? due?.end ?? null,
		duePrecision: due?.precision ?? 'day',
		standing: target?.interpretation ? 'interpretation' : 'stated',
		assumedDue: false,
		tolerance: null,
		graceDays: null,
		source: sourceOrNull(file, target?.source),
		plan: []
	};
}

function stepInputs(file: PortfolioFile, pledge: FilePledge): StepInput[] {
	const stages = (pledge.milestones ?? []).map((stage): StepInput => ({
		id: null,
		type: 'stage',
		title: stage.title,
		party: stage.party ?? null,
		weight: null,
		due: stage.due_on ?? null,
		duePrecision: 'day',
		dueSource: sourceOrNull(file, stage.due_source)
	}));
	const events = (pledge.events ?? []).map((event): StepInput => ({
		id: null,
		type: 'event',
		title: event.title,
		party: event.party,
		weight: null,
		due: null,
		duePrecision: 'day',
		dueSource: null
	}));
	return [...stages, ...events];
}

async function loadFigures(trx: Db, act: Act, file: PortfolioFile, pledge: FilePledge): Promise<void> {
	for (const actual of pledge.actuals ?? []) await loadFigure(trx, act, file, pledge, actual, null);
	for (const figure of pledge.related ?? []) {
		const indicator = await addSupportingIndicator(trx, act, {
			code: pledge.code,
			indicator: {
				title: figure.note ?? `Related figure in ${figure.unit}`,
				unit: figure.unit,
				aggregation: 'annual_flow',
				direction: 'increase',
				limit: null,
				basis: null
			}
		});
		await loadFigure(trx, act, file, pledge, figure, indicator ?? null);
	}
}

async function loadFigure(
	trx: Db,
	act: Act,
	file: PortfolioFile,
	pledge: FilePledge,
	actual: FileActual,
	indicator: number | null
): Promise<void> {
	await recordActual(trx, act, {
		code: pledge.code,
		checkedOn: null,
		actual: {
			indicator,
			reporter: actual.reporter,
			period: { start: actual.period_start, end: actual.period_end },
			value: actual.value,
			unit: actual.unit,
			qualifier: actual.qualifier,
			state: actual.state,
			partial: actual.partial ?? false,
			derived: actual.derived ?? null,
			source: sourceOf(file, actual.source),
			locator: null,
			quote: null,
			note: actual.note ?? null,
			revises: null,
			reason: null
		}
	});
}

async function loadSteps(trx: Db, act: Act, file: PortfolioFile, pledge: FilePledge): Promise<void> {
	const done = [
		...(pledge.milestones ?? []).map((m) => ({ ...m, from: m.done_on, to: null, place: null })),
		...(pledge.events ?? []).map((e) => ({
			...e,
			from: e.held_from,
			to: e.held_to ?? null,
			place: e.place ?? null
		}))
	];
	for (const step of done) {
		if (step.from === null) continue;
		const known = await trx
			.selectFrom('step_version')
			.innerJoin('step', 'step.id', 'step_version.step_id')
			.innerJoin('pledge', 'pledge.id', 'step.pledge_id')
			.where('pledge.code', '=', pledge.code)
			.where('step_version.title', '=', step.title)
			.where(isLast('step_version'))
			.select('step.id')
			.executeTakeFirstOrThrow();
		await recordStep(trx, act, {
			code: pledge.code,
			checkedOn: null,
			done: {
				step: known.id,
				from: step.from,
				to: step.to,
				place: step.place,
				source: sourceOrNull(file, step.source),
				note: step.note ?? null
			}
		});
	}
}

async function loadCheckIns(trx: Db, act: Act, file: PortfolioFile, pledge: FilePledge): Promise<void> {
	for (const check of pledge.check_ins ?? []) {
		await checkIn(trx, act, {
			code: pledge.code,
			check: {
				checkedOn: check.evidence_on,
				evidenceOn: check.evidence_on,
				outcome: check.outcome,
				source: sourceOf(file, check.source),
				text: check.text
			}
		});
	}
	await checkIn(trx, act, {
		code: pledge.code,
		check: {
			checkedOn: file.collected_on,
			evidenceOn: null,
			outcome: 'no_change',
			source: null,
			text: file.collection_note.replace(/ Load it as.*$/, '')
		}
	});
}
