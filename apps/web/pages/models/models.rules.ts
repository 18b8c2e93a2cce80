import {
  FEWEST_TRIAL_ROWS,
  LINK_DECISIONS,
  TRIAL_DECISIONS,
  type LinkModelVersion,
  type Role,
} from '@contactpoint/contracts'

/** What a model decides about a row. */
const DECISIONS = { same: 'A known child', unsure: 'A steward is asked', new: 'A new child' } as const

/** The same by a model on trial, beside what the model in force decides. */
const ON_TRIAL = { ...DECISIONS, another: 'Another known child' } as const

/** How often one decided this and the other that. `isAgreed`: both decided the same. */
interface Cell {
  rows: number
  isAgreed: boolean
}

/** What came of a trial, as a table: a line for each decision of the model in force, a column for each of this one. */
export interface Agreement {
  columns: string[]
  lines: { label: string; cells: (Cell | null)[] }[]
}

export function agreementOf({ moves }: LinkModelVersion['trial']): Agreement {
  const lines = LINK_DECISIONS.map((inForce) => {
    const cells = TRIAL_DECISIONS.map((onTrial): Cell | null => {
      // Only two who both know whom a row is about can mean different children.
      if (onTrial === 'another' && inForce !== 'same') return null
      const found = moves.find((move) => move.inForce === inForce && move.onTrial === onTrial)
      return { rows: found?.rows ?? 0, isAgreed: inForce === onTrial }
    })
    return { label: DECISIONS[inForce], cells }
  })
  return { columns: TRIAL_DECISIONS.map((one) => ON_TRIAL[one]), lines }
}

/** What a trial has shown so far, in a sentence. */
export function trialSaid({ rows, agreed }: LinkModelVersion['trial'], asNumber: (count: number) => string): string {
  if (rows === 0 || agreed === null) return 'No row has come yet since it was proposed.'
  const needed =
    rows < FEWEST_TRIAL_ROWS
      ? ` ${asNumber(FEWEST_TRIAL_ROWS)} are needed, or as many as there are children if there are fewer.`
      : ''
  return `Tried on ${asNumber(rows)} ${rows === 1 ? 'row' : 'rows'}: both decided the same about ${shareOf(agreed)} of 100.${needed}`
}

/** Rounded down, so that not quite all is never all. */
function shareOf(agreed: number): string {
  return (Math.floor(agreed * 10_000) / 100).toString()
}

/** What somebody in this role may do about a version as it is now; whether they are of the national desk, the gateway knows. */
export function stepFor({ state }: Pick<LinkModelVersion, 'state'>, role: Role): 'activate' | null {
  return role === 'cpmt' && state === 'on-trial' ? 'activate' : null
}
