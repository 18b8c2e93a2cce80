import { Fault } from '@contactpoint/contracts'

/** What was asked for, or null where the answer is that there is no such thing; any other fault stays one. */
export async function ifFound<Answer>(asked: Promise<Answer>): Promise<Answer | null> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof Fault && error.code === 'not-found') return null
    throw error
  }
}
