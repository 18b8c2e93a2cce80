/**
 * The same work, done once for each text while it is remembered: names come again and again. All is forgotten when there are so many.
 *
 * @param most texts that are remembered
 */
export function remembering<Value>(most: number, work: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, { value: Value }>()
  return (text) => {
    const before = known.get(text)
    if (before) return before.value
    if (known.size >= most) known.clear()
    const value = work(text)
    known.set(text, { value })
    return value
  }
}
