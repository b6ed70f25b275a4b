import { describe, expect, it } from 'vitest';
import { citationOf, type Cited } from './citation.ts';

const cited: Cited = {
	code: 'KZ-TM-2022-01',
	title: 'Raise mutual trade to US$1 billion',
	strength: 'agreed',
	status: 'No deadline, toward',
	sentence: 'Trade came to US$563 million in 2023.',
	sources: [
		{ title: 'Turnover', publisher: 'Kazinform', publishedOn: '2024-05-27', url: 'https://example.org/a' }
	],
	moment: { asOf: '2026-11-25', basis: 'recorded', upto: 92 },
	address: 'https://pledges.example.org/pledges/KZ-TM-2022-01'
};

describe('a citation', () => {
	it('names how firmly it was said, the day, the finding, the status, the source and the exact state', () => {
		expect(citationOf(cited)).toBe(
			'Raise mutual trade to US$1 billion (KZ-TM-2022-01, agreed). As of 25 Nov 2026: Trade came to US$563 million in 2023. Status: No deadline, toward. Source: “Turnover”, Kazinform, 27 May 2024, https://example.org/a. Pledgeboard, state 92, https://pledges.example.org/pledges/KZ-TM-2022-01?asOf=2026-11-25&at=92'
		);
	});

	it('says when it rests on what was public', () => {
		const text = citationOf({ ...cited, moment: { ...cited.moment, basis: 'public' } });
		expect(text).toContain('As of 25 Nov 2026, by what was public then: ');
		expect(text).toMatch(/\?asOf=2026-11-25&basis=public&at=92$/);
	});

	it('names several sources, and none where none is known', () => {
		const [source] = cited.sources;
		expect(citationOf({ ...cited, sources: source ? [source, source] : [] })).toContain(
			'Sources: “Turnover”'
		);
		expect(citationOf({ ...cited, sources: [] })).not.toContain('Source');
	});
});
