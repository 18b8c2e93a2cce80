import type { ShieldRead, ShieldStage } from '@contactpoint/contracts'

const STAGE_WORDS: Record<ShieldStage | 'lift-wanted', { is: string; next: string }> = {
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

/** What a shield is at and who is next, as it is said at the top of its page. */
export function stageWords({ state, current, isLiftWanted }: ShieldRead): { is: string; next: string } {
  const stage = current?.state ?? state ?? 'interim'
  return STAGE_WORDS[stage === 'confirmed' && isLiftWanted ? 'lift-wanted' : stage]
}
