/** Whether two records say the same of one thing. `one-sided`: only one of them says anything. */
export type Likeness = 'alike' | 'different' | 'one-sided' | 'unknown'

/** One thing of two records, as it is shown of each; null: nothing is. */
export interface Pair {
  label: string
  left: string | null
  right: string | null
  /** How alike they are, by who sees both: it stands where a side is not shown. */
  told?: 'alike' | 'different' | 'unknown'
}

export interface ComparedPair extends Pair {
  likeness: Likeness
}

/** Each pair with its likeness, in the order given: whoever compares finds the same thing in the same place each time. */
export function compared(pairs: readonly Pair[]): ComparedPair[] {
  return pairs.map((pair) => ({ ...pair, likeness: likenessOf(pair) }))
}

/** How many pairs are told apart. */
export function differencesIn(rows: readonly ComparedPair[]): number {
  return rows.filter(({ likeness }) => likeness === 'different' || likeness === 'one-sided').length
}

function likenessOf({ left, right, told }: Pair): Likeness {
  if (told) return told
  const [one, other] = [folded(left), folded(right)]
  if (one === '' && other === '') return 'unknown'
  if (one === '' || other === '') return 'one-sided'
  return one === other ? 'alike' : 'different'
}

/** Capitals and spaces tell nobody apart. */
function folded(text: string | null): string {
  return (text ?? '').normalize('NFC').toLowerCase().replaceAll(/\s+/g, ' ').trim()
}
