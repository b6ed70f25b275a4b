import type { ChartSpec, LabelMark } from './spec.ts';

const WORDS: [string, string][] = [
	['≈ ', 'about '],
	['≥ ', 'at least '],
	['≤ ', 'up to ']
];

const spelled = (text: string) => WORDS.reduce((all, [from, to]) => all.replaceAll(from, to), text);

/** In a narrow room a word stands over its figure, since it is wider than its sign. */
function inRows(text: string): string {
	const found = WORDS.find(([sign]) => text.startsWith(sign));
	return found && !text.includes('\n') ? `${found[1].trim()}\n${text.slice(found[0].length)}` : spelled(text);
}

/** The chart with its signs in words, for where no font has them. */
export function spelledOut(spec: ChartSpec): ChartSpec {
	const { configuration } = spec;
	const { marks } = configuration.options.plugins;
	const label = (one: LabelMark) => ({ ...one, text: spelled(one.text), short: inRows(one.short) });
	return {
		...spec,
		configuration: {
			...configuration,
			options: {
				...configuration.options,
				plugins: { marks: { ...marks, labels: marks.labels.map(label) } }
			}
		}
	};
}
