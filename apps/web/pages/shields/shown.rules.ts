import type { ShieldRead } from '@contactpoint/contracts'
import type { Action } from './actions.rules.ts'
import { lateFirst } from './list.rules.ts'
import { stageWords } from './stage-words.rules.ts'
import { timelineOf } from './timeline.rules.ts'

interface Seen {
  shield: ShieldRead | null
  actions: readonly (Action & { name: string })[]
}

/** What is usually done next; everything else is below it. */
const NEXT = ['place', 'confirm', 'agree', 'review', 'keep', 'lift', 'accept', 'refuse']

/** Steps that have a code which somebody proposed before. */
const DECIDING_REFUSAL = ['agree-refusal', 'refuse']

/** What the page of a shield shows. */
export function shownOf(childId: string, { shield, actions }: Seen, personId: string, now: number): object {
  const isNext = ({ name }: { name: string }): boolean => NEXT.some((word) => name.startsWith(word))
  const shown = { childId, main: actions.filter(isNext), more: actions.filter((one) => !isNext(one)) }
  if (!shield) return { ...shown, shield: null }
  const { is, next } = stageWords(shield)
  return {
    ...{ ...shown, is, next, timeline: timelineOf(shield.steps, personId) },
    shield: lateFirst([shield], now)[0],
  }
}

/**
 * What the page of one step shows. A code that somebody proposed is the one to agree to, unless another is chosen. @param typed what stood in the
 * form before
 */
export function checkOf(
  childId: string,
  action: Action & { name: string },
  shield: ShieldRead | null,
  typed: Record<string, string> = {},
): object {
  const { name, title, button, follows, isGrave, codes, codesLegend, field } = action
  const back = `/shields/${encodeURIComponent(childId)}`
  const proposed = shield?.steps.findLast(({ kind }) => kind === 'propose-refusal')?.code
  return {
    ...{ title, button, follows, isGrave, codes, codesLegend, field, back, about: aboutOf(childId, shield) },
    ...{ action: `${back}/${name}`, errors: [], hidden: hiddenOf(name, shield?.proposal) },
    values: { ...(DECIDING_REFUSAL.includes(name) && { code: proposed }), ...typed },
  }
}

/** What the step is about, as it is shown: where something else is proposed by then, it is not taken. */
function hiddenOf(name: string, proposal: ShieldRead['proposal'] | undefined): Record<string, string> {
  if (name === 'refuse-proposal') return { kind: proposal?.kind ?? 'handover' }
  const isAgreed = name === 'agree-merge' || name === 'agree-split'
  return isAgreed && proposal?.otherChildId ? { otherChildId: proposal.otherChildId } : {}
}

/** Of which child, and with what: an id, never a name. */
function aboutOf(childId: string, shield: ShieldRead | null): string {
  const { otherChildId, authority } = shield?.proposal ?? {}
  if (otherChildId) return `Child ${childId}, and the record ${otherChildId}`
  return authority ? `Child ${childId}, offered to authority ${authority}` : `Child ${childId}`
}
