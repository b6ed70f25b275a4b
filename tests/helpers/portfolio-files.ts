/** Arbitrary portfolio files, for properties. */
import fc from 'fast-check';
import { yearPeriod } from '#lib/domain/calendar.ts';
import type { WrittenFile, WrittenPledge } from '#lib/schema/portfolio/file.ts';

const WORDS = [
	'торговля',
	'қазақ',
	'Ünïted',
	'“цитата”',
	'«так»',
	'5 %',
	'<b>&amp;</b>',
	'№ 1',
	'\\n',
	'"x"',
	'=1+1'
];
const line = fc
	.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 4 })
	.map((words) => `a ${words.join(' ')} z`);
const lines = fc.array(line, { minLength: 1, maxLength: 3 }).map((some) => some.join('\n'));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });
const day = (from: number, to: number) =>
	fc
		.tuple(
			fc.integer({ min: from, max: to }),
			fc.integer({ min: 1, max: 12 }),
			fc.integer({ min: 1, max: 28 })
		)
		.map((parts) => parts.map((part) => String(part).padStart(2, '0')).join('-'));
const past = day(2023, 2025);
const number = fc
	.tuple(fc.integer({ min: 1, max: 10 ** 9 }), fc.integer({ min: 0, max: 12 }))
	.map(([digits, places]) => decimal(BigInt(digits), places));

/** Digits with the point so many places from the end, in the shortest form. */
function decimal(digits: bigint, places: number): string {
	const text = String(digits).padStart(places + 1, '0');
	const [whole, fraction] = [text.slice(0, text.length - places), text.slice(text.length - places)];
	const short = fraction.replace(/0+$/, '');
	return short === '' ? whole : `${whole}.${short}`;
}

const source = fc.constantFrom('s1', 's2', 's3');
const recorded = { recorded_on: maybe(fc.constantFrom('2026-05-06', '2026-07-08', '2026-11-12')) };
const signed = fc
	.record({ ...recorded, recorded_by: maybe(line) })
	.map(({ recorded_on, recorded_by }) => ({ recorded_on, recorded_by: recorded_on && recorded_by }));
const fact = { known_on: maybe(past), ...recorded };
const reporter = fc.constantFrom('Customs', 'Ведомство', 'Third');
const unit = fc.constantFrom('kt', 't', 'Mt', undefined);

const review = fc.oneof(
	fc.constant({ state: 'waiting' as const }),
	fc
		.tuple(
			fc.record({ state: fc.constantFrom('approved' as const, 'returned' as const), note: maybe(lines) }),
			signed
		)
		.map(([decided, by]) => ({ ...decided, ...by }))
);

const figure = (year: number) =>
	fc.record({
		...{ period_start: fc.constant(yearPeriod(year).start), period_end: fc.constant(yearPeriod(year).end) },
		...{ value: number, unit, qualifier: fc.constantFrom('exactly', 'about', 'more_than') },
		...{ state: fc.constantFrom('final', 'provisional', 'revised'), partial: maybe(fc.boolean()) },
		...{ source: maybe(source), locator: maybe(line), quote: maybe(lines), note: maybe(lines) },
		...{ review: maybe(review), ...fact }
	});

const actuals = fc
	.uniqueArray(fc.tuple(reporter, fc.integer({ min: 2018, max: 2024 })), { selector: String, maxLength: 5 })
	.chain((places) =>
		fc.tuple(
			...places.map(([name, year]) =>
				fc.tuple(figure(year), fc.array(figure(year), { maxLength: 2 })).map(([standing, former]) => ({
					...{ reporter: name, ...standing, reason: former.length > 0 ? 'a slip' : undefined },
					former: former.map((one, at) => ({ ...one, reason: at > 0 ? 'an earlier slip' : undefined }))
				}))
			)
		)
	);

const indicator = fc.record({
	...{ title: line, unit: fc.constant('kt'), aggregation: fc.constantFrom('level', 'annual_flow') },
	...{
		direction: fc.constantFrom('increase', 'decrease'),
		limit: maybe(number),
		basis: maybe(line),
		...recorded
	}
});
const baseline = fc.record({
	...{ value: number, unit, period: fc.constantFrom('2019', '2018-Q3', '2017-01 to 2017-09', '2017-03-04') },
	...{
		qualifier: fc.constantFrom('exactly', 'about'),
		proxy: maybe(fc.boolean()),
		reporter: maybe(reporter)
	},
	...{ source: maybe(source), reason: maybe(line), ...fact }
});
const target = fc.record({
	...{ value: number, unit, qualifier: fc.constantFrom('at_least', 'up_to', 'exactly') },
	deadline: fc.constantFrom('2030', '2031-Q2', '2029-05', '2032-02-29', null),
	...{ interpretation: maybe(fc.boolean()), tolerance: maybe(fc.constantFrom('0.05', '0.125')) },
	...{
		grace_days: maybe(fc.integer({ min: 0, max: 400 })),
		source: maybe(source),
		reason: maybe(line),
		...fact
	},
	plan: maybe(fc.constant([{ on: '2026-12-31', value: '3.5' }]))
});
const measured = fc.record({
	kind: fc.constant('level'),
	...{ indicator, former_indicators: fc.array(indicator, { maxLength: 1 }) },
	...{ baseline, former_baselines: fc.array(baseline, { maxLength: 2 }) },
	...{ target, former_targets: fc.array(target, { maxLength: 2 }) },
	actuals,
	supporting: fc.array(fc.record({ indicator, actuals }), { maxLength: 2 }),
	reporter_order: fc.constant(['Customs', 'Ведомство']),
	reporter_order_reason: line,
	former_rankings: fc.array(
		fc.record({ ranked: fc.constant(['Third', 'Customs']), reason: line, ...recorded }),
		{ maxLength: 1 }
	)
});

const version = {
	...{ title: line, party: maybe(fc.constantFrom('Atlantis', 'Эребус')) },
	...{
		due_on: maybe(fc.constantFrom('2027', '2026-12-31', '2028-Q1')),
		due_source: maybe(source),
		reason: maybe(line)
	}
};
const done = {
	...{ done_on: past, place: maybe(line), source, note: maybe(lines), undone: maybe(fc.boolean()) },
	...{ reason: line, ...fact }
};

type Done = {
	undone?: boolean | undefined;
	reason?: string | undefined;
	known_on?: string;
	recorded_on?: string;
};

/** A step with records of which each that corrects another has a reason, and only what was done is undone. */
function stepWith<S extends object, R extends Done>(step: S, records: R[]) {
	const ordered: R[] = [];
	for (const record of records) {
		const before = ordered.at(-1);
		const corrects = before !== undefined && !before.undone;
		ordered.push({
			...record,
			undone: (corrects && record.undone) || undefined,
			reason: corrects ? record.reason : undefined
		});
	}
	const last = ordered.at(-1);
	if (!last || last.undone) return { ...step, done_on: null, former_done: ordered };
	const { reason, known_on, recorded_on, undone: _, ...stands } = last;
	return {
		...{ ...step, ...stands, done_reason: reason, done_known_on: known_on, done_recorded_on: recorded_on },
		former_done: ordered.slice(0, -1)
	};
}

const stepwise = fc.record({
	kind: fc.constant('milestones'),
	milestones: fc.array(
		fc
			.tuple(
				fc.record({
					...{ ...version, ...fact, dropped: maybe(fc.boolean()) },
					former: fc.array(fc.record({ ...version, ...fact }), { maxLength: 2 })
				}),
				fc.array(fc.record(done), { maxLength: 4 })
			)
			.map(([step, records]) => stepWith(step, records)),
		{ minLength: 1, maxLength: 3 }
	)
});

const score = {
	value: fc.integer({ min: -1, max: 1 }),
	on: past,
	rationale: lines,
	source: maybe(source),
	guideline: maybe(fc.constant(1)),
	...fact
};
const qualitative = fc.record({
	kind: fc.constant('qualitative'),
	...{
		guideline: fc.record({ text: lines, ...recorded }),
		former_guidelines: fc.array(fc.record({ text: lines, reason: maybe(line), ...recorded }), {
			maxLength: 2
		})
	},
	scores: fc.uniqueArray(
		fc.record({ reader: reporter, ...score, former: fc.array(fc.record(score), { maxLength: 2 }) }),
		{ selector: (one) => one.reader, maxLength: 2 }
	)
});

const moments = fc.record({
	check_ins: fc.array(
		fc.record({
			checked_on: past,
			evidence_on: fc.constant(null),
			outcome: fc.constant('no_change'),
			text: maybe(lines),
			source: maybe(source),
			...fact
		}),
		{ maxLength: 2 }
	),
	restatements: fc.array(
		fc.record({ source, said_on: fc.option(past), text: lines, note: maybe(lines), ...fact }),
		{ maxLength: 2 }
	),
	closings: fc
		.array(fc.record({ reason: line, source: maybe(source), ...fact }), { maxLength: 3 })
		.map((some) =>
			some.map((one, at) => ({
				state: at % 2 === 0 ? 'withdrawn' : 'reopened',
				on: `2025-0${at + 1}-01`,
				...one
			}))
		),
	verdicts: fc.array(
		fc.record({
			...{ given_on: fc.constant('2025-05-06'), value: fc.constantFrom('met', 'behind'), source },
			...{ rationale: lines, ...recorded }
		}),
		{ maxLength: 2 }
	),
	comments: fc.array(
		fc.tuple(fc.record({ text: lines }), signed).map(([comment, by]) => ({ ...comment, ...by })),
		{ maxLength: 2 }
	)
});

const description = {
	...{
		title: line,
		theme: fc.constantFrom('trade', 'Сельское хозяйство'),
		strength: fc.constantFrom('agreed', 'proposed')
	},
	...{ quote: lines, quote_source: source, reading: lines, locator: maybe(line) },
	parties: fc.constantFrom({ Atlantis: 'pledger', Эребус: 'counterpart' }, { Эребус: 'joint' }),
	...{
		owner: fc.constantFrom(null, 'nobody@pledges.example', 'somebody@pledges.example'),
		reason: maybe(line),
		...fact
	}
};

const pledge = fc
	.tuple(
		fc.record(description),
		fc.oneof(measured, stepwise, qualitative),
		moments,
		fc.constantFrom('o1', 'o2')
	)
	.chain(([described, progress, happened, occasion]) =>
		fc
			.array(fc.record({ ...description, kind: fc.constant(progress.kind) }), { maxLength: 1 })
			.map((former_descriptions) => ({
				occasion,
				...described,
				...progress,
				...happened,
				former_descriptions
			}))
	);

/** A valid portfolio file of a few pledges of all sorts, with corrections of everything that can be corrected. */
export const portfolioFile: fc.Arbitrary<WrittenFile> = fc
	.record({ pledges: fc.array(pledge, { minLength: 1, maxLength: 4 }), text: lines, note: maybe(lines) })
	.map(({ pledges, text, note }) => ({
		note,
		occasions: [
			{ id: 'o1', title: 'Визит', date: '2022-10-15', parties: ['Atlantis'], source: 's1' },
			{ id: 'o2', title: 'Summit', place: 'Астана', date: '2022-11-01', parties: [] }
		],
		parties: [{ name: 'Эребус', type: 'organisation' as const }],
		sources: [
			{ id: 's1', title: 'Communiqué', published_on: '2022-10-15', url: 'https://example.org/1', text },
			{ id: 's2', title: 'Речь', publisher: 'Министерство', language: 'ru' },
			{ id: 's3', title: 'Report', published_on: '2024-05-06' }
		],
		pledges: pledges.map((one, at) => ({ code: `P-${at + 1}`, ...one })) as WrittenPledge[]
	}));
