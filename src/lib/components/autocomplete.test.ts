import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const SRC = path.resolve(import.meta.dirname, '..', '..');

test('no field says autocomplete="off": browsers would not bring its text back when a person goes back', () => {
	const files = fs
		.readdirSync(SRC, { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.svelte'));
	const fields = files.filter((file) =>
		/autocomplete\s*[=:]\s*\{?\s*["']off["']/.test(fs.readFileSync(path.join(SRC, file), 'utf8'))
	);
	expect(files.length).toBeGreaterThan(20);
	expect(fields).toEqual([]);
});
