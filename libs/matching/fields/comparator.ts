/** A way to sort values so that records which may be of one person fall together; narrow ones first. */
export interface BlockingKey<Value> {
  /** Unique within its field type, for example `exact`, `sound`, `year-month`. */
  readonly name: string
  /** None when the value is too short or too vague for this key: the record then skips it. */
  of(value: Value): readonly string[]
}

/**
 * How values of one field type are normalised and compared.
 *
 * A comparison has a small number of levels, best first; a value that is missing is the engine's business and has no
 * level here. Everything is a function of normalised values only, so the engine compares each pair of distinct values
 * once.
 */
export interface Comparator<Value = unknown> {
  /** Names of the levels, best first: `exact` is the first, `different` the last. Two to eight. */
  readonly levels: readonly string[]
  /** The value in comparable form, or null when the text says nothing: empty, a placeholder, invalid. */
  prepare(text: string): Value | null
  /** Two values with the same canonical text are the same value. */
  canonical(value: Value): string
  /** True when values with different canonical texts may still compare as `exact`, as Anne-Marie and Annemarie. */
  readonly isExactLoosely?: true
  /** The index into `levels`. Symmetric; 0 when the canonical texts are equal. */
  compare(a: Value, b: Value): number
  readonly blockingKeys: readonly BlockingKey<Value>[]
}
