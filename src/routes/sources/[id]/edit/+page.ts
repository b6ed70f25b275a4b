/** Nothing in this page needs a script, and none is sent. */
export const csr = false;
