import { describe, expect, it } from 'vitest';
import { attentionOf, attentionWords, uncountedWords } from './attention.ts';
import { actualOf, baselineOf, pledgeOf, targetOf } from './facts.fixture.ts';
import { assess } from './progress.ts';

type Assessed = Parameters<typeof attentionWords>[0];

const SILENT: Omit<Assessed, 'freshness'> = {
	...{
		asOf: '2024-06-30',
		counted: true,
		detail: null,
		direction: null,
		progress: null,
		flags: [],
		sentence: 'The activity goes on.'
	},
	status: 'ONGOING',
	group: 'in_progress'
};

const silence = (seen: Pick<Assessed['freshness'], 'lastCheckedOn' | 'byEvidence'>) =>
	attentionWords({ ...SILENT, freshness: { state: 'unverified', dueOn: '2024-06-03', ...seen } }, null)[1];

describe('why a silent pledge calls for attention', () => {
	it('names the last check, or says that there was none', () => {
		expect(silence({ lastCheckedOn: '2023-12-06' })).toBe(
			'Unverified since 3 Jun 2024, for 27 days: it was last checked on 6 Dec 2023.'
		);
		expect(silence({ lastCheckedOn: null })).toMatch(/: it was never checked\.$/);
	});

	it('goes by evidence on the public basis, where our own checks say nothing', () => {
		expect(silence({ lastCheckedOn: '2023-12-06', byEvidence: true })).toMatch(
			/: the last evidence in public is of 6 Dec 2023\.$/
		);
		expect(silence({ lastCheckedOn: null, byEvidence: true })).toMatch(/: no evidence of it was public\.$/);
	});
});

describe('a pledge without a deadline that moves away from its target', () => {
	/** From 100 in 2021 to at least 200, with no deadline and the figure of 2024. */
	const standing = (value: string, by: string | null = null) =>
		assess(
			pledgeOf({
				baselines: [baselineOf('100', '2021')],
				targets: [targetOf('200', by)],
				observations: [actualOf(value, '2024')]
			}),
			'2025-01-31'
		);
	const checked = (value: string, by?: string) =>
		attentionOf({
			...standing(value, by),
			freshness: { state: 'current', lastCheckedOn: null, dueOn: null }
		});

	it('calls for attention once it stands further away than it began', () => {
		expect(checked('66')).toEqual(['away']);
		expect(checked('100')).toEqual([]);
		expect(checked('140')).toEqual([]);
	});

	it('is named once: with a deadline it is behind already', () => {
		expect(checked('66', '2030')).toEqual(['behind']);
	});

	it('says how far', () => {
		expect(attentionWords(standing('66'), null)[1]).toBe(
			'Moving away from the target: −34 % of the way to it.'
		);
	});
});

describe('a pledge that calls for attention and is in no headline total', () => {
	const words = (over: Parameters<typeof pledgeOf>[0]) => {
		const pledge = pledgeOf({
			baselines: [baselineOf('100', '2021')],
			targets: [targetOf('200', '2030')],
			...over
		});
		return uncountedWords(pledge.descriptions[0].strength, assess(pledge, '2025-01-31'));
	};

	it('says which strength, or which assumption, keeps it out', () => {
		expect(words({ strength: 'agreed' })).toBeNull();
		expect(words({ strength: 'declared ready' })).toBeNull();
		expect(words({ strength: 'noted as potential' })).toBe('noted as potential, not counted above');
		expect(words({ strength: 'agreed', targets: [targetOf('200', '2030', { assumedDue: true })] })).toBe(
			'agreed, with an assumed deadline, not counted above'
		);
	});
});
