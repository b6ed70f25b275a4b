import { describe, expect, it } from 'vitest';
import {
	block,
	choiceOr,
	decimal,
	line,
	optionalId,
	optionalLine,
	readFields,
	whole,
	type Errors
} from './read.ts';

function read(schema: Parameters<typeof readFields>[0][string], text: string) {
	const errors: Errors = {};
	const { some } = readFields({ field: schema }, { field: text }, errors);
	return errors.field ?? some.field;
}

describe('text', () => {
	it('loses the space around it and is composed', () => {
		expect(read(line(20, 'Ask.'), '  cafe\u0301 \u00a0')).toBe('caf\u00e9');
	});

	it('has one kind of line break', () => {
		expect(read(block(20, 'Ask.'), 'a\r\nb\rc\n')).toBe('a\nb\nc');
	});

	it.each(['a\u0000b', 'a\u001bb', 'a\u0085b', 'a\u007fb'])('without control characters: %j', (text) => {
		expect(read(line(20, 'Ask.'), text)).toContain('cannot be seen');
		expect(read(block(20, 'Ask.'), text)).toContain('cannot be seen');
	});

	it.each(['a\u202eb', 'a\u202ab', 'a\u2066b', 'a\u2069b'])(
		'a line without marks that turn the direction of what stands beside it: %j',
		(text) => {
			expect(read(line(20, 'Ask.'), text)).toContain('cannot be seen');
			expect(read(block(20, 'Ask.'), text)).toBe(text);
		}
	);

	it('a line has no line break, a block may', () => {
		expect(read(line(20, 'Ask.'), 'a\nb')).toContain('cannot be seen');
		expect(read(block(20, 'Ask.'), 'a\n\tb')).toBe('a\n\tb');
	});

	it('half a character pair, which no database stores, becomes a replacement character', () => {
		expect(read(line(20, 'Ask.'), 'a\ud800b')).toBe('a\ufffdb');
	});

	it('says the limit and how long the text is', () => {
		expect(read(line(5, 'Ask.'), 'abcdef')).toBe('Use at most 5 characters; this is 6.');
		expect(read(line(5, 'Ask.'), '  abcde  ')).toBe('abcde');
	});

	it('asks for what is missing, spaces being nothing', () => {
		expect(read(line(5, 'Ask.'), ' \t ')).toBe('Ask.');
	});

	it.each(['\u200b', ' \u200b\ufeff\u00a0 ', '\u2060\u00ad', '\u2800\u3164', '\u202e'])(
		'asks for what cannot be seen: %j',
		(text) => {
			expect(read(line(20, 'Ask.'), text)).toBe('Ask.');
			expect(read(block(20, 'Ask.'), text)).toBe('Ask.');
			expect(read(optionalLine(20), text)).toBeNull();
		}
	);

	it('keeps a joiner inside a word, as some scripts need', () => {
		expect(read(line(20, 'Ask.'), 'می\u200cخواهم')).toBe('می\u200cخواهم');
	});

	it('keeps markup as the text that it is', () => {
		expect(read(line(50, 'Ask.'), '<script>alert(1)</script>')).toBe('<script>alert(1)</script>');
	});
});

describe('other fields', () => {
	it.each([
		['1,000', 'can be read two ways'],
		['1e6', 'exponent'],
		['ten', 'is not a number'],
		['', 'Ask.']
	])('a number is exact: %s', (text, sentence) => {
		expect(read(decimal('Ask.'), text)).toContain(sentence);
	});

	it('a number is kept exactly', () => {
		expect(read(decimal('Ask.'), '\u22120.10')).toBe('-0.1');
	});

	it.each(['x', '-1', '1.5', '0', '99999999999'])(
		'the number of something chosen is one that exists: %s',
		(text) => {
			expect(read(optionalId('Choose.'), text)).toBe('Choose.');
		}
	);

	it.each(['0', '3651', '1e3', 'a', '-5', '1.5'])('a whole number has bounds: %s', (text) => {
		expect(read(whole(1, 3650, 180, 'Days.'), text)).toBe('Days.');
	});

	it('nothing chosen is the default, something unknown is not', () => {
		expect(read(choiceOr(['a', 'b'], 'b', 'Choose.'), '')).toBe('b');
		expect(read(choiceOr(['a', 'b'], 'b', 'Choose.'), 'c')).toBe('Choose.');
	});
});
