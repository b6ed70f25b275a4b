import { describe, expect, it } from 'vitest';
import { checkOf, pledgeOf } from './facts.fixture.ts';
import { assess } from './progress.ts';

const going = (...checkIns: ReturnType<typeof checkOf>[]) =>
	pledgeOf({ kind: 'continuing', occasionOn: '2020-06-01', indicator: null, checkIns });

describe('continuing: stalled only when a check found nothing and the last evidence is older', () => {
	it('says that a check looked and found nothing while the interval still runs', () => {
		expect(assess(going(checkOf('2020-08-01')), '2020-08-02')).toMatchObject({
			status: 'NOT_ASSESSABLE',
			sentence:
				'Nothing can be said yet: no evidence has been recorded since the pledge of 1 Jun 2020; a check on 1 Aug 2020 found nothing new, and the pledge stalls only when that lasts for 365 days.'
		});
	});

	it('says that the last check brought no later evidence', () => {
		const late = checkOf('2022-05-05', { outcome: 'activity', evidenceOn: '2020-07-01' });
		expect(assess(going(late), '2022-05-06')).toMatchObject({
			status: 'NOT_ASSESSABLE',
			statusText: 'Not assessable: no evidence since 1 Jul 2020',
			sentence:
				'Nothing can be said: the last evidence is of 1 Jul 2020, and the check on 5 May 2022 found none later.'
		});
		const empty = checkOf('2021-08-01');
		expect(assess(going(late, empty), '2022-05-06')).toMatchObject({
			status: 'STALLED',
			sentence: 'A check on 1 Aug 2021 found nothing new, and the last evidence is of 1 Jul 2020.'
		});
	});

	it('says that nobody looked only when nobody did', () => {
		expect(assess(going(), '2020-08-02').sentence).toBe(
			'Nothing can be said: no evidence has been recorded since the pledge of 1 Jun 2020, and no later check has looked for more.'
		);
		const seen = checkOf('2020-07-01', { outcome: 'activity', evidenceOn: '2020-07-01' });
		expect(assess(going(seen), '2021-07-02').sentence).toBe(
			'Nothing can be said: the last evidence is of 1 Jul 2020, and no later check has looked for more.'
		);
		expect(assess(going(checkOf('2020-08-01')), '2020-07-31').sentence).toContain('no later check');
	});

	it('leaves our own checks aside on the public basis, where evidence alone decides', () => {
		const evidence = checkOf('2020-08-01', { outcome: 'activity', evidenceOn: '2020-07-01' });
		const empty = checkOf('2021-08-01');
		const undated = checkOf('2022-03-01', { outcome: 'activity' });
		const publicly = (asOf: string, ...checks: ReturnType<typeof checkOf>[]) =>
			assess(going(...checks), asOf, { basis: 'public' });
		expect(assess(going(evidence, empty), '2022-05-06').status).toBe('STALLED');
		expect(publicly('2022-05-06', evidence, empty)).toMatchObject({
			status: 'NOT_ASSESSABLE',
			sentence: 'Nothing can be said: the last evidence is of 1 Jul 2020, and nothing later was public.'
		});
		expect(publicly('2021-08-02', empty)).toMatchObject({
			status: 'NOT_ASSESSABLE',
			statusText: 'Not assessable: no evidence since 1 Jun 2020'
		});
		expect(assess(going(undated), '2022-05-06').status).toBe('ONGOING');
		expect(publicly('2022-05-06', undated).status).toBe('NOT_ASSESSABLE');
		expect(publicly('2021-06-30', evidence, empty).status).toBe('ONGOING');
	});
});
