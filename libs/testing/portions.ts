/** What there is in portions of so many, the last of what is left. */
export function portionsOf<One>(all: readonly One[], most: number): One[][] {
  return all.flatMap((_one, n) => (n % most === 0 ? [all.slice(n, n + most)] : []))
}
