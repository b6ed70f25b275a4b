import * as method from '#lib/domain/method.ts';
import { RULE_VERSION } from '#lib/domain/progress.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import type { PageServerLoad } from './$types';

// The rules are read here, so that the page sends their words and not the code that applies them.
export const load: PageServerLoad = (event) => {
	requireMay(event, 'read');
	return {
		version: RULE_VERSION,
		rules: method.KIND_RULES,
		meanings: method.STATUS_MEANINGS,
		sources: Object.entries(method.METHOD_SOURCES),
		history: { series: method.HISTORY_SERIES, labels: method.HISTORY },
		noticeDays: method.CHECK_NOTICE_DAYS
	};
};
