/** What is late first, and else the order in which it came. */
export function lateOnTop<Item extends { isLate: boolean }>(items: readonly Item[]): Item[] {
  return items.toSorted((one, other) => Number(other.isLate) - Number(one.isLate))
}
