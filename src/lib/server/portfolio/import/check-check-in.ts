import type { IsoDate } from '#lib/domain/calendar.ts';
import type { FilePledge } from '#lib/schema/portfolio/file.ts';
import { EVIDENCE_AFTER_CHECK, readCheckIn } from '#lib/schema/progress.ts';
import { refuse, refuseAs, type Checking } from './checking.ts';

/** Checks one check as its form would. @returns its day and where that is written; null where none is */
export function checkCheckIn(
	check: Checking,
	{ checked_on, evidence_on, outcome, text }: FilePledge['check_ins'][number],
	place: string
): { on: IsoDate; place: string } | null {
	const on = checked_on ?? evidence_on;
	const day = `${place}.${on !== null && checked_on === null ? 'evidence_on' : 'checked_on'}`;
	// A form asks which source was looked at; a check that goes with something else may have none. And a file may
	// say how old the evidence is of which nothing new was found.
	const fields = {
		...{ outcome, checked_on: on ?? '', text: text ?? '', source: '1' },
		evidence_on: outcome === 'activity' ? (evidence_on ?? '') : ''
	};
	const read = readCheckIn(fields, check.today);
	if (!read.ok) {
		refuseAs(check.errors, read.errors, (field) => (field === 'checked_on' ? day : `${place}.${field}`));
	}
	if (on !== null && evidence_on !== null && evidence_on > on) {
		refuse(check.errors, `${place}.evidence_on`, EVIDENCE_AFTER_CHECK);
	}
	return on === null ? null : { on, place: day };
}
