import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { monthPeriod, yearPeriod } from '#lib/domain/calendar.ts';
import type { Kind } from '#lib/domain/commitment.ts';
import type { Db } from '#lib/server/db/connection.ts';
import { loadSample } from '#lib/server/portfolio/load-sample.ts';
import { NOT_CARRIED, whyNotCarried } from '#lib/tabular/round-trip.ts';
import { createDatabase, ENGINES } from '../helpers/database.ts';
import {
	A_BASELINE,
	A_SOURCE,
	A_TARGET,
	A_WINDOW,
	anAccount,
	anAct,
	anActual,
	anIndicator,
	AN_INDICATOR,
	aPledge,
	UNMEASURED
} from '../helpers/factories.ts';
import { bringIn, check, exported } from '../helpers/imports.ts';

type Row = Record<string, string>;
const rowsOf = (text: string): Row[] => parse(text, { columns: true });

/** Everything that the forms can say of a pledge and of a figure, in texts that a file could spoil. */
async function everySort(db: Db): Promise<void> {
	const hostile = '=cmd|"\' /C calc"!A0; "quoted"\\; end\nsecond line';
	await aPledge(db, {
		...{
			code: 'RT-1',
			title: hostile.split('\n')[0],
			quote: hostile,
			reading: `-${hostile}`,
			locator: '@p. 3'
		},
		...{ path: 'linear', mode: 'keep', checkDays: 90, theme: 'Güter; "x"' },
		parties: [
			{ name: 'A; B (joint)', role: 'pledger' },
			{ name: 'Backslash \\ & Co', role: 'responsible body' }
		],
		indicator: { ...AN_INDICATOR, title: '+freight', basis: 'gross', limit: '5000' },
		baseline: {
			...A_BASELINE,
			...{ value: '0.1', unit: 'Mt', period: { start: '2020-01-01', end: '2020-09-30' }, precision: 'day' },
			...{ qualifier: 'more_than', proxy: true, reporter: 'Office; of statistics' }
		},
		target: {
			...A_TARGET,
			...{ value: '0.2', unit: 'Mt', tolerance: 0.035, graceDays: 30, standing: 'interpretation' },
			...{ due: '2030-09-30', duePrecision: 'quarter', start: '2023-01-01' },
			plan: [{ on: '2025-12-31', value: '0.15' }],
			source: { ...A_SOURCE, title: 'Protocol', url: null, publishedOn: null, language: 'ru' }
		},
		reporterOrder: { ranked: ['Office; of statistics', 'Customs'], reason: 'first hand' }
	});
	await aPledge(db, {
		...{ code: 'RT-2', kind: 'band', baseline: null, title: 'Keep it between' },
		target: {
			...A_TARGET,
			value: null,
			low: '-5',
			high: '5',
			unit: 'degrees',
			qualifier: 'exactly',
			due: '2027-05-31',
			duePrecision: 'month'
		},
		indicator: { ...AN_INDICATOR, unit: 'degrees', direction: 'decrease' }
	});
	const assumed = {
		...A_TARGET,
		unit: 'USD',
		assumedDue: true,
		due: '2020-06-15',
		duePrecision: 'day' as const
	};
	await aPledge(db, {
		...{ code: 'RT-3', kind: 'cumulative', strength: 'noted as potential', baseline: null },
		indicator: { ...AN_INDICATOR, unit: 'USD', aggregation: 'cumulative' },
		target: assumed
	});
	await aPledge(db, { ...UNMEASURED, code: 'RT-4', kind: 'qualitative', guideline: 'Read it:\n+1 done.' });
	await aPledge(db, { ...UNMEASURED, code: 'RT-5', kind: 'continuing', activityDays: 200 });
	await aPledge(db, {
		...UNMEASURED,
		code: 'RT-6',
		kind: 'events_in_window',
		target: { ...A_WINDOW, value: '2' }
	});
	await aPledge(db, {
		...UNMEASURED,
		code: 'RT-7',
		kind: 'milestones',
		target: { ...A_WINDOW, start: null, due: '2028-12-31', duePrecision: 'year' }
	});
	await aPledge(db, { code: 'RT-8', baseline: null, target: null });
	await anActual(db, 'RT-1', {
		...{
			value: '0.123456789012345678',
			unit: 'Mt',
			qualifier: 'about',
			reporter: 'CUSTOMS',
			state: 'provisional'
		},
		...{
			derived: '=half of the year',
			note: '"a"; b\n- c',
			quote: 'their words',
			locator: 'table 2',
			source: A_SOURCE
		}
	});
	await anActual(db, 'RT-1', { value: '110', reporter: 'Office; of statistics', source: null });
	await anActual(db, 'RT-2', {
		value: '-7.50',
		unit: 'degrees',
		period: monthPeriod(2025, 2),
		state: 'revised'
	});
	await anActual(db, 'RT-3', { value: '1', unit: 'million USD', period: yearPeriod(2019) });
	const side = await anIndicator(db, 'RT-7', {
		...AN_INDICATOR,
		title: 'Rails laid',
		unit: 'km',
		aggregation: 'cumulative'
	});
	await anActual(db, 'RT-7', {
		indicator: side,
		value: '12',
		unit: 'km',
		source: { ...A_SOURCE, language: 'kk', title: 'Rails' }
	});
}

describe.each(ENGINES)('both tables, imported into an empty database and exported again (%s)', (engine) => {
	it.each([
		['the sample', (db: Db) => loadSample(db, anAct())],
		['every sort of pledge and figure', everySort]
	])(
		'have equal rows: %s',
		async (_, load) => {
			const first = await createDatabase(engine);
			const second = await createDatabase(engine);
			try {
				await load(first.db);
				const tables = ['pledges', 'actuals'] as const;
				const before = {
					pledges: await exported(first.db, 'pledges'),
					actuals: await exported(first.db, 'actuals')
				};
				for (const table of tables) await bringIn(second.db, table, before[table]);
				const kinds = new Map(rowsOf(before.pledges).map((row) => [row.code ?? '', row.kind as Kind]));
				for (const table of tables) {
					const kept = (row: Row) =>
						Object.fromEntries(
							Object.entries(row).filter(
								([column]) => whyNotCarried(table, column, kinds.get(row.code ?? '') ?? null) === null
							)
						);
					const [old, now] = [rowsOf(before[table]), rowsOf(await exported(second.db, table))];
					expect(old.length).toBeGreaterThan(4);
					expect(now.map(kept)).toEqual(old.map(kept));
				}
			} finally {
				await first.drop();
				await second.drop();
			}
		},
		120_000
	);

	it('find everything there when they are imported where they come from', async () => {
		const { db, drop } = await createDatabase(engine);
		try {
			await everySort(db);
			for (const table of ['pledges', 'actuals'] as const) {
				const { counts, rows } = await check(db, table, await exported(db, table));
				expect(counts).toEqual({ added: 0, revised: 0, skipped: rows, wrong: 0 });
			}
		} finally {
			await drop();
		}
	}, 60_000);

	it('name an owner who is found again where an account has that name', async () => {
		const first = await createDatabase(engine);
		const second = await createDatabase(engine);
		try {
			const owner = await anAccount(first.db, { name: 'Әлия Ким' });
			await aPledge(first.db, { code: 'RT-1', owner });
			await aPledge(first.db, { code: 'RT-2', owner: await anAccount(first.db, { name: 'Gone' }) });
			const text = await exported(first.db, 'pledges');
			await anAccount(second.db, { name: 'Әлия Ким' });
			const { notices } = await bringIn(second.db, 'pledges', text);
			expect(rowsOf(await exported(second.db, 'pledges')).map((row) => row.owner)).toEqual(['Әлия Ким', '']);
			expect(notices.join()).toContain('Not exactly one account here is called “Gone” (1 row)');
		} finally {
			await first.drop();
			await second.drop();
		}
	});
});

it('what the tables do not carry is listed with a reason, and is nothing that an import reads', async () => {
	const { PLEDGE_LAYOUT } = await import('#lib/tabular/pledge-layout.ts');
	const { ACTUAL_LAYOUT } = await import('#lib/tabular/actual-layout.ts');
	const read = { pledges: PLEDGE_LAYOUT.read, actuals: ACTUAL_LAYOUT.read };
	for (const table of ['pledges', 'actuals'] as const) {
		const columns = Object.keys(NOT_CARRIED[table]).filter((column) => read[table].has(column));
		expect(columns).toEqual(table === 'pledges' ? ['owner'] : ['review']);
	}
});
