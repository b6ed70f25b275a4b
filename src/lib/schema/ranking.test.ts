import { describe, expect, it } from 'vitest';
import { movedIn, readRanking } from './ranking.ts';

const typed = (places: Record<string, string>, reason = 'The office is official') => ({
	fields: { reason },
	rows: { reporters: Object.entries(places).map(([name, place]) => ({ name, place })) }
});

describe('an order of reporters', () => {
	it('is read by the places typed beside them; without a place, a reporter is not ranked', () => {
		expect(readRanking(typed({ A: '20', B: ' 3 ', C: '' }))).toEqual({
			ok: true,
			value: { ranked: ['B', 'A'], reason: 'The office is official' }
		});
	});

	it.each<[string, Record<string, string>, string, string]>([
		['no place at all', { A: '', B: ' ' }, 'reporters.0.place', 'at least'],
		['a place that is no number', { A: '1', B: 'first' }, 'reporters.1.place', 'whole number'],
		['a place below one', { A: '0' }, 'reporters.0.place', 'whole number'],
		['half a place', { A: '1.5' }, 'reporters.0.place', 'whole number'],
		['one place twice', { A: '1', B: '1' }, 'reporters.1.place', 'A has place 1 already'],
		[
			'more than can be ranked',
			Object.fromEntries(Array.from({ length: 21 }, (_, at) => [`R${at}`, String(at + 1)])),
			'reporters.0.place',
			'at most 20'
		]
	])('with %s is refused beside the field', (_, places, field, sentence) => {
		const read = readRanking(typed(places));
		expect(read).toMatchObject({
			ok: false,
			errors: { [field]: expect.stringContaining(sentence) as string }
		});
	});

	it('is moved by its buttons before any script has loaded; what was typed beside stays', () => {
		const form = typed({ A: '1', B: '2', C: '' });
		const moved = (move: string) => movedIn({ ...form, fields: { ...form.fields, move } });
		expect(moved('up B')).toEqual({
			fields: { reason: 'The office is official', move: 'up B' },
			rows: {
				reporters: [
					{ name: 'B', place: '1' },
					{ name: 'A', place: '2' },
					{ name: 'C', place: '' }
				]
			}
		});
		expect([moved('over B'), moved(''), moved('up')]).toEqual([null, null, null]);
	});

	it('needs a reason', () => {
		expect(readRanking(typed({ A: '1' }, ' '))).toMatchObject({
			ok: false,
			errors: { reason: 'Say why they are believed in this order.' }
		});
	});
});
