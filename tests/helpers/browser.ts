/** A real Chromium for tests: the one that npm brings along, or the one that CHROMIUM_PATH names. */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';

interface Executable {
	file: string;
	env: Record<string, string>;
}

/** Our own arguments: those that the package proposes switch off web security, which would falsify tests. */
const ARGS = [
	...['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none'],
	// Tells the name and role that assistive technology is given; it changes nothing on a page.
	'--enable-blink-features=ComputedAccessibilityInfo'
];

/**
 * Starts a headless Chromium; close it when done.
 * @throws Error with a sentence that says what to do when there is no Chromium that runs here
 */
export async function launchBrowser(): Promise<Browser> {
	const { file, env } = await findChromium();
	try {
		return await launch(file, env);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		throw new Error(
			`Chromium at ${file} does not start. Install a Chromium and name it: CHROMIUM_PATH=/usr/bin/chromium npm test\n${reason}`,
			{ cause: error }
		);
	}
}

async function launch(file: string, env: Record<string, string>): Promise<Browser> {
	const options = { executablePath: file, args: ARGS, headless: true, chromiumSandbox: false };
	const full = { ...(process.env as Record<string, string>), ...env };
	try {
		return await chromium.launch({ ...options, env: full });
	} catch (error) {
		const libraries = path.join(path.dirname(file), 'al2023', 'lib');
		if (!String(error).includes('shared libraries') || !fs.existsSync(libraries)) throw error;
		// A machine without a browser's usual libraries takes the ones in the package.
		return chromium.launch({ ...options, env: { ...full, LD_LIBRARY_PATH: libraries } });
	}
}

async function findChromium(): Promise<Executable> {
	const given = process.env.CHROMIUM_PATH;
	if (given) {
		if (fs.existsSync(given)) return { file: given, env: {} };
		throw new Error(
			`CHROMIUM_PATH is “${given}”, and there is no such file. Set it to a Chromium, or leave it out.`
		);
	}
	const folder = await unpackChromium();
	return { file: path.join(folder, 'chromium'), env: { FONTCONFIG_FILE: path.join(folder, 'fonts.conf') } };
}

/**
 * Unpacks the packaged Chromium once into node_modules. The finished folder is moved into place, so that neither a
 * killed run nor two runs side by side leave half a browser.
 */
async function unpackChromium(): Promise<string> {
	const { inflate } = await import('@sparticuz/chromium').catch(() => {
		throw new Error(
			'The browser tests need the package @sparticuz/chromium, which is not installed. Run npm ci (without --omit), or set CHROMIUM_PATH.'
		);
	});
	const bin = path.resolve(
		path.dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')),
		'..',
		'bin'
	);
	const { size } = fs.statSync(path.join(bin, 'chromium.br'));
	const cache = path.resolve(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'pledgeboard');
	const folder = path.join(cache, `chromium-${size}`);
	if (fs.existsSync(folder)) return folder;

	const fresh = path.join(cache, `unpacking-${randomBytes(4).toString('hex')}`);
	fs.mkdirSync(fresh, { recursive: true });
	const temporary = process.env.TMPDIR;
	// The package unpacks into the folder for temporary files, wherever that is at the moment.
	process.env.TMPDIR = fresh;
	try {
		const names = ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br'];
		await Promise.all(names.map((name) => inflate(path.join(bin, name))));
	} finally {
		if (temporary === undefined) delete process.env.TMPDIR;
		else process.env.TMPDIR = temporary;
	}
	fs.writeFileSync(path.join(fresh, 'fonts.conf'), fontSettings(path.join(folder, 'fonts')));
	try {
		fs.renameSync(fresh, folder);
	} catch (error) {
		fs.rmSync(fresh, { recursive: true, force: true });
		if (!fs.existsSync(folder)) throw error;
	}
	return folder;
}

/** The machine's fonts, where it has any, and the packaged ones: without a single font no text is drawn at all. */
function fontSettings(folder: string): string {
	return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
	<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
	<dir>${folder}</dir>
	<cachedir>${path.join(folder, 'cache')}</cachedir>
</fontconfig>
`;
}
