/** Makes the build that the routes and browser tests run against, exactly as `npm start` would. */
import path from 'node:path';
import { ensureBuild } from '../../src/cli/build.ts';

export default async function setup(): Promise<void> {
	await ensureBuild(path.resolve(import.meta.dirname, '..', '..'), (sentence) => console.log(sentence));
}
