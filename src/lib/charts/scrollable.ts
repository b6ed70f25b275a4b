/** Lets the keyboard reach a frame while its content is wider than it, so that it can be scrolled; no longer than that. */
export function scrollable(frame: HTMLElement): () => void {
	const measure = () => {
		if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
		else frame.removeAttribute('tabindex');
	};
	const observer = new ResizeObserver(measure);
	observer.observe(frame);
	for (const child of frame.children) observer.observe(child);
	measure();
	return () => observer.disconnect();
}
