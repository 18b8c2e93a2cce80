import type { ShieldStep, ShieldStepKind } from '@contactpoint/contracts'

const STEP_WORDS: Record<ShieldStepKind, string> = {
  'interim-shield': 'The shield was asked for, and came into force',
  'asked-again': 'It was asked for again',
  place: 'Placed',
  confirm: 'Confirmed',
  'propose-refusal': 'Refusal proposed',
  'agree-refusal': 'Refusal agreed by another officer',
  refuse: 'Refused by the management team',
  'review-keep': 'Reviewed: it stays',
  'review-lift': 'Reviewed: it is to be lifted',
  'propose-lift': 'Lifting proposed',
  'agree-lift': 'Lifting agreed by another officer',
  keep: 'The management team decided that it stays',
  lift: 'Lifted by the management team',
  escalate: 'The next step was late: it was said again',
  seal: 'Sealed: there seems to be no such child',
  unseal: 'Opened: four things are shown again',
  merge: 'Another record went on as this one',
  split: 'A record was split off',
  move: 'Another authority became responsible',
  'lookalike-hidden': 'A record that looks like this one was hidden',
  override: 'Somebody overrode the shield',
  'override-end': 'They left the record',
}

/** Something that was done, as it stands in the timeline. */
export interface Told {
  what: string
  at: string
  /** Id of who did it; null: nobody did. */
  by: string | null
  isYou: boolean
  code: string | null
  ground: string | null
}

/** What was done about a shield, the latest first: whoever comes to it wants to know how it is now. */
export function timelineOf(steps: readonly ShieldStep[], personId: string): Told[] {
  return steps
    .map(({ kind, by, at, code, ground }) => ({
      ...{ what: STEP_WORDS[kind], at, code, ground },
      by: by === 'time' ? null : by,
      isYou: by === personId,
    }))
    .toReversed()
}
