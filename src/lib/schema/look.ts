import type { IsoDate } from '#lib/domain/calendar.ts';
import { isIsoDate } from '#lib/domain/calendar.ts';
import { DomainError } from '#lib/domain/errors.ts';

/**
 * The state that a board showed, as its button sends it back.
 * @throws DomainError `state_unreadable`
 */
export function readSeen({ on = '', seq = '' }: Record<string, string>): { on: IsoDate; seq: number } {
	if (!isIsoDate(on) || !/^(0|[1-9]\d{0,8})$/.test(seq)) {
		throw new DomainError(
			'state_unreadable',
			'Nothing was marked: which state of the board you saw is not known. Open the board again.'
		);
	}
	return { on, seq: Number(seq) };
}
