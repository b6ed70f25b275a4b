import { json } from '@sveltejs/kit';
import { app } from '#lib/server/app.ts';
import { isHealthy } from '#lib/server/health.ts';
import type { RequestHandler } from './$types';

export const _public = 'load balancers and monitors have no account, and learn nothing but yes or no';

export const GET: RequestHandler = async () => {
	const healthy = await isHealthy(app());
	const headers = { 'cache-control': 'no-store' };
	if (healthy) return json({ status: 'ok' }, { headers });
	return json({ status: 'database down' }, { status: 503, headers: { ...headers, 'retry-after': '10' } });
};
