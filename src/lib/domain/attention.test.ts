import { describe, expect, it } from 'vitest';
import { attentionWords } from './attention.ts';

type Assessed = Parameters<typeof attentionWords>[0];

const SILENT: Omit<Assessed, 'freshness'> = {
	...{ asOf: '2024-06-30', counted: true, detail: null, flags: [], sentence: 'The activity goes on.' },
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
