import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { GROUPS, UNVERIFIED } from '#lib/domain/status.ts';
import { measure } from '#lib/server/pictures/paint.ts';
import { breakdownPlate, type BreakdownRow } from './breakdownPlate.ts';
import { bulletsPlate, type BulletRow } from './bulletsPlate.ts';
import { namesOf } from './cited.ts';
import { framed } from './framePlate.ts';
import { keyPlate, swatch } from './keyPlate.ts';
import { misplaced, wrapped, lookOf, type Plate, type PlateOf, type Shape } from './plate.ts';
import { SIGN_KEYS } from './signs.ts';
import type { Pattern } from './spec.ts';
import { stagesCsv, stagesFinding, stagesPlate, type Stage } from './stagesPlate.ts';
import { STEP_LOOKS } from './steps.ts';
import { footOf } from './taken.ts';
import { eventsCsv, eventsFinding, windowPlate } from './windowPlate.ts';

const WIDTH = 664;
const TOKENS = readFileSync(new URL('../../tokens.css', import.meta.url), 'utf8');
/** Texts on one another or outside, and inks that the pages do not have. */
const wrongIn = (plate: Plate) => {
	const inks = plate.shapes.flatMap((shape) => {
		const stroke = 'stroke' in shape ? [shape.stroke?.ink] : [];
		return [...stroke, 'fill' in shape ? shape.fill : undefined, 'ink' in shape ? shape.ink : undefined];
	});
	const unknown = inks.filter((ink) => ink !== undefined && !TOKENS.includes(`--${ink}: #`));
	return [...misplaced(plate), ...unknown];
};
const drawn = (body: PlateOf) => body(WIDTH, measure);
const texts = ({ shapes }: Plate) => shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []));
const of = <Kind extends Shape['kind']>({ shapes }: Plate, kind: Kind) =>
	shapes.filter((shape): shape is Extract<Shape, { kind: Kind }> => shape.kind === kind);

const LONG = `Министерство по инвестициям и развитию и «Тюркменские автомобильные дороги» ${'продолжают строительство '.repeat(5)}`;
const HOSTILE = `<img src=x onerror=alert(1)>${'x'.repeat(150)}`;
const source = {
	title: 'Report',
	publisher: 'Radio',
	publishedOn: '2024-01-02',
	url: 'https://example.org/'
};

const stage = (title: string, more: Partial<Stage> = {}): Stage => ({
	...{ title, party: null, due: null, duePrecision: 'day', doneFrom: null, doneTo: null, place: null },
	...{ note: null, source: null, ...more }
});
const road = {
	today: '2026-11-23',
	pledgedOn: '2022-10-15',
	stages: [
		stage('Foundation', { doneTo: '2022-08-08' }),
		stage('Bridge', { due: '2024-06-30', doneTo: '2025-11-02', source }),
		stage('Border', { due: '2026-12-31', party: 'Kazakhstan' }),
		stage('Signals', { due: '2026-01-31' }),
		stage('In service')
	]
};

describe('texts of a picture', () => {
	test('are broken between words, never at a space that keeps a figure and its unit together', () => {
		expect(wrapped('Trade stood at 40\u00a0% of it', 90, lookOf(13), measure).join('|')).toContain(
			'40\u00a0%'
		);
	});

	test('wider than their room are broken inside a word, and nothing of them is lost', () => {
		const lines = wrapped(HOSTILE, 120, lookOf(13), measure);
		expect(lines.join('').replaceAll(' ', '')).toBe(HOSTILE.replaceAll(' ', ''));
		expect(Math.max(...lines.map((line) => measure(line, lookOf(13))))).toBeLessThanOrEqual(120);
	});

	test('name six sources and say how many more there are', () => {
		expect(namesOf(['a', 'b', 'a', 'c', 'd', 'e', 'f', 'g', 'h'], 'picture')).toBe(
			'a; b; c; d; e; f; and 2 more'
		);
	});

	test('every mark of a status, of silence and of a step can be drawn', () => {
		const used = [...Object.values(GROUPS), UNVERIFIED, ...Object.values(STEP_LOOKS)].map(
			({ shape }) => shape
		);
		expect(used.filter((shape) => !SIGN_KEYS.some((key) => key === shape))).toEqual([]);
	});
});

describe('a frame', () => {
	const foot = footOf(
		{ reporters: ['A', 'B'], sources: [source, null, source] },
		{ asOf: '2024-06-30', basis: 'public', upto: 120 },
		'Filters: Theme: energy.',
		'https://pledges.example.org/pledges?theme=energy&asOf=2024-06-30&basis=public&at=120'
	);

	test('says of which state, chosen how and from where the picture is, and where it opens again', () => {
		expect(foot).toEqual([
			'As of 30 Jun 2024: what was public by then, by the dates of the sources; ledger number 120. Filters: Theme: energy.',
			'Reporters: A; B.',
			'Sources: Radio, 2 Jan 2024.',
			'Pledgeboard, https://pledges.example.org/pledges?theme=energy&asOf=2024-06-30&basis=public&at=120'
		]);
	});

	test('says of what was public by each day that it was, whatever its page is read by', () => {
		const [first] = footOf(
			{ sources: [], basis: 'public' },
			{ asOf: '2024-06-30', basis: 'recorded', upto: 120 },
			'No filters.',
			'https://pledges.example.org/trends?at=120'
		);
		expect(first).toBe(
			'As of 30 Jun 2024: what was public by then, by the dates of the sources; ledger number 120. No filters.'
		);
	});

	test.each([LONG, HOSTILE, 'Short'])(
		'holds all of its title, and nothing lies on anything else: %s',
		(title) => {
			const plate = framed({ title, unit: 'US$ a year', body: stagesPlate(road), foot }, measure);
			expect(wrongIn(plate)).toEqual([]);
			const letters = (text: string) => text.replace(/\s/g, '');
			expect(letters(texts(plate).join(''))).toContain(letters(title));
			expect(letters(texts(plate).join(''))).toContain(letters(foot.join('')));
		}
	);

	test('a key breaks between its entries, and inside one that is longer than a line', () => {
		const entries = [...'abcdefgh'].map((letter) => ({
			text: letter.repeat(20),
			mark: swatch('met', 'dots')
		}));
		const plate = drawn(keyPlate([...entries, { text: LONG, mark: swatch('met', 'solid') }, ...entries]));
		expect(wrongIn(plate)).toEqual([]);
		expect(of(plate, 'box')).toHaveLength(17);
	});
});

describe('stages', () => {
	test('the finding counts what the pledge promised, and says what is overdue', () => {
		expect(stagesFinding(road)).toBe('1 of 4 stages done, 1 overdue, 1 done before the pledge');
	});

	test('each has its mark, when it was due and done, and how late', () => {
		const plate = drawn(stagesPlate(road));
		expect(of(plate, 'sign').map(({ fill, stroke }) => stroke?.ink ?? fill)).toEqual([
			...['na', 'met', 'open', 'behind', 'open']
		]);
		const said = texts(plate).join(' ');
		expect(said).toContain('done late 2 Nov 2025 was due 30 Jun 2024, 490 days late');
		expect(said).toContain('overdue due 31 Jan 2026, 296 days late');
		expect(said).toContain('due 31 Dec 2026, in 38 days');
		expect(wrongIn(plate)).toEqual([]);
	});

	test('eighteen of them with long titles, parties and places stand under one another', () => {
		const many = Array.from({ length: 18 }, (_, at) =>
			stage(at % 2 ? LONG : HOSTILE, { party: LONG, place: HOSTILE, source, due: '2024-01-01', moved: LONG })
		);
		const plate = drawn(stagesPlate({ ...road, stages: many }));
		expect(wrongIn(plate)).toEqual([]);
		expect(of(plate, 'sign')).toHaveLength(18);
	});

	test('the file has the days and the source of each', () => {
		const { columns, rows } = stagesCsv(road);
		const bridge = Object.fromEntries(columns.map(([name], at) => [name, rows[1]?.[at]]));
		expect(bridge).toMatchObject({
			...{ stage: 'Bridge', due: '2024-06-30', due_precision: 'day', done: '2025-11-02', state: 'done_late' },
			...{ days_late: '490', source_title: 'Report', source_date: '2024-01-02' }
		});
		expect(rows).toHaveLength(5);
	});
});

describe('events in a window', () => {
	const window = { start: '2023-01-01', end: '2024-12-31' };
	const event = (party: string, from: string | null, title = 'Days of Culture') => ({
		...{ title, party, doneFrom: from, doneTo: null, place: 'Astana', source }
	});
	const events = [
		event('Turkmenistan', '2024-06-25'),
		event('Kazakhstan', '2025-02-01'),
		event('Iran', null)
	];
	const plate = drawn(windowPlate(window, events, '2026-11-23'));

	test('lie in the lane of their party, apart from one outside the window', () => {
		expect(eventsFinding({ window, events, today: '2026-11-23' })).toBe(
			'1 of 3 events held within 2023–2024'
		);
		const [shade] = of(plate, 'box').filter(({ fill }) => fill === 'accent-soft');
		const lanes = of(plate, 'sign').filter(({ x }) => x > 180);
		const inside = ({ x }: { x: number }) => x >= (shade?.box.left ?? 0) && x <= (shade?.box.right ?? 0);
		expect(lanes.map((mark) => [inside(mark), mark.stroke?.ink ?? mark.fill])).toEqual([
			[true, 'met'],
			[false, 'behind']
		]);
		expect(texts(plate)).toContain('outside the window, does not count');
		expect(texts(plate)).toContain('none recorded');
	});

	test('with long names stand under one another', () => {
		const long = drawn(
			windowPlate(window, [event(LONG, '2024-06-25', LONG), event(HOSTILE, '2026-01-01')], '2030-01-01')
		);
		expect(wrongIn(plate)).toEqual([]);
		expect(wrongIn(long)).toEqual([]);
		expect(texts(long).join(' ')).toContain('it is over');
	});

	test('the file says of each whether it counts', () => {
		const { columns, rows } = eventsCsv({ window, events, today: '2026-11-23' });
		const at = columns.findIndex(([name]) => name === 'inside_window');
		expect(rows.map((row) => row[at])).toEqual(['yes', 'no', '']);
	});
});

describe('bars of a list', () => {
	const assessment = (more: object) =>
		({
			...{
				group: 'behind',
				statusText: 'Behind, 40 % of the way',
				freshness: { state: 'current', dueOn: null }
			},
			...{ figure: null, tally: null, expectedToday: null, ...more }
		}) as unknown as BulletRow['assessment'];
	const row = (more: Partial<BulletRow>): BulletRow => ({
		...{ code: 'A-1', title: 'Trade', kind: 'level', unit: 'USD', direction: 'increase', baseline: null },
		target: {
			value: '100',
			low: null,
			high: null,
			qualifier: 'at_least',
			per: null,
			start: null,
			due: null,
			standing: 'stated' as const,
			duePrecision: 'day'
		},
		assessment: assessment({}),
		...more
	});
	const figure = {
		value: '40',
		qualifier: 'exactly',
		state: 'final',
		period: { start: '2024-01-01', end: '2024-12-31' }
	};

	test('the figure ends where it stands on the way to the target', () => {
		const plate = drawn(bulletsPlate([row({ assessment: assessment({ figure }) })], 'All 1 pledges'));
		const bar = of(plate, 'box').find(({ fill }) => fill === 'behind');
		const [target] = of(plate, 'line').filter(({ stroke }) => stroke.width === 2.5);
		const length = (bar?.box.right ?? 0) - (bar?.box.left ?? 0);
		expect(length / ((target?.from[0] ?? 0) - (bar?.box.left ?? 0))).toBeCloseTo(0.4, 2);
		expect(texts(plate).join(' ')).toContain('US$40 of US$100');
	});

	test('what nobody has checked is hatched, in bars and in steps, and said', () => {
		const silent = { freshness: { state: 'unverified', dueOn: '2025-04-13' } };
		const plate = drawn(
			bulletsPlate(
				[
					row({ assessment: assessment({ figure, ...silent }) }),
					row({ code: 'A-2', unit: null, assessment: assessment({ tally: { done: 2, of: 3 }, ...silent }) })
				],
				''
			)
		);
		// one bar, two steps, and the key
		expect(of(plate, 'box').filter(({ pattern }) => pattern === 'hatch')).toHaveLength(4);
		expect(texts(plate).join(' ')).toContain('unverified since 13 Apr 2025');
	});

	test('a page of them with long titles, and which rows they are of how many', () => {
		const many = Array.from({ length: 50 }, (_, at) =>
			row({
				...{ code: `LONG-CODE-${at}-${'9'.repeat(30)}`, title: at % 2 ? LONG : HOSTILE },
				assessment: assessment({ figure, statusText: LONG, expectedToday: 60 })
			})
		);
		const plate = drawn(bulletsPlate(many, 'Pledges 1–50 of 812, in the order of the list.'));
		expect(wrongIn(plate)).toEqual([]);
		expect(texts(plate)[0]).toBe('Pledges 1–50 of 812, in the order of the list.');
	});
});

describe('breakdowns', () => {
	const row = (label: string, met: number, behind: number, unverified = 0): BreakdownRow => ({
		label,
		counted: {
			total: { count: met + behind },
			unverified: { count: unverified },
			groups: [
				{ group: 'met', count: met, unverified: 0 },
				{ group: 'behind', count: behind, unverified }
			]
		},
		more: { count: 3 }
	});

	const lengths = (plate: Plate, ink: string, patterns: Pattern[]) =>
		of(plate, 'box')
			.filter(
				({ fill, pattern, box }) =>
					fill === ink && patterns.includes(pattern ?? 'solid') && box.bottom - box.top > 20
			)
			.map(({ box }) => box.right - box.left);

	test('bars are on one scale, and every group is as long as its count', () => {
		const plate = drawn(
			breakdownPlate('Theme', [row('Energy', 4, 1), row('Trade', 2, 1, 1), row('All', 8, 4)])
		);
		const [one = 0] = lengths(plate, 'behind', ['grid']);
		expect(one).toBeGreaterThan(20);
		expect(lengths(plate, 'met', ['solid']).map((length) => Math.round((10 * length) / one))).toEqual([
			40, 20, 80
		]);
		expect(
			lengths(plate, 'behind', ['grid', 'hatch']).map((length) => Math.round((10 * length) / one))
		).toEqual([10, 10, 40]);
		expect(texts(plate)).toEqual(expect.arrayContaining(['4', '2', '8', '12', '3']));
		expect(wrongIn(plate)).toEqual([]);
	});

	test('each group has its own filling, in its bars and in the key, and its number in ink on paper', () => {
		const plate = drawn(breakdownPlate('Theme', [row('Energy', 30, 10, 5)]));
		const fillings = of(plate, 'box').flatMap(({ fill, pattern }) => (pattern ? [`${fill} ${pattern}`] : []));
		expect([...new Set(fillings)].sort()).toEqual([
			'behind grid',
			'behind hatch',
			'met solid',
			'silent hatch'
		]);
		expect(of(plate, 'text').find(({ text }) => text === '30')?.ink).toBe('ink');
	});

	test('the smallest segment is seen, and says its number only where it has room', () => {
		const plate = drawn(breakdownPlate('Theme', [row('Energy', 4000, 1)]));
		expect(lengths(plate, 'behind', ['grid'])[0]).toBeGreaterThanOrEqual(4);
		expect(texts(plate)).not.toContain('1');
	});

	test('nothing lies on anything else, however small a share is', () => {
		const plate = drawn(
			breakdownPlate('Theme', [row(LONG, 4000, 1, 1), row(HOSTILE, 1, 1), row('Small', 0, 1)])
		);
		expect(wrongIn(plate)).toEqual([]);
	});
});
