/** The styles that cells of a workbook have, by their place in `STYLES_XML`. */
export const STYLE = {
	plain: 0,
	/** the name of a column */
	header: 1,
	/** a whole number: all its digits, never an exponent */
	whole: 2,
	day: 3,
	moment: 4,
	/** text that stays text when somebody edits the cell */
	quoted: 5,
	title: 6,
	link: 7,
	/** text over several lines */
	wrapped: 8
} as const;

const xf = (format: number, font: number, rest = '', inner = '<alignment vertical="top"/>') =>
	`<xf numFmtId="${format}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1"${rest}>${inner}</xf>`;

const font = (size: number, rest = '') => `<font>${rest}<sz val="${size}"/><name val="Calibri"/></font>`;

export const STYLES_XML = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss.000"/></numFmts><fonts count="4">${font(11)}${font(11, '<b/>')}${font(14, '<b/>')}<font><u/><sz val="11"/><color rgb="FF0B5CAD"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="9">${[
	xf(0, 0),
	xf(0, 1),
	xf(1, 0),
	xf(164, 0),
	xf(165, 0),
	xf(0, 0, ' quotePrefix="1"'),
	xf(0, 2),
	xf(0, 3),
	xf(0, 0, '', '<alignment vertical="top" wrapText="1"/>')
].join(
	''
)}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
