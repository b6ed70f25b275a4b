/** The parameters that ask for a past state, in any address. */
export const MOMENT_KEYS = ['asOf', 'basis', 'at'] as const;

/** What of an address asks for a past state, and the rest of its query; each starts with "?" unless empty. */
export function splitMoment(params: URLSearchParams): { moment: string; rest: string } {
	const asks = (name: string) => MOMENT_KEYS.some((key) => key === name);
	const of = (kept: boolean) => {
		const search = new URLSearchParams([...params].filter(([name]) => asks(name) === kept)).toString();
		return search && `?${search}`;
	};
	return { moment: of(true), rest: of(false) };
}
