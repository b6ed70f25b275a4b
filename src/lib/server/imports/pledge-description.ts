import type { PledgeInput, SourceInput } from '#lib/domain/commands.ts';
import { enterQuantity, exact, type Decimal } from '#lib/domain/quantity.ts';
import type { Cells } from '#lib/tabular/layout.ts';
import { DESCRIPTION_COLUMNS, type PledgeDescription } from '#lib/tabular/pledge-columns.ts';
import type { SourceCells } from '#lib/tabular/pledge-detail-columns.ts';
import { sourceKey } from '../sources/add-sources.ts';

/** What a description leaves to be looked up: where it was said, and who owns it. */
export interface Around {
	occasion: PledgeDescription['occasion'];
	occasionPlace: string | null;
	owner: string | null;
	/** the sources of the pledge as it stands: one that is chosen, not described, is one of them */
	sources: Record<'pledge' | 'baseline' | 'target', SourceCells | null>;
}

/**
 * The cells of a description, as an export would write them once it is recorded.
 * @throws DomainError `unit_mismatch`
 */
export function cellsOf(input: PledgeInput, around: Around): Cells {
	return writeCells(describe(input, around));
}

/** The cells of a pledge's line in the export, empty ones left out. */
export function writeCells(line: PledgeDescription): Cells {
	return Object.fromEntries(
		DESCRIPTION_COLUMNS.map((column) => [column.name, column.read(line) ?? undefined])
	);
}

function describe(input: PledgeInput, around: Around): PledgeDescription {
	const { indicator, baseline, target } = input;
	const unit = indicator?.unit ?? null;
	const canonical = (value: Decimal | null, typed: string | null, field: string): Decimal | null =>
		value === null || unit === null ? value : enterQuantity(value, typed ?? unit, unit, field).value;
	const inUnit = (value: Decimal | null) => canonical(value, target?.unit ?? null, 'target_unit');
	const source = described(input.source, around.sources.pledge);
	return {
		...input,
		code: input.code ?? '',
		owner: around.owner,
		occasion: around.occasion,
		indicator,
		baseline: baseline && {
			value: canonical(baseline.value, baseline.unit, 'baseline_unit') ?? baseline.value,
			...baseline.period,
			precision: baseline.precision,
			qualifier: baseline.qualifier
		},
		target: target && {
			...target,
			value: inUnit(target.value),
			low: inUnit(target.low),
			high: inUnit(target.high)
		},
		fixedPath: input.path,
		source: source ?? { title: '', publisher: null, url: null, publishedOn: null, language: null },
		details: {
			occasionPlace: around.occasionPlace,
			naturalLimit: indicator?.limit ?? null,
			basis: indicator?.basis ?? null,
			baselineProxy: baseline?.proxy ?? null,
			baselineReporter: baseline?.reporter ?? null,
			baselineSource: described(baseline?.source ?? null, around.sources.baseline),
			targetSource: described(target?.source ?? null, around.sources.target),
			tolerance: target?.tolerance == null ? null : exact(target.tolerance).toFixed(),
			graceDays: target?.graceDays ?? null,
			plan: (target?.plan ?? []).map(({ on, value }) => ({ on, value: inUnit(value) ?? value })),
			reporters: input.reporterOrder?.ranked ?? [],
			reportersReason: input.reporterOrder?.reason ?? null,
			guideline: input.guideline
		}
	};
}

/** A described source that is the same as the one that stands reads as that one does. */
function described(source: SourceInput | null, standing: SourceCells | null): SourceCells | null {
	if (source === null) return null;
	if ('id' in source) return standing;
	return standing && sourceKey(standing) === sourceKey(source) ? standing : source;
}
