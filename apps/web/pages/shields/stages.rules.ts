import type { ShieldRead, ShieldStepKind } from '@contactpoint/contracts'

/** What a shield waits for: its state, and how far the way out of it has come, which only its steps say. */
export type Stage =
  | 'interim'
  | 'placed'
  | 'confirmed'
  | 'lift-wanted'
  | 'lift-proposed'
  | 'lift-agreed'
  | 'refusal-proposed'
  | 'refusal-agreed'

/** Of the last of these steps it depends. */
const LEADS_TO: Partial<Record<ShieldStepKind, Stage | null>> = {
  ...{ 'interim-shield': null, 'asked-again': null, place: null, confirm: null, keep: null, 'review-keep': null },
  ...{ 'review-lift': 'lift-wanted', 'propose-lift': 'lift-proposed', 'agree-lift': 'lift-agreed' },
  ...{ 'propose-refusal': 'refusal-proposed', 'agree-refusal': 'refusal-agreed' },
}

const PARTS: Partial<Record<Stage, readonly string[]>> = {
  'lift-wanted': ['confirmed'],
  'lift-agreed': ['lift-proposed'],
  'refusal-proposed': ['interim', 'placed'],
  'refusal-agreed': ['interim', 'placed'],
}

/** The stage that state and steps together say; where they do not fit, the state is right. */
export function stageOf({ state, steps }: Pick<ShieldRead, 'state' | 'steps'>): Stage {
  const last = steps.findLast(({ kind }) => kind in LEADS_TO)
  const stage = last && LEADS_TO[last.kind]
  return stage && PARTS[stage]?.includes(state ?? '') ? stage : (state ?? 'interim')
}

/** What each stage means and who is next, as it is said at the top of the page. */
export const STAGE_WORDS: Record<Stage, { is: string; next: string }> = {
  interim: {
    is: 'Asked for, and in force. No officer has placed it yet.',
    next: 'An officer places it or proposes to refuse it.',
  },
  placed: { is: 'Placed by one officer.', next: 'Another officer confirms it.' },
  confirmed: { is: 'Confirmed by two officers.', next: 'The management team reviews it.' },
  'lift-wanted': {
    is: 'Confirmed. A review found that it is to be lifted.',
    next: 'An officer proposes that it is lifted.',
  },
  'lift-proposed': {
    is: 'An officer proposed to lift it. It is in force.',
    next: 'Another officer agrees, or the management team keeps it.',
  },
  'lift-agreed': {
    is: 'Two officers want it lifted. It is in force.',
    next: 'The management team decides: somebody who is neither of the two.',
  },
  'refusal-proposed': {
    is: 'An officer proposed to refuse it. It is in force.',
    next: 'Another officer agrees, or places it.',
  },
  'refusal-agreed': {
    is: 'Two officers want it refused. It is in force.',
    next: 'The management team decides: somebody who is neither of the two.',
  },
}
