/** Indentation of the file, as in the sample. */
const INDENT = 1;

/**
 * An object as JSON text, part by part: the names of `head` as they are, then each list item by item. The same bytes as
 * `JSON.stringify(value, null, 1)` and a line break would give, without all of it in memory at once.
 */
export async function* jsonText(
	head: object,
	lists: readonly [name: string, items: AsyncIterable<unknown>][]
): AsyncGenerator<string, void, undefined> {
	const top = JSON.stringify(head, null, INDENT);
	let before = top === '{}' ? '{' : `${top.slice(0, -2)},`;
	for (const [name, items] of lists) {
		yield `${before}\n ${JSON.stringify(name)}: [`;
		let any = false;
		for await (const item of items) {
			yield `${any ? ',' : ''}\n${indented(JSON.stringify(item, null, INDENT))}`;
			any = true;
		}
		yield any ? '\n ]' : ']';
		before = ',';
	}
	yield lists.length === 0 ? `${top}\n` : '\n}\n';
}

/** Two levels deeper: an item of a list of the object. JSON writes line breaks within texts as \n, so lines are lines. */
function indented(json: string): string {
	return json.replace(/^/gm, ' '.repeat(2 * INDENT));
}
