import { QUESTION_KINDS, type QuestionKind } from '@contactpoint/contracts'
import { decideLink, nameKey, type LinkCandidate, type LinkDecision, type MatchRecord } from '@contactpoint/matching'
import { hash } from 'node:crypto'
import type { Child } from '../children/children.schema.ts'
import { evidenceOf, type PresentRow } from './linking.rules.ts'
import type { SourceRecord } from './linking.schema.ts'

/** Whom a row is about, by the declared rule; by what somebody has said of its record, where it still speaks of the same person. */
export function decisionOf(row: PresentRow, link: SourceRecord | null, candidates: readonly Child[]): LinkDecision {
  const linked = link?.childId ? candidates[0] : undefined
  const evidence = evidenceOf(row)
  if (linked && link?.decided === identityOf(evidence))
    return { decision: 'same', childId: linked.childId, reason: 'same-source-record' }
  const decision = decideLink(
    evidence,
    candidates.map((child) => toCandidate(child, child.childId === link?.childId)),
  )
  const isAnother = decision.decision !== 'unsure' && linked && hasBecomeAnother(row, link)
  return isAnother ? { decision: 'unsure', reason: 'somebody-else' } : decision
}

/** Who a row says that somebody is: first given name and family name, birth date and numbers, hashed. */
export function identityOf({ name, dateOfBirth, identifiers }: MatchRecord): string {
  const numbers = identifiers.map(({ scheme, value }) => `${scheme}:${value}`).sort()
  return hash('sha256', JSON.stringify([nameKey(name), dateOfBirth, numbers]), 'hex')
}

/** Whether a person is asked of a row that was not taken in for this reason. */
export function isQuestion(code: string): code is QuestionKind {
  return (QUESTION_KINDS as readonly string[]).includes(code)
}

/**
 * True when a row agrees in neither name nor birth date with what its record first said: whoever it was linked as is not whom it speaks of, though
 * it came there in steps.
 */
export function hasBecomeAnother({ record }: PresentRow, link: SourceRecord | null): boolean {
  const first = link?.told.find(({ said }) => said.name && said.dateOfBirth)?.said
  if (!first) return false
  return nameKey(first.name!) !== nameKey(record.name) && first.dateOfBirth !== record.dateOfBirth
}

function toCandidate(child: Child, isLinked: boolean): LinkCandidate {
  const { childId, dateOfBirth, identifiers, address, name } = child
  return { childId, nameKey: nameKey(name), dateOfBirth, postcode: address?.postcode ?? null, identifiers, isLinked }
}
