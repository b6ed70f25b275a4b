/** The units that figures are in: families within which a figure converts. */
import type { Decimal } from './quantity.ts';

/** A unit of the catalogue. `factor` is what one of it is in the base unit of its family. */
export interface Unit {
	code: string;
	name: string;
	family: string;
	factor: Decimal;
	/** what a person must know before mixing figures in it */
	note: string | null;
}

/** A volume of gas at 0 °C is this much larger at 15 °C (ideal gas, 288.15 K ÷ 273.15 K), to 20 places. */
export const GAS_0C_TO_15C: Decimal = '1.05491488193300384404';

const GAS_NOTE =
	'A gas volume depends on its reference temperature: 1.5 bcm at 0 °C is 1.582 bcm at 15 °C. State it where known.';

const CATALOGUE: Unit[] = [
	['bcm', 'billion cubic metres', 'gas', '1000', GAS_NOTE],
	['mcm', 'million cubic metres', 'gas', '1', GAS_NOTE],
	['bcm (15 °C)', 'billion cubic metres at 15 °C', 'gas at 15 °C', '1000', GAS_NOTE],
	['mcm (15 °C)', 'million cubic metres at 15 °C', 'gas at 15 °C', '1', GAS_NOTE],
	['bcm (0 °C)', 'billion cubic metres at 0 °C', 'gas at 15 °C', '1054.91488193300384404', GAS_NOTE],
	['mcm (0 °C)', 'million cubic metres at 0 °C', 'gas at 15 °C', GAS_0C_TO_15C, GAS_NOTE],
	['t', 'tonnes', 'mass', '1', null],
	['kt', 'thousand tonnes', 'mass', '1000', null],
	['Mt', 'million tonnes', 'mass', '1000000', null],
	['m', 'metres', 'length', '1', null],
	['km', 'kilometres', 'length', '1000', null],
	['ha', 'hectares', 'area', '1', null],
	['km²', 'square kilometres', 'area', '100', null],
	['kWh', 'kilowatt-hours', 'energy', '1', null],
	['MWh', 'megawatt-hours', 'energy', '1000', null],
	['GWh', 'gigawatt-hours', 'energy', '1000000', null],
	['TWh', 'terawatt-hours', 'energy', '1000000000', null],
	['MW', 'megawatts', 'power', '1', null],
	['GW', 'gigawatts', 'power', '1000', null],
	['TEU', 'twenty-foot containers', 'containers', '1', null],
	['items', 'items', 'items', '1', null],
	['people', 'people', 'people', '1', null],
	['%', 'per cent', 'per cent', '1', 'A change of a share is given in percentage points.']
].map(([code, name, family, factor, note]) => ({ code, name, family, factor, note }) as Unit);

const MONEY_SCALES: Record<string, Decimal> = {
	thousand: '1000',
	million: '1000000',
	billion: '1000000000',
	trillion: '1000000000000'
};

/**
 * The unit behind a code. Money is "USD", "million EUR" and so on, one family per currency. An unknown code is a
 * free unit: a family of its own, which converts only to itself.
 */
export function unitOf(code: string): Unit {
	const known = CATALOGUE.find((unit) => unit.code === code);
	if (known) return known;
	const money = /^(?:(thousand|million|billion|trillion) )?([A-Z]{3})$/.exec(code);
	if (money?.[2] && money[2] !== 'TEU') {
		const factor = money[1] ? (MONEY_SCALES[money[1]] ?? '1') : '1';
		return { code, name: code, family: `money in ${money[2]}`, factor, note: null };
	}
	return { code, name: code, family: `“${code}”`, factor: '1', note: null };
}

/** Every unit in which a figure for an indicator in `canonical` may be entered, the canonical one first. */
export function unitsFor(canonical: string): Unit[] {
	const own = unitOf(canonical);
	const currency = /^money in ([A-Z]{3})$/.exec(own.family)?.[1];
	const family = currency
		? [currency, ...Object.keys(MONEY_SCALES).map((scale) => `${scale} ${currency}`)].map(unitOf)
		: CATALOGUE.filter((unit) => unit.family === own.family);
	return [own, ...family.filter((unit) => unit.code !== canonical)];
}

/** Codes to offer when an indicator is defined; any other text is a free unit. */
export const COMMON_UNITS: readonly string[] = ['USD', 'EUR', ...CATALOGUE.map((unit) => unit.code)];
