import { expect, it } from 'vitest';
import { streamParts } from './stream-parts.ts';

it('lets everything else have its turn between two parts, however fast they are made and taken', async () => {
	let others = 0;
	const turns: number[] = [];
	async function* parts(): AsyncGenerator<string, void, undefined> {
		for (let part = 0; part < 20; part++) {
			turns.push(others);
			yield `${part};`;
		}
	}
	const stream = await streamParts(parts(), (error) => {
		throw error;
	});
	let over = false;
	const other = () => {
		others++;
		if (!over) setImmediate(other);
	};
	setImmediate(other);
	const reader = stream.getReader();
	while (!(await reader.read()).done);
	over = true;
	expect(turns).toHaveLength(20);
	expect(new Set(turns).size).toBeGreaterThanOrEqual(19);
});
