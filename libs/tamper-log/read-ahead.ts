const AHEAD = 2

/**
 * Reads things one after the other, beginning with the next two while the one before is used.
 *
 * @param count how many there are
 * @param read reads the one of that number, from 0; what it throws is thrown when its turn comes
 */
export async function* readAhead<T>(
  count: number,
  read: (number: number) => Promise<T>,
): AsyncGenerator<T, void, undefined> {
  const underWay: Promise<T>[] = []
  for (let next = 0, taken = 0; taken < count; taken++) {
    for (; next < count && next <= taken + AHEAD; next++) {
      const reading = read(next)
      // Whoever stops early never waits for it: its failure must not end the program.
      reading.catch(() => undefined)
      underWay.push(reading)
    }
    yield await underWay.shift()!
  }
}
