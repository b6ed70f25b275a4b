/** The English name of a language by its BCP 47 code; the text itself where it is no such code. */
export function languageName(code: string): string {
	try {
		return new Intl.DisplayNames('en-GB', { type: 'language' }).of(code) ?? code;
	} catch {
		return code;
	}
}
