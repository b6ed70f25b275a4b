/**
 * Loaded before every command (`node --import`): refuses a Node that cannot run TypeScript files as they are. It is
 * plain JavaScript because such a Node could not read anything else.
 */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 18)) {
	console.error(
		`Pledgeboard needs Node 22.18 or newer, and this is ${process.versions.node}. ` +
			'Install Node 24, or on Linux run npm ci and start through npm, which brings its own.'
	);
	process.exit(1);
}
