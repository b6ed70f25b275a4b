import { expect, it } from 'vitest';
import { formatSize } from './file-size.ts';

it.each([
	[0, '0 bytes'],
	[1, '1 byte'],
	[1023, '1023 bytes'],
	[34_918, '34.1 KB'],
	[10 * 1024 ** 2, '10 MB']
])('%d bytes are said as %s', (bytes, words) => {
	expect(formatSize(bytes)).toBe(words);
});
