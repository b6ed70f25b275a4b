import { addYears, type IsoDate } from '#lib/domain/calendar.ts';
import { formatDate } from '#lib/domain/words.ts';

/**
 * What looks odd about the day of a pledge's source beside that of its occasion: words cannot stand in a document that
 * is older than they are, and one much younger may be the wrong one. Null where nothing does; neither is refused.
 */
export function sourceNotice(publishedOn: IsoDate | null, heldOn: IsoDate | null): string | null {
	if (publishedOn === null || heldOn === null) return null;
	const days = `The source is dated ${formatDate(publishedOn)} and the occasion ${formatDate(heldOn)}:`;
	if (publishedOn < heldOn)
		return `${days} the words are older than the pledge. If one of the two is a slip, correct it.`;
	if (publishedOn > addYears(heldOn, 1)) {
		return `${days} more than a year lies between them. If there is a source of the time, name it.`;
	}
	return null;
}
