const number = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 3 });

/** A number of bytes for people: "812 bytes", "34.1 KB", "9.54 MB"; a KB has 1024 bytes, as systems show it. */
export function formatSize(bytes: number): string {
	if (bytes < 1024) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
	const [unit, size] = bytes < 1024 ** 2 ? ['KB', bytes / 1024] : ['MB', bytes / 1024 ** 2];
	return `${number.format(size)} ${unit}`;
}
