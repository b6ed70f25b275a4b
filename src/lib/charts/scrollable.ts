/** Lets the keyboard reach a frame while its content is wider or higher than it, so that it can be scrolled; no longer than that. */
export function scrollable(frame: HTMLElement): () => void {
	const measure = () => {
		// heights are rounded, so one pixel more is none
		const isHigher = frame.scrollHeight > frame.clientHeight + 1;
		if (isHigher || frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
		else frame.removeAttribute('tabindex');
	};
	const observer = new ResizeObserver(measure);
	observer.observe(frame);
	for (const child of frame.children) observer.observe(child);
	measure();
	return () => observer.disconnect();
}
