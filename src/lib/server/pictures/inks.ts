import tokens from '../../../tokens.css?raw';

/** The inks of the light theme, which are those of paper. */
const [light = ''] = tokens.split('@media');
const INKS = new Map(
	[...light.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/gi)].map(([, name = '', value = '']) => [name, value])
);

/** The colour of a token; the paper of a picture is white. */
export function inkOf(name: string): string {
	return INKS.get(name === 'paper' ? 'surface' : name) ?? '#000000';
}

/** The same for colours written `var(--token)`; any other as it is. */
export function colourOf(text: string): string {
	const token = /^var\(--([\w-]+)\)$/.exec(text)?.[1];
	return token ? inkOf(token) : text;
}
