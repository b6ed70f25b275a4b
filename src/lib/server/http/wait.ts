/** A wait for people: seconds below a minute, whole minutes above. */
export function inMinutes(seconds: number): string {
	if (seconds < 60) return seconds === 1 ? 'one second' : `${seconds} seconds`;
	const minutes = Math.ceil(seconds / 60);
	return minutes === 1 ? 'one minute' : `${minutes} minutes`;
}
