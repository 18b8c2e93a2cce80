/** A pair of rows as a text, the same whichever of them is named first. */
export function pairKey(a: number, b: number): string {
  return `${Math.min(a, b)} ${Math.max(a, b)}`
}
