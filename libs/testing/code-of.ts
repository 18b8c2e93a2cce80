import type { Fault } from '@contactpoint/contracts'

/** The code of the fault that something ends with; `done` when it does not. */
export function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'done',
    (fault: Fault) => fault.code,
  )
}
