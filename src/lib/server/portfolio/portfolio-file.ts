/** The portfolio file: a whole portfolio as JSON, as in `src/cli/sample/`. Values are decimal strings, dates ISO. */
import type {
	Aggregation,
	CheckOutcome,
	Direction,
	Kind,
	Mode,
	ObservationState,
	PartyRole,
	Path,
	Qualifier,
	Strength
} from '#lib/domain/commitment.ts';

export interface PortfolioFile {
	/** the day on which every pledge was looked at */
	collected_on: string;
	collection_note: string;
	occasion: { title: string; place: string; date: string; parties: string[]; source: string };
	sources: FileSource[];
	pledges: FilePledge[];
}

export interface FileSource {
	/** name within the file */
	id: string;
	title: string;
	publisher: string | null;
	published_on: string | null;
	language: string | null;
	url: string | null;
}

export interface FilePledge {
	code: string;
	title: string;
	kind: Kind;
	theme: string;
	strength: Strength;
	quote: string;
	quote_source: string;
	reading: string;
	parties: Record<string, PartyRole>;
	mode: Mode;
	path?: Path;
	check_interval_days: number;
	activity_interval_days?: number;
	indicator?: { title: string; unit: string; aggregation: Aggregation; direction: Direction };
	baseline?: { value: string; period: string; qualifier: Qualifier; source: string } | null;
	target?: {
		value: string;
		qualifier: Qualifier;
		deadline: string | null;
		per?: 'year';
		interpretation?: boolean;
		source?: string;
	};
	window?: { start: string; end: string };
	reporter_order?: string[];
	reporter_order_reason?: string;
	actuals?: FileActual[];
	/** figures that say something about the pledge but are not what it is measured by */
	related?: FileActual[];
	milestones?: {
		title: string;
		party?: string;
		due_on?: string;
		due_source?: string;
		done_on: string | null;
		source?: string;
		note?: string;
	}[];
	events?: {
		title: string;
		party: string;
		place?: string;
		held_from: string | null;
		held_to?: string | null;
		source?: string;
		note?: string;
	}[];
	check_ins?: { source: string; text: string; outcome: CheckOutcome; evidence_on: string }[];
	restatements?: { source: string; said_on: string | null; text: string; note?: string }[];
}

export interface FileActual {
	period_start: string;
	period_end: string;
	value: string;
	unit: string;
	reporter: string;
	source: string;
	state: ObservationState;
	qualifier: Qualifier;
	partial?: boolean;
	derived?: string;
	note?: string;
}
