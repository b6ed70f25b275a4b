import { expect, test } from 'vitest';
import { sourceNotice } from './source-notice.ts';

test.each<[string | null, string | null, string | null]>([
	['2022-10-14', '2022-10-15', 'older than the pledge'],
	['2022-10-15', '2022-10-15', null],
	['2023-10-15', '2022-10-15', null],
	['2023-10-16', '2022-10-15', 'more than a year'],
	[null, '2022-10-15', null],
	['2022-10-14', null, null]
])('a source of %s for an occasion of %s: %s', (published, held, words) => {
	const notice = sourceNotice(published, held);
	if (words === null) expect(notice).toBeNull();
	else expect(notice).toContain(words);
});
