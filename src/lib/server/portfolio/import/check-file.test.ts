import { readFileSync } from 'node:fs';
import { expect, describe, it } from 'vitest';
import { sha256 } from './check-sources.ts';
import { checkFile } from './check-file.ts';
import { parseJson, readJson } from './read-json.ts';

const TODAY = '2026-11-25';
const SOURCE = { id: 'a', title: 'Communiqué', published_on: '2022-10-15' };
const OCCASION = { title: 'Visit', date: '2022-10-15', parties: ['Atlantis'] };
const ACTUAL = {
	...{ period_start: '2024-01-01', period_end: '2024-12-31', value: '150', unit: 'kt' },
	...{ reporter: 'Customs', state: 'final', qualifier: 'exactly' }
};
const PLEDGE = {
	...{ code: 'A-1', title: 'Double the freight', kind: 'level', theme: 'transport', strength: 'agreed' },
	...{
		quote: 'to double',
		quote_source: 'a',
		reading: 'Freight in a year.',
		parties: { Atlantis: 'pledger' }
	},
	indicator: { title: 'Freight', unit: 'kt', aggregation: 'level', direction: 'increase' },
	target: { value: '200', qualifier: 'at_least', deadline: '2030' }
};
const UNMEASURED = { ...PLEDGE, kind: 'milestones', indicator: undefined, target: undefined };
const FILE = { occasion: OCCASION, sources: [SOURCE], pledges: [PLEDGE] };

const errorsOf = (file: unknown) => checkFile(parseJson(JSON.stringify(file)), TODAY).errors;
const ofPledge = (over: object, pledge: object = PLEDGE) =>
	errorsOf({ ...FILE, pledges: [{ ...pledge, ...over }] });

/** A figure of 2024 that was corrected to one of 2023. */
const movedFrom = (first: string, corrected: string) => ({
	...{ ...ACTUAL, period_start: '2023-01-01', period_end: '2023-12-31', recorded_on: corrected },
	reason: 'It was for 2023.',
	former: [{ ...ACTUAL, reporter: undefined, recorded_on: first }]
});

describe('a portfolio file', () => {
	it('may be as short as this', () => {
		expect(errorsOf(FILE)).toEqual({});
	});

	it('is the sample as it is', () => {
		const sample = readFileSync('src/cli/sample/kazakhstan-turkmenistan-2022.json', 'utf8');
		expect(checkFile(parseJson(sample), TODAY).errors).toEqual({});
	});

	it('may begin with the mark of UTF-8', () => {
		expect(checkFile(parseJson(`\uFEFF${JSON.stringify(FILE)}`), TODAY).errors).toEqual({});
	});

	it('is the same read in parts, wherever they are cut', async () => {
		const file = { ...FILE, note: 'Ашхабад – “é” \u{1F30D} \\ \n' };
		const bytes = new TextEncoder().encode(`\uFEFF${JSON.stringify(file)}`);
		for (const size of [1, 2, 3, 7, 4096]) {
			const parts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
				bytes.subarray(at * size, (at + 1) * size)
			);
			expect(await readJson(parts)).toEqual({ value: file });
		}
		expect((await readJson([bytes.subarray(0, -3)])).error).toMatch(/^This is not JSON: /);
		expect((await readJson([new Uint8Array([0x7b, 0xff, 0x7d])])).error).toMatch(/not in UTF-8/);
	});

	it('may have a figure in a period that a correction left before', () => {
		const later = { ...ACTUAL, recorded_on: '2026-03-01' };
		expect(ofPledge({ actuals: [later, movedFrom('2026-01-01', '2026-03-01')] })).toEqual({});
		const waits = { ...movedFrom('2026-01-01', '2026-03-01'), review: { state: 'waiting' } };
		expect(Object.keys(ofPledge({ actuals: [later, waits] }))).toEqual([
			'pledges[0].actuals[1].former[0].period_start'
		]);
	});

	it.each(['', '{', 'null', '3', '"text"', '[]', '{"pledges": 3, "sources": {}}'])(
		'is refused with a sentence where it is %j',
		(text) => {
			const errors = Object.values(checkFile(parseJson(text), TODAY).errors);
			expect(errors.length).toBeGreaterThan(0);
			for (const sentence of errors) expect(sentence).toMatch(/^[A-Z].*\.$/s);
		}
	);

	it('is told all that is wrong with it at once, each by its place', () => {
		const errors = errorsOf({
			occasion: OCCASION,
			sources: [SOURCE, { id: 'a', title: '', url: 'ftp://x' }],
			pledges: [
				{
					...PLEDGE,
					quote_source: 'b',
					actuals: [
						{ ...ACTUAL, value: 'many' },
						{ ...ACTUAL, period_end: '2027-12-31' }
					]
				},
				{
					...PLEDGE,
					code: 'a-1',
					kind: 'promise',
					check_ins: [{ outcome: 'no_change', checked_on: '2027-01-01' }]
				},
				{ ...PLEDGE, code: 'A-2', target: { value: '-5', deadline: '2021' }, plan: [] }
			]
		});
		expect(Object.keys(errors).sort()).toEqual(
			[
				'sources[1].id',
				'sources[1].title',
				'sources[1].url',
				'pledges[0].quote_source',
				'pledges[0].actuals[0].value',
				'pledges[0].actuals[1].period_end',
				'pledges[1].code',
				'pledges[1].kind',
				'pledges[1].check_ins[0].checked_on',
				'pledges[2].plan',
				'pledges[2].target.deadline'
			].sort()
		);
	});

	const refused: [what: string, errors: Record<string, string>, places: string[]][] = [
		[
			'an unknown source',
			ofPledge({ actuals: [{ ...ACTUAL, source: 'b' }] }),
			['pledges[0].actuals[0].source']
		],
		['an unknown occasion', ofPledge({ occasion: 'b' }), ['pledges[0].occasion']],
		['no occasion at all', errorsOf({ ...FILE, occasion: undefined }), ['pledges[0].occasion']],
		['one code twice', errorsOf({ ...FILE, pledges: [PLEDGE, PLEDGE] }), ['pledges[1].code']],
		['an unusable code', ofPledge({ code: 'new' }), ['pledges[0].code']],
		[
			'a period ahead',
			ofPledge({ actuals: [{ ...ACTUAL, period_end: '2026-12-31' }] }),
			['pledges[0].actuals[0].period_end']
		],
		[
			'a period that ends before it begins',
			ofPledge({ actuals: [{ ...ACTUAL, period_end: '2023-12-31' }] }),
			['pledges[0].actuals[0].period_end']
		],
		[
			'a unit of another sort',
			ofPledge({ actuals: [{ ...ACTUAL, unit: 'USD' }] }),
			['pledges[0].actuals[0].unit']
		],
		[
			'two figures of one reporter for one period',
			ofPledge({ actuals: [ACTUAL, { ...ACTUAL, reporter: 'CUSTOMS' }] }),
			['pledges[0].actuals[1].period_start']
		],
		[
			'a figure that stood beside another one for its period before it was corrected',
			ofPledge({
				actuals: [{ ...ACTUAL, recorded_on: '2026-02-01' }, movedFrom('2026-01-01', '2026-03-01')]
			}),
			['pledges[0].actuals[1].former[0].period_start']
		],
		[
			'a correction without a reason',
			ofPledge({ actuals: [{ ...ACTUAL, former: [{ ...ACTUAL, reporter: undefined }] }] }),
			['pledges[0].actuals[0].reason']
		],
		[
			'a derived figure that is final',
			ofPledge({ actuals: [{ ...ACTUAL, derived: '+3 %' }] }),
			['pledges[0].actuals[0].state']
		],
		[
			'figures of a pledge that is not measured',
			ofPledge({ actuals: [ACTUAL] }, UNMEASURED),
			['pledges[0].actuals']
		],
		[
			'a kind that is measured without an indicator',
			ofPledge({ indicator: null }),
			['pledges[0].indicator.unit']
		],
		[
			'a value of a kind that has none',
			ofPledge({ target: { value: '3' } }, UNMEASURED),
			['pledges[0].target.value']
		],
		[
			'a deadline before the pledge was made',
			ofPledge({ target: { value: '1', deadline: '2020' } }),
			['pledges[0].target.deadline']
		],
		[
			'a band upside down among former targets',
			ofPledge({ former_targets: [{ low: '3', high: '2' }] }),
			['pledges[0].former_targets[0].high']
		],
		[
			'former targets without the one that stands',
			ofPledge({ target: null, former_targets: [{ value: '1' }] }),
			['pledges[0].former_targets[0]']
		],
		[
			'weights that do not add up',
			ofPledge(
				{
					milestones: [
						{ title: 'a', weight: '0.5' },
						{ title: 'b', weight: '0.4' }
					]
				},
				UNMEASURED
			),
			['pledges[0].milestones[1].weight']
		],
		[
			'a step that is done ahead',
			ofPledge({ milestones: [{ title: 'a', done_on: '2027-01-01' }] }, UNMEASURED),
			['pledges[0].milestones[0].done_on']
		],
		[
			'a former record that ends before it begins',
			ofPledge(
				{
					milestones: [
						{
							...{ title: 'a', done_on: '2024-01-03', done_reason: 'r', source: 'a' },
							former_done: [{ done_on: '2024-01-02', done_to: '2024-01-01' }]
						}
					]
				},
				UNMEASURED
			),
			['pledges[0].milestones[0].former_done[0].done_to']
		],
		[
			'a record that was corrected without a reason',
			ofPledge(
				{ milestones: [{ title: 'a', done_on: '2024-01-03', former_done: [{ done_on: '2024-01-02' }] }] },
				UNMEASURED
			),
			['pledges[0].milestones[0].done_reason']
		],
		[
			'what is undone and was not done',
			ofPledge(
				{ milestones: [{ title: 'a', former_done: [{ done_on: '2024-01-02', undone: true, reason: 'r' }] }] },
				UNMEASURED
			),
			['pledges[0].milestones[0].former_done[0].undone']
		],
		[
			'a verdict without evidence',
			ofPledge({ verdicts: [{ given_on: '2024-01-01', value: 'met', rationale: 'r' }] }),
			['pledges[0].verdicts[0].source']
		],
		[
			'a verdict before the one that stands',
			ofPledge({
				verdicts: ['2024-01-02', '2024-01-01'].map((given_on) => ({
					...{ given_on, value: 'met', rationale: 'r', source: 'a' }
				}))
			}),
			['pledges[0].verdicts[1].given_on']
		],
		[
			'a check before the pledge was made',
			ofPledge({ check_ins: [{ outcome: 'no_change', checked_on: '2022-01-01' }] }),
			['pledges[0].check_ins[0].checked_on']
		],
		[
			'a check without a day',
			ofPledge({ check_ins: [{ outcome: 'no_change' }] }),
			['pledges[0].check_ins[0].checked_on']
		],
		[
			'a score without a guideline',
			ofPledge({
				kind: 'qualitative',
				indicator: undefined,
				target: undefined,
				scores: [{ reader: 'R', value: 1, on: '2024-01-01', rationale: 'r' }]
			}),
			['pledges[0].scores[0]']
		],
		[
			'a pledge that is reopened and was not closed',
			ofPledge({ closings: [{ state: 'reopened', on: '2024-01-01', reason: 'r' }] }),
			['pledges[0].closings[0]']
		],
		['what was known after today', ofPledge({ known_on: '2027-01-01' }), ['pledges[0].known_on']],
		[
			'what was recorded after today',
			ofPledge({ comments: [{ text: 'a', recorded_on: '2027-01-01' }] }),
			['pledges[0].comments[0].recorded_on']
		],
		[
			'a day of collection without a note',
			errorsOf({ ...FILE, collected_on: '2026-01-01' }),
			['collection_note']
		],
		[
			'two rankings of one reporter',
			ofPledge({ reporter_order: ['A', 'a'], reporter_order_reason: 'r' }),
			['pledges[0].reporter_order']
		],
		[
			'a party under two spellings',
			ofPledge({ parties: { Atlantis: 'joint', atlantis: 'joint' } }),
			['pledges[0].parties.atlantis']
		],
		[
			'a party whose name would be lost',
			errorsOf(JSON.parse(JSON.stringify(FILE).replace('"Atlantis":', '"__proto__":'))),
			['pledges[0].parties']
		],
		[
			'a ranking without a reason, also of a supporting indicator',
			ofPledge({ supporting: [{ indicator: PLEDGE.indicator, reporter_order: ['A'] }] }),
			['pledges[0].supporting[0].reporter_order_reason']
		],
		[
			'a former ranking that names one twice',
			ofPledge({
				reporter_order: ['A'],
				reporter_order_reason: 'r',
				former_rankings: [{ ranked: ['A', 'a'], reason: 'r' }]
			}),
			['pledges[0].former_rankings[0].ranked']
		],
		[
			'an empty ranking',
			ofPledge({ reporter_order: [], reporter_order_reason: 'r' }),
			['pledges[0].reporter_order']
		],
		[
			'a reason of a figure that replaces none',
			ofPledge({ actuals: [{ ...ACTUAL, reason: 'r' }] }),
			['pledges[0].actuals[0].reason']
		],
		[
			'a decision on a figure that waits',
			ofPledge({ actuals: [{ ...ACTUAL, review: { state: 'waiting', note: 'n' } }] }),
			['pledges[0].actuals[0].review']
		],
		['one who recorded it without a day', ofPledge({ recorded_by: 'Anna' }), ['pledges[0].recorded_by']],
		[
			'evidence of a step that is open',
			ofPledge({ milestones: [{ title: 'a', source: 'a', note: 'n' }] }, UNMEASURED),
			['pledges[0].milestones[0].source', 'pledges[0].milestones[0].note']
		],
		[
			'a former weight of nothing',
			ofPledge({ milestones: [{ title: 'a', former: [{ title: 'b', weight: '0' }] }] }, UNMEASURED),
			['pledges[0].milestones[0].former[0].weight']
		],
		['a target that says nothing', ofPledge({ target: { deadline: null } }), ['pledges[0].target']],
		[
			'a former description with a party twice',
			ofPledge({
				former_descriptions: [
					{
						...PLEDGE,
						code: undefined,
						indicator: undefined,
						target: undefined,
						parties: { A: 'joint', a: 'joint' }
					}
				]
			}),
			['pledges[0].former_descriptions[0].parties.a']
		],
		[
			'a former plan with a day twice',
			ofPledge({
				former_targets: [
					{
						value: '1',
						plan: [
							{ on: '2027-01-01', value: '1' },
							{ on: '2027-01-01', value: '2' }
						]
					}
				]
			}),
			['pledges[0].former_targets[0].plan[1].on']
		]
	];

	it.each(refused)('is refused for %s', (_, errors, places) => {
		expect(Object.keys(errors)).toEqual(places);
		for (const sentence of Object.values(errors)) expect(sentence).toMatch(/^\S.*\.$/s);
	});

	it('takes two events in a window with the days beside the target or in it, not in both', () => {
		const events = { ...UNMEASURED, kind: 'events_in_window', events: [{ title: 'a' }] };
		const window = { start: '2023-01-01', end: '2024' };
		expect(ofPledge({ window, target: { value: '1' } }, events)).toEqual({});
		expect(ofPledge({ target: { start: '2023-01-01', deadline: '2024' } }, events)).toEqual({});
		const both = ofPledge({ window, target: { deadline: '2024' } }, events);
		expect(Object.keys(both)).toEqual(['pledges[0].window']);
	});
});

describe('the documents of a portfolio file', () => {
	const png = Buffer.from('89504e470d0a1a0a', 'hex');
	const file = { name: 'a.png', type: 'image/png', sha256: sha256(png), content: png.toString('base64') };
	const ofSource = (over: object) => errorsOf({ ...FILE, sources: [{ ...SOURCE, ...over }] });

	it('are what their sums say', () => {
		expect(ofSource({ text: 'Текст', sha256: sha256('Текст'), file })).toEqual({});
		expect(ofSource({ text: 'Текст' })).toEqual({});
	});

	it.each([
		['a changed text', { text: 'Текст.', sha256: sha256('Текст') }, 'sources[0].sha256'],
		['a sum without a text', { sha256: sha256('') }, 'sources[0].sha256'],
		['a changed file', { file: { ...file, sha256: sha256('') } }, 'sources[0].file.sha256'],
		['what is not Base64', { file: { ...file, content: 'not base64!' } }, 'sources[0].file.content'],
		[
			'Base64 in another form',
			{ file: { ...file, content: `${file.content.slice(0, -1)}` } },
			'sources[0].file.content'
		],
		['no bytes', { file: { ...file, content: '' } }, 'sources[0].file.content'],
		['another type than the bytes', { file: { ...file, type: 'application/pdf' } }, 'sources[0].file.type'],
		[
			'a name that is not safe to save under',
			{ file: { ...file, name: '../a.exe' } },
			'sources[0].file.name'
		],
		['a type that is not taken', { file: { ...file, type: 'text/html' } }, 'sources[0].file.type'],
		['a day ahead', { published_on: '2027-01-01' }, 'sources[0].published_on']
	])('are refused for %s', (_, over, place) => {
		expect(Object.keys(ofSource(over))).toEqual([place]);
	});
});
