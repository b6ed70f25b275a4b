/** What every field of a form shares. */
export interface FieldProps {
	name: string;
	label: string;
	/** how to fill it in, in one sentence */
	hint?: string;
	/** what is wrong with what was typed, and what to write instead */
	error?: string | null;
	/** id of the control, and the target of a link in the error summary; by default the name */
	id?: string;
	/** adds "optional" to the label */
	optional?: boolean;
	required?: boolean;
	disabled?: boolean;
}

export interface Option {
	value: string;
	label: string;
	hint?: string;
	disabled?: boolean;
	/** options with the same group stand together under its name */
	group?: string;
}

/** What `Field` hands to the control inside it. */
export interface ControlAttributes {
	id: string;
	name: string;
	required: boolean | undefined;
	disabled: boolean | undefined;
	'aria-describedby': string | undefined;
	'aria-invalid': 'true' | undefined;
}

/** A field's name as an id that survives any selector: "target.value" becomes "target-value". */
export function idOf(name: string): string {
	return name.replace(/[^\w-]+/g, '-');
}

/** Ids of the texts that describe a control, for aria-describedby; undefined when there are none. */
export function describedBy(id: string, texts: { hint?: unknown; error?: unknown }): string | undefined {
	const ids = [texts.hint ? `${id}-hint` : '', texts.error ? `${id}-error` : ''].filter(Boolean);
	return ids.length > 0 ? ids.join(' ') : undefined;
}
