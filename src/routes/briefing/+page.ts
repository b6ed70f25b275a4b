/** A document: nothing in it needs a script, and none is sent. */
export const csr = false;
