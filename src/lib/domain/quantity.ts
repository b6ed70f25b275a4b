/** An exact decimal number as text, such as "1000000000" or "-5.25": how a figure is stored and travels. */
export type Decimal = string;
