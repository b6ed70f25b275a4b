/** What an act of the ledger changed, as plain data: each fact it wrote, field by field, before and after. */
import type { IsoDate } from './calendar.ts';

/**
 * What a value is, so that it can be shown to people. The value itself is exact text: decimals with every digit, ISO
 * days, dates and periods as they are typed ("2030", "2026-Q3", "2025-01 to 2025-09"), `yes` and `no`, or one of our
 * own words.
 */
export type ValueType = 'text' | 'number' | 'date' | 'period' | 'code' | 'flag';

/** One field of a fact at one time. */
export interface Value {
	/** in the field's words, such as "deadline" */
	field: string;
	type: ValueType;
	/** null where it says nothing; undefined where the fact leaves the field as it was */
	value: string | null | undefined;
	/** of a number */
	unit: string | null;
	/** part of what names the fact, so that it is said again only where it changes */
	names: boolean;
}

/** One changed field; `before` is null for a new fact, and where the field was empty. */
export interface FieldChange {
	field: string;
	type: ValueType;
	before: string | null;
	after: string | null;
	/** of both numbers; null where they are in different ones, and then each names its own */
	unit: string | null;
}

/** A fact that an act wrote. */
export interface FactChange {
	/** what sort of fact: the table it is in */
	sort: string;
	/** in the field's words, such as "actual 2025, Customs" or "step “Bridge opened”" */
	part: string;
	/** replaces an earlier fact */
	revises: boolean;
	/** null for what belongs to no single pledge, such as a source */
	pledge: { code: string; title: string } | null;
	reason: string | null;
	/** title of the document it rests on */
	source: string | null;
	fields: FieldChange[];
}

/** An act with what it changed, in the order in which it was written. */
export interface ActChange {
	/** ledger number */
	seq: number;
	at: Date;
	on: IsoDate;
	/** null when the product itself acted */
	by: string | null;
	action: string;
	/** code of the pledge, or what else the act was about */
	subject: string | null;
	reason: string | null;
	facts: FactChange[];
	/** how many facts of a sort are not listed here because there are too many */
	more: Readonly<Record<string, number>>;
}

/**
 * The fields in which a fact differs from the one it replaces; for a new fact every field that says something.
 * Both list the same fields in the same order.
 */
export function changedFields(after: readonly Value[], before: readonly Value[] | null): FieldChange[] {
	return after.flatMap((now, at) => {
		const { field, type, value } = now;
		if (value === undefined) return [];
		const then = before?.[at];
		if (!then) {
			if (value === null || now.names || (type === 'flag' && value === 'no')) return [];
			return [{ field, type, before: null, after: value, unit: now.unit }];
		}
		const former = then.value ?? null;
		const moved = former !== null && value !== null && then.unit !== now.unit;
		if (former === value && !moved) return [];
		if (!moved) return [{ field, type, before: former, after: value, unit: now.unit ?? then.unit }];
		return [
			{
				field,
				type: 'text',
				before: [former, then.unit].filter(Boolean).join(' '),
				after: [value, now.unit].filter(Boolean).join(' '),
				unit: null
			}
		];
	});
}
