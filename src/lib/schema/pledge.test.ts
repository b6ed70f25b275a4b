import { describe, expect, it } from 'vitest';
import { KINDS, type Kind } from '#lib/domain/commitment.ts';
import { LIMITS } from '#lib/domain/limits.ts';
import { readPledge, readPledgeEdit } from './pledge.ts';
import { typedOfPledge } from './pledge-text.ts';

const TODAY = '2026-11-23';

const WORDS = {
	occasion: '1',
	title: 'Raise trade',
	theme: 'trade',
	quote: 'raise trade',
	reading: 'Turnover in a year.',
	source: '2'
};
const PARTIES = [{ name: 'Kazakhstan', role: 'joint' }];

type Rows = Record<string, Record<string, string>[]>;

function read(kind: string, fields: Record<string, string> = {}, rows: Rows = {}) {
	return readPledge({ fields: { ...WORDS, kind, ...fields }, rows: { parties: PARTIES, ...rows } }, TODAY);
}

function value(...given: Parameters<typeof read>) {
	const result = read(...given);
	if (!result.ok) throw new Error(JSON.stringify(result.errors));
	return result.value;
}

function errors(...given: Parameters<typeof read>): Record<string, string> {
	const result = read(...given);
	return result.ok ? {} : result.errors;
}

describe('what is wrong', () => {
	it('is said at once, also where the unit is missing', () => {
		const found = errors('level', {
			title: '\u200b',
			baseline_value: 'x',
			reporters: 'A',
			target_value: 'y'
		});
		expect(Object.keys(found).sort()).toEqual([
			'baseline_value',
			'reporters_reason',
			'target_value',
			'title',
			'unit'
		]);
	});

	it('a theme has single spaces, a quote no marks around it', () => {
		expect(value('continuing', { theme: ' foreign   trade ', quote: '“raise trade”' })).toMatchObject({
			theme: 'foreign trade',
			quote: 'raise trade'
		});
		expect(errors('continuing', { quote: '“”' }).quote).toContain('Copy');
	});

	it('a target that is counted is a whole number', () => {
		expect(errors('count', { unit: 'items', target_value: '7.5' }).target_value).toContain('whole number');
	});
});

describe('nothing has to be made up', () => {
	it.each(KINDS)('%s can be entered with its words alone', (kind) => {
		const measured = ['level', 'band', 'annual_rate', 'cumulative', 'count'].includes(kind);
		const pledge = value(kind, measured ? { unit: 'USD' } : {});
		expect(pledge).toMatchObject({
			kind,
			baseline: null,
			target: null,
			reporterOrder: null,
			steps: [],
			code: null
		});
		expect(pledge.indicator === null).toBe(!measured);
	});

	it('a level with a target and no deadline', () => {
		const { target } = value('level', {
			unit: 'USD',
			target_value: '1000000000',
			target_qualifier: 'at_least'
		});
		expect(target).toMatchObject({ value: '1000000000', qualifier: 'at_least', due: null, per: null });
	});

	it('a ceiling a year', () => {
		const { target, indicator } = value('annual_rate', {
			unit: 'bcm',
			target_value: '1.5',
			target_qualifier: 'up_to'
		});
		expect(target).toMatchObject({ value: '1.5', qualifier: 'up_to', per: 'year' });
		expect(indicator?.aggregation).toBe('annual_flow');
	});

	it('a baseline that is a bound, as precise as it was given', () => {
		const { baseline } = value('level', {
			unit: 'USD',
			baseline_value: '250',
			baseline_unit: 'million USD',
			baseline_date: '2021',
			baseline_qualifier: 'more_than'
		});
		expect(baseline).toMatchObject({
			value: '250',
			unit: 'million USD',
			period: { start: '2021-01-01', end: '2021-12-31' },
			precision: 'year',
			qualifier: 'more_than',
			proxy: false
		});
	});

	it('a declared proxy for a missing baseline', () => {
		const fields = { unit: 'USD', baseline_value: '5', baseline_date: '2023-Q2', baseline_proxy: 'yes' };
		expect(value('level', fields).baseline).toMatchObject({ proxy: true, precision: 'quarter' });
	});

	it('a band that is open on one side', () => {
		expect(value('band', { unit: '%', target_high: '4' }).target).toMatchObject({ low: null, high: '4' });
	});

	it('a window in years, with one event for each party', () => {
		const { target, steps } = value(
			'events_in_window',
			{ window_start: '2023', window_end: '2024' },
			{
				steps: [
					{ title: 'Days of Culture in Astana', party: 'Turkmenistan' },
					{ title: 'Days of Culture in Ashgabat', party: 'Kazakhstan' }
				]
			}
		);
		expect(target).toMatchObject({
			start: '2023-01-01',
			due: '2024-12-31',
			duePrecision: 'year',
			value: null
		});
		expect(steps.map(({ type, party }) => [type, party])).toEqual([
			['event', 'Turkmenistan'],
			['event', 'Kazakhstan']
		]);
	});

	it('events that are counted without being named', () => {
		expect(value('events_in_window', { window_end: '2027', events_required: '3' }).target?.value).toBe('3');
	});

	it('stages, some with a date and its source', () => {
		const { steps } = value(
			'milestones',
			{},
			{ steps: [{ title: 'Signed' }, { title: 'Opened', due: '2024-06-30', due_source: '9' }] }
		);
		expect(steps[0]).toMatchObject({ type: 'stage', due: null, weight: null });
		expect(steps[1]).toMatchObject({ due: '2024-06-30', duePrecision: 'day', dueSource: { id: 9 } });
	});

	it('a stage whose date has a source of its own that is typed in', () => {
		const row = { title: 'Opened', due: '2024', due_source_title: 'Road map', due_source_date: '2023-02-01' };
		const { steps } = value('milestones', {}, { steps: [row] });
		expect(steps[0]?.dueSource).toMatchObject({ title: 'Road map', publishedOn: '2023-02-01', url: null });
		const wrong = errors('milestones', {}, { steps: [{ ...row, due_source_title: '' }] });
		expect(wrong['steps.0.due_source_title']).toContain('title');
	});

	it('a guideline and the day it is judged', () => {
		const pledge = value('qualitative', { guideline: '+1: adopted\n0: drafted', deadline: '2027' });
		expect(pledge.guideline).toBe('+1: adopted\n0: drafted');
		expect(pledge.target).toMatchObject({ due: '2027-12-31', value: null, unit: null });
	});

	it('continuing work with its own interval', () => {
		expect(value('continuing', { activity_interval_days: '200' }).activityDays).toBe(200);
	});

	it('an assumed deadline and an interpreted target say so', () => {
		const fields = { unit: 'Mt', target_value: '10', deadline: '2030', deadline_assumed: 'yes' };
		expect(value('level', { ...fields, target_standing: 'interpretation' }).target).toMatchObject({
			assumedDue: true,
			standing: 'interpretation'
		});
	});

	it('planned values, in the order of their days', () => {
		const rows: Rows = { plan: [{ on: '2028', value: '8' }, { on: '2026-Q4', value: '5' }, {}] };
		expect(value('level', { unit: 'Mt', target_value: '10', deadline: '2030' }, rows).target?.plan).toEqual([
			{ on: '2026-12-31', value: '5' },
			{ on: '2028-12-31', value: '8' }
		]);
	});

	it('a new occasion, whose participants are the parties', () => {
		const fields = { occasion: '', occasion_title: 'Summit', occasion_date: '2024-08-09' };
		expect(value('continuing', fields).occasion).toEqual({
			title: 'Summit',
			place: null,
			heldOn: '2024-08-09',
			parties: ['Kazakhstan'],
			source: null
		});
	});
});

describe('what a kind does not need is not read', () => {
	it.each<[Kind, Record<string, string>]>([
		['continuing', { deadline: 'nonsense', target_value: 'x', path: 'curved', target_source_title: 'T' }],
		['milestones', { unit: '\u0000', baseline_value: 'x', target_value: 'x', guideline: '\u0000' }],
		['qualitative', { window_end: 'x', target_low: 'x', plan: 'x' }],
		['events_in_window', { deadline: 'x', target_value: 'x', activity_interval_days: 'x' }]
	])('%s', (kind, fields) => {
		expect(errors(kind, fields, { plan: [{ on: 'x', value: 'x' }] })).toEqual({});
	});

	it('only a rate is a year', () => {
		expect(value('level', { unit: 'USD', target_value: '1', per: 'year' }).target?.per).toBeNull();
	});
});

describe('bad input has a sentence beside its field', () => {
	const level = { unit: 'USD', target_value: '10' };
	it.each<[string, string, Record<string, string>, Rows, string]>([
		['title', 'level', { title: ' ' }, {}, 'title'],
		['title', 'level', { title: 'x'.repeat(LIMITS.title + 1) }, {}, 'at most 200'],
		['title', 'level', { title: 'a\u0000b' }, {}, 'cannot be seen'],
		['quote', 'level', { quote: 'x'.repeat(LIMITS.quote + 1) }, {}, 'at most 2000'],
		['reading', 'level', { reading: '' }, {}, 'what counts as done'],
		['kind', '', {}, {}, 'kind'],
		['kind', 'gauge', {}, {}, 'kind'],
		['theme', 'level', { theme: '' }, {}, 'theme'],
		['strength', 'level', { strength: 'sworn' }, {}, 'firmly'],
		['source', 'level', { source: '' }, {}, 'stand'],
		['source', 'level', { source: 'x' }, {}, 'list'],
		['occasion', 'level', { occasion: '' }, {}, 'occasion'],
		['occasion', 'level', { occasion_title: 'Another' }, {}, 'not both'],
		[
			'occasion_date',
			'level',
			{ occasion: '', occasion_title: 'S', occasion_date: 'May' },
			{},
			'is not a day'
		],
		['parties.0.name', 'level', {}, { parties: [{ name: '', role: 'joint' }] }, 'at least one'],
		['parties.0.role', 'level', {}, { parties: [{ name: 'A', role: 'king' }] }, 'role'],
		['parties.1.name', 'level', {}, { parties: [{ name: 'Iran' }, { name: 'IRAN' }] }, 'already'],
		['code', 'level', { code: 'new' }, {}, 'cannot be a code'],
		['code', 'level', { code: 'a/b' }, {}, 'letters and digits'],
		['check_interval_days', 'level', { check_interval_days: '0' }, {}, 'from 1 to 3650'],
		['activity_interval_days', 'continuing', { activity_interval_days: 'x' }, {}, 'whole number'],
		['unit', 'level', { unit: '' }, {}, 'unit'],
		['aggregation', 'level', { unit: 'USD', aggregation: 'count' }, {}, 'kinds of their own'],
		['natural_limit', 'level', { unit: '%', natural_limit: '0' }, {}, 'more than 0'],
		['target_value', 'level', { ...level, target_value: '1,000' }, {}, 'two ways'],
		['target_value', 'count', { unit: 'items', target_value: '-80' }, {}, 'A count cannot be negative'],
		['target_value', 'annual_rate', { unit: 'bcm', target_value: '-1.5' }, {}, 'cannot be negative'],
		['target_high', 'band', { unit: '%', target_low: '4', target_high: '2' }, {}, 'swap'],
		['deadline', 'level', { ...level, start: '2030', deadline: '2026' }, {}, 'before the start'],
		['deadline', 'level', { ...level, deadline: 'soon' }, {}, 'is not a date'],
		['deadline', 'level', { ...level, deadline_assumed: 'yes' }, {}, 'assume'],
		['window_end', 'events_in_window', { window_start: '2024', window_end: '2023' }, {}, 'before the start'],
		['events_required', 'events_in_window', { events_required: '1.5' }, {}, 'whole number'],
		['tolerance', 'level', { ...level, tolerance: '-1' }, {}, '0 to 50'],
		['grace_days', 'level', { ...level, grace_days: '9999' }, {}, '3650'],
		['target_source', 'level', { unit: 'USD', target_source: '3' }, {}, 'target'],
		['baseline_date', 'level', { unit: 'USD', baseline_value: '5' }, {}, 'which period'],
		['baseline_date', 'level', { unit: 'USD', baseline_value: '5', baseline_date: '2027' }, {}, 'ahead'],
		['baseline_value', 'level', { unit: 'USD', baseline_date: '2021' }, {}, 'stay unknown'],
		[
			'baseline_value',
			'count',
			{ unit: 'items', baseline_value: '-1', baseline_date: '2021' },
			{},
			'negative'
		],
		['baseline_qualifier', 'level', { unit: 'USD', baseline_qualifier: 'less_than' }, {}, 'said'],
		[
			'path',
			'level',
			{ ...level, path: 'geometric', baseline_value: '-5', baseline_date: '2021' },
			{},
			'above zero'
		],
		['path', 'level', { ...level, target_value: '0', path: 'geometric' }, {}, 'above zero'],
		['reporters', 'level', { ...level, reporters: 'A\na', reporters_reason: 'r' }, {}, 'twice'],
		['reporters_reason', 'level', { ...level, reporters: 'A\nB' }, {}, 'why'],
		[
			'plan.0.on',
			'level',
			{ ...level, deadline: '2030' },
			{ plan: [{ on: '2031', value: '1' }] },
			'after the deadline'
		],
		['plan.0.value', 'level', level, { plan: [{ on: '2031' }] }, 'planned'],
		[
			'plan.1.on',
			'level',
			level,
			{
				plan: [
					{ on: '2028', value: '1' },
					{ on: '2028', value: '2' }
				]
			},
			'two planned'
		],
		['steps.0.title', 'milestones', {}, { steps: [{ party: 'Iran' }] }, 'title'],
		['steps.0.due', 'milestones', {}, { steps: [{ title: 'A', due: '30.6.24' }] }, 'is not a date'],
		[
			'steps.1.weight',
			'milestones',
			{},
			{ steps: [{ title: 'A', weight: '1' }, { title: 'B' }] },
			'every row'
		],
		[
			'steps.1.weight',
			'milestones',
			{},
			{
				steps: [
					{ title: 'A', weight: '0.5' },
					{ title: 'B', weight: '0.4' }
				]
			},
			'add up to 0.9'
		],
		['steps.0.weight', 'milestones', {}, { steps: [{ title: 'A', weight: '-1' }] }, 'more than 0']
	])('%s of %s', (field, kind, fields, rows, sentence) => {
		expect(errors(kind, fields, rows)[field]).toContain(sentence);
	});

	it('all at once, so that nobody corrects them one by one', () => {
		const found = errors('level', { title: '', unit: '', deadline: 'x', baseline_value: 'y' });
		expect(Object.keys(found)).toEqual(expect.arrayContaining(['title', 'unit', 'deadline']));
	});

	it('in the order of the form', () => {
		const found = errors('level', { reading: '', quote: '', occasion: '', unit: '', title: '' });
		expect(Object.keys(found)).toEqual(['occasion', 'quote', 'title', 'reading', 'unit']);
	});

	it('weights that add up to one are taken exactly', () => {
		const weights = ['0.1', '0.2', '0.7'].map((weight, at) => ({ title: `Stage ${at}`, weight }));
		expect(value('milestones', {}, { steps: weights }).steps).toHaveLength(3);
	});
});

describe('an edit', () => {
	it('reads what a stored description would be typed as, to the same description', () => {
		const stored = value(
			'level',
			{
				unit: 'USD',
				indicator_title: 'Turnover',
				aggregation: 'annual_flow',
				direction: 'decrease',
				natural_limit: '100',
				basis: 'current prices',
				baseline_value: '250',
				baseline_unit: 'million USD',
				baseline_date: '2020-07 to 2021-06',
				baseline_reporter: 'Press',
				target_value: '1',
				target_unit: 'billion USD',
				target_qualifier: 'about',
				deadline: '2030-Q2',
				tolerance: '7',
				grace_days: '90',
				target_source: '5',
				reporters: 'Press\nMinistry',
				reporters_reason: 'as published',
				mode: 'keep',
				path: 'geometric',
				code: 'kz-1',
				owner: 'someone'
			},
			{ plan: [{ on: '2028', value: '0.5' }] }
		);
		expect(readPledge(typedOfPledge(stored), TODAY)).toEqual({ ok: true, value: stored });
	});

	it('cannot move a pledge to another code or occasion', () => {
		const typed = {
			fields: { ...WORDS, kind: 'continuing', code: 'OTHER', occasion: '7' },
			rows: { parties: PARTIES }
		};
		const read = readPledgeEdit(typed, { code: 'KZ-1', occasion: 1 }, TODAY);
		expect(read).toMatchObject({
			ok: true,
			value: { input: { code: 'KZ-1', occasion: { id: 1 } }, reason: null }
		});
	});
});
