import type { BatchState } from '@contactpoint/contracts'

/** How far a file is, as somebody reads it. */
export const FILE_STATES: Readonly<Record<BatchState, string>> = {
  receiving: 'Coming in',
  waiting: 'Whole, not read yet',
  reading: 'Being read',
  delivering: 'Being taken in',
  staged: 'Read, waits to be applied',
  'set-aside': 'Changes too much, waits for a data steward',
  applied: 'Taken in',
  'rolling-back': 'Being taken back',
  'rolled-back': 'Taken back',
  refused: 'Refused as a whole',
}
