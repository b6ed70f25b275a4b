import {
	KIND_METHODS,
	LABEL_HISTORY,
	RULE_SOURCES,
	STATUS_MEANINGS,
	THRESHOLDS
} from '#lib/domain/method.ts';
import { RULE_VERSION } from '#lib/domain/progress.ts';
import { requireMay } from '#lib/server/auth/guards.ts';
import type { PageServerLoad } from './$types';

// The rules are read here, so that the page sends their words and not the code that applies them.
export const load: PageServerLoad = (event) => {
	requireMay(event, 'read');
	return {
		version: RULE_VERSION,
		methods: KIND_METHODS,
		sources: Object.entries(RULE_SOURCES),
		meanings: STATUS_MEANINGS,
		history: LABEL_HISTORY,
		thresholds: THRESHOLDS
	};
};
