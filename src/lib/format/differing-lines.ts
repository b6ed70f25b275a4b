/**
 * The part in which one of two long texts differs from the other: whole lines, without those that both begin and end
 * with; an ellipsis stands for lines that are left out.
 */
export function differingLines(text: string, other: string): string {
	const [own, others] = [text.split('\n'), other.split('\n')];
	const shorter = Math.min(own.length, others.length);
	let before = 0;
	while (before < shorter && own[before] === others[before]) before++;
	let behind = 0;
	while (behind < shorter - before && own.at(-1 - behind) === others.at(-1 - behind)) behind++;
	const part = own.slice(before, own.length - behind).join('\n');
	return `${before > 0 ? '…\n' : ''}${part}${behind > 0 ? '\n…' : ''}`;
}
