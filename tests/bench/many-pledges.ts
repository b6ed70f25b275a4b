/** Five hundred pledges as a table that can be imported, to see and measure what a full product is like. */
import { stringify } from 'csv-stringify/sync';

const THEMES = ['trade', 'energy', 'transport', 'culture', 'water', 'education', 'health', 'security'];
const PARTIES = [
	'Kazakhstan',
	'Turkmenistan',
	'Узбекистан',
	'Kyrgyz Republic',
	'Organization of Turkic States'
];
/** Longer than any line, with a word that nothing can break, in two scripts. */
export const LONG =
	'Стороны договорились последовательно увеличивать взаимные поставки, включая транзитно-логистическую инфраструктуру, and to keep each other informed of Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft, its successors and everybody whom it concerns in any way';

/** Every kind that needs no steps, many parties, long words. */
export function manyPledges(): string {
	const rows = Array.from({ length: 500 }, (_, at) => ({
		code: at === 0 ? 'LONG-1' : `MANY-${at}`,
		title: at === 0 ? LONG.slice(0, 190) : `Pledge number ${at} about ${THEMES[at % 8]}`,
		kind: at % 3 === 0 ? 'continuing' : 'level',
		strength: ['agreed', 'declared ready', 'proposed'][at % 3],
		theme: THEMES[at % 8],
		parties: `${PARTIES[at % 5]} (joint); ${PARTIES[(at + 1) % 5]} (joint)`,
		...(at % 3 === 0 ? {} : { unit: 'USD', aggregation: 'annual_flow', direction: 'increase' }),
		...(at % 3 === 0 ? {} : { target_value: String(1_000_000 * (at + 1)), target_qualifier: 'at_least' }),
		...(at % 3 === 0 ? {} : { deadline: `${2025 + (at % 6)}-12-31` }),
		check_interval_days: String(90 + (at % 4) * 90),
		quote: at === 0 ? LONG.repeat(3) : 'as was said',
		reading: at === 0 ? LONG.repeat(2) : 'What is counted, and by whom.',
		source_title: at === 0 ? LONG.slice(0, 199) : `Communiqué ${at % 40}`,
		source_publisher: 'Press service',
		source_url: `https://example.org/${at % 40}`,
		source_date: `202${at % 5}-0${1 + (at % 9)}-15`
	}));
	const columns = [...new Set(rows.flatMap(Object.keys))];
	return stringify(rows, { header: true, columns });
}
