import { describe, expect, it } from 'vitest';
import { attachment } from './attachment.ts';

describe('the header of a download', () => {
	it.each([
		['statement.pdf', `attachment; filename="statement.pdf"; filename*=UTF-8''statement.pdf`],
		['a b.pdf', `attachment; filename="a b.pdf"; filename*=UTF-8''a%20b.pdf`],
		['café.pdf', `attachment; filename="cafe.pdf"; filename*=UTF-8''caf%C3%A9.pdf`],
		['Акт.pdf', `attachment; filename="___.pdf"; filename*=UTF-8''%D0%90%D0%BA%D1%82.pdf`],
		['a"b\\c%.pdf', `attachment; filename="a_b_c_.pdf"; filename*=UTF-8''a%22b%5Cc%25.pdf`],
		[`it's (1)*.pdf`, `attachment; filename="it's (1)*.pdf"; filename*=UTF-8''it%27s%20%281%29%2A.pdf`]
	])('names %j', (name, header) => {
		expect(attachment(name)).toBe(header);
	});

	it('has no character that would end it', () => {
		expect(attachment('a\r\nset-cookie: x')).not.toMatch(/[\r\n]/);
	});
});
