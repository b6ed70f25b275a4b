import { describe, expect, it } from 'vitest';
import type { ActChange, FactChange, FieldChange } from '#lib/domain/history.ts';
import { shownAct } from './history.ts';

const field = (
	name: string,
	before: string | null,
	after: string | null,
	more: Partial<FieldChange> = {}
) => ({
	...{ field: name, type: 'text' as const, before, after, unit: null },
	...more
});
const value = (before: string | null, after: string | null): FieldChange =>
	field('value', before, after, { type: 'number', unit: 'USD' });
const fact = (
	sort: string,
	part: string,
	fields: FieldChange[],
	more: Partial<FactChange> = {}
): FactChange => ({
	...{ sort, part, fields, revises: false, pledge: null, reason: null, source: null },
	...more
});
const act = (facts: FactChange[], more: Partial<ActChange> = {}): ActChange => ({
	...{ seq: 7, at: new Date('2026-11-23T12:00:00Z'), on: '2026-11-23', by: 'Ann', action: 'pledge edited' },
	...{ subject: 'P-1', reason: null, facts, more: {} },
	...more
});
const summary = (facts: FactChange[], more: ActChange['more'] = {}) => shownAct(act(facts, { more })).summary;

const actual = (year: number) => fact('observation', `actual ${year}, Customs`, [value(null, '612500000')]);
const check = fact('check_in', 'check', [field('found', null, 'Customs: 612')]);

describe('an act in one line', () => {
	it('says the figure that was recorded; that somebody looked goes without saying', () => {
		expect(summary([actual(2025), check])).toBe('actual 2025, Customs: US$612.5 million');
		expect(summary([check])).toBe('check: Customs: 612');
		const said = fact('restatement', 'restatement', [field('words', null, 'soon, '.repeat(20))]);
		expect(summary([said])).toBe(`restatement: ${'soon, '.repeat(10)}…`);
	});

	it('calls a new pledge by its title, not by a number in its description', () => {
		const days = field('checked every', null, '180', { type: 'number', unit: 'days' });
		const fields = [days, field('title', null, 'Raise trade')];
		expect(summary([fact('pledge_version', 'description', fields)])).toBe('description: Raise trade');
	});

	it('says both figures of a correction', () => {
		const fields = [value('150', '151'), field('state', 'final', 'revised', { type: 'code' })];
		expect(summary([fact('observation', 'actual 2025, Customs', fields, { revises: true })])).toBe(
			'actual 2025, Customs: value US$150 → US$151, state final → revised'
		);
	});

	it('counts many facts of a sort, those that are not listed included', () => {
		expect(summary([2021, 2022, 2023].map(actual))).toBe('3 actuals');
		expect(summary([2021, 2022, 2023].map(actual), { observation: 9997, check_in: 5 })).toBe(
			'10,000 actuals'
		);
		expect(summary([2021, 2022].map(actual))).toBe('actual 2021, Customs and actual 2022, Customs');
	});

	it('names the parts of a new pledge', () => {
		const parts = ['description', 'indicator', 'target'].map((part) => fact(part, part, []));
		const steps = [1, 2, 3].map((at) => fact('step_version', `step “${at}”`, []));
		expect(summary([fact('pledge', 'pledge', []), ...parts, ...steps])).toBe(
			'description, indicator, target and 3 steps'
		);
	});

	it('says nothing where nothing stood, and when it was to the minute', () => {
		const opened = field('deadline', null, '2030', { type: 'period' });
		expect(summary([fact('target', 'target', [opened], { revises: true })])).toBe(
			'target: deadline nothing → 2030'
		);
		expect(shownAct(act([])).when).toBe('23 Nov 2026, 12:00 UTC');
		expect(shownAct(act([], { on: '2022-10-15' })).when).toBe('15 Oct 2022');
	});

	it('names two changed fields and counts the rest; a long text is only said to have changed', () => {
		const fields = [
			field('deadline', '2030', '2032-06-30', { type: 'period' }),
			field('quote', 'x'.repeat(61), 'y'),
			field('plan', null, 'z'),
			field('public since', '2022-10-15', '2026-11-23', { type: 'date' })
		];
		expect(summary([fact('target', 'target', fields, { revises: true })])).toBe(
			'target: deadline 2030 → 30 Jun 2032, quote changed and 1 more field'
		);
	});
});

describe('what unfolds', () => {
	const one = (change: FieldChange) =>
		shownAct(act([fact('target', 'target', [change])])).facts[0]?.fields[0];

	it('shows our own words as screens say them, and other text as it is', () => {
		const code = (name: string, before: string, after: string) =>
			one(field(name, before, after, { type: 'code' }));
		expect(code('qualifier', 'at_least', 'more_than')).toMatchObject({
			before: 'at least',
			after: 'more than'
		});
		expect(code('kind', 'annual_rate', 'level')).toMatchObject({ before: 'amount a year', after: 'level' });
		expect(code('verdict', 'on_track', 'missed')).toMatchObject({ before: 'on track', after: 'missed' });
		expect(code('per', 'year', 'x')).toMatchObject({ before: 'a year', after: 'x' });
		expect(one(field('language', 'ru', 'en'))).toMatchObject({ before: 'Russian', after: 'English' });
		expect(code('qualifier', 'constructor', '<b>')).toMatchObject({ before: 'constructor', after: '<b>' });
	});

	it('shows days, dates and periods as precisely as they were given', () => {
		const shown = (type: 'date' | 'period', text: string) => one(field('when', null, text, { type }))?.after;
		expect(shown('date', '2026-11-23')).toBe('23 Nov 2026');
		expect(shown('period', '2026-Q3')).toBe('Q3 2026');
		expect(shown('period', '2025-01 to 2025-09')).toBe('Jan 2025 to Sep 2025');
	});

	it('does not repeat the reason of the act beside each fact', () => {
		const same = fact('target', 'target', [], { reason: 'Agreed' });
		const own = fact('observation', 'actual', [], { reason: 'Recounted' });
		const { facts } = shownAct(act([same, own], { reason: 'Agreed' }));
		expect(facts.map(({ reason }) => reason)).toEqual([null, 'Recounted']);
	});
});
