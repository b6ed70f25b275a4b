/** How much each field holds, in characters, rows or days; forms show these, schemas enforce them. */
export const LIMITS = {
	code: 40,
	title: 200,
	name: 200,
	theme: 100,
	unit: 40,
	place: 200,
	locator: 300,
	quote: 2000,
	reading: 4000,
	guideline: 4000,
	basis: 500,
	derived: 500,
	note: 2000,
	rationale: 4000,
	comment: 4000,
	reason: 1000,
	url: 2000,
	language: 20,
	storedText: 200_000,
	days: 3650,
	parties: 20,
	reporters: 20,
	steps: 60,
	plan: 60,
	grid: 200,
	viewName: 80,
	views: 50
} as const;

/** Years in which a date may lie: what is outside was mistyped, and the calendar needs room on both sides. */
export const FIRST_YEAR = 1800;
export const LAST_YEAR = 2200;

/** Days between checks where nothing else is said (progress.md, "Freshness" and "continuing"). */
export const CHECK_DAYS = 180;
export const ACTIVITY_DAYS = 365;
