// Loaded by the grid before its page is a spreadsheet: a block that is pasted that early would arrive as one cell's
// text, without its rows. It is kept here until the grid takes it.
(() => {
	const kept = [];
	const keep = (event) => {
		const { name = '' } = event.target;
		const text = event.clipboardData?.getData('text/plain') ?? '';
		const isBlock = name.endsWith('.note') ? text.includes('\t') : /[\t\r\n]/.test(text.trimEnd());
		if (!/^rows\.\d+\.\w+$/.test(name) || !isBlock) return;
		kept.push({ name, text });
		event.preventDefault();
	};
	globalThis.addEventListener('paste', keep, true);
	globalThis.earlyPastes = () => {
		globalThis.removeEventListener('paste', keep, true);
		return kept.splice(0);
	};
})();
