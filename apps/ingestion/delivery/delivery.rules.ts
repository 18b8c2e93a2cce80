import { Fault, type AppliedFate, type AppliedRow } from '@contactpoint/contracts'

/** Rows of one question that are set aside before it is taken for a fault of the directory, and not of the rows. */
const MOST_SET_ASIDE = 10

/** A row that the directory cannot take, whatever it is: it waits for a person, and the others go on. */
export const CANNOT_BE_APPLIED = 'cannot-be-applied'

/**
 * Applies rows together; when that fails in a way that would not pass, halves of them, until what cannot be applied stands alone. Rows
 * that are too large together come apart the same way.
 *
 * @param ask applies rows; applying them again gives the same fates
 * @returns fates in the order of the rows
 * @throws what `ask` threw when it may pass by itself, or when it concerns more than a few rows
 */
export async function applyApart(
  rows: readonly AppliedRow[],
  ask: (rows: AppliedRow[]) => Promise<AppliedFate[]>,
): Promise<AppliedFate[]> {
  const setAside: unknown[] = []
  const apply = async (some: readonly AppliedRow[]): Promise<AppliedFate[]> => {
    try {
      return await ask([...some])
    } catch (error) {
      if (isUnavailable(error)) throw error
      if (some.length > 1)
        return [...(await apply(some.slice(0, some.length >> 1))), ...(await apply(some.slice(some.length >> 1)))]
      if (setAside.push(error) > MOST_SET_ASIDE) throw error
      return [{ recordId: some[0]!.record.recordId, fate: 'parked', code: CANNOT_BE_APPLIED }]
    }
  }
  return apply(rows)
}

function isUnavailable(error: unknown): boolean {
  return error instanceof Fault && error.code === 'unavailable'
}
