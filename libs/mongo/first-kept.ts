const AT_A_TIME = 200
/** Of more than these the others are looked at when some of the first are gone. */
const MOST_LOOKED_AT = 2_000

/**
 * The first of those that somebody may be shown: whoever may not be takes no place of others.
 *
 * @param most so many are given at most
 * @param find the next ones, in order @param after so many of them
 * @param keep those of them that may be shown
 */
export async function firstKept<Found, Kept extends Found>(
  most: number,
  find: (most: number, after: number) => Promise<readonly Found[]>,
  keep: (found: readonly Found[]) => Promise<readonly Kept[]>,
): Promise<Kept[]> {
  const kept: Kept[] = []
  for (let after = 0; kept.length < most && after < MOST_LOOKED_AT; after += AT_A_TIME) {
    const found = await find(AT_A_TIME, after)
    kept.push(...(await keep(found)))
    if (found.length < AT_A_TIME) break
  }
  return kept.slice(0, most)
}
