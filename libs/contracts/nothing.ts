/** A question or an answer without content. */
export class Nothing {}
