import { MOST_FILE, type SentFile } from '#lib/domain/document.ts';

/**
 * The file of a form's field; null where none was chosen, for which browsers send an empty one without a name. One that
 * is too large is not read: its size tells enough.
 */
export async function sentFile(form: FormData, field: string): Promise<SentFile | 'too large' | null> {
	const sent = form.get(field);
	if (!(sent instanceof File) || (sent.size === 0 && sent.name === '')) return null;
	if (sent.size > MOST_FILE) return 'too large';
	return { name: sent.name, content: await sent.bytes() };
}
