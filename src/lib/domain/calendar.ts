/** A calendar day in UTC, `YYYY-MM-DD`. */
export type IsoDate = string;

/** How precisely a date was given: "by 2030" is a year, and that decides how time is counted. */
export const DATE_PRECISIONS = ['year', 'quarter', 'month', 'day'] as const;
export type DatePrecision = (typeof DATE_PRECISIONS)[number];

/** Both days inclusive. */
export interface Period {
	start: IsoDate;
	end: IsoDate;
}
