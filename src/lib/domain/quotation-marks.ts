const PAIRS = ['“”', '„“', '„”', '””', '«»', '»«', '‘’', '‚‘', '""', "''", '「」'];

/** A quotation without the one pair of marks around the whole of it: pages put their own around it. */
export function unquoted(text: string): string {
	const pair = PAIRS.find((marks) => surrounds(marks, text));
	return pair ? text.slice(1, -1).trim() : text;
}

/** Whether the last mark closes the first one, as in “a “b” c” and not in “a” or “b”. */
function surrounds(marks: string, text: string): boolean {
	const [open, close] = [marks.charAt(0), marks.charAt(1)];
	if (text.length < 2 || !text.startsWith(open) || !text.endsWith(close)) return false;
	let depth = 1;
	for (const sign of text.slice(1, -1)) {
		if (sign === close) depth -= 1;
		else if (sign === open) depth += 1;
		if (depth === 0) return false;
	}
	return depth === 1;
}
