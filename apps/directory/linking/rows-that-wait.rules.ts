import { sourceOf, type PresentRow } from './linking.rules.ts'
import type { SourceRecord } from './linking.schema.ts'

/** Whether a row that waits may be judged again now: one that is nobody's, and that nobody looks at. */
export function mayBeJudged({ childId, waiting, question }: SourceRecord, now: Date): boolean {
  const isHeld = question?.heldUntil != null && question.heldUntil > now
  // Which service has ended is not kept: that row waits for its next delivery.
  const isWhole = waiting !== null && !waiting.ended.includes('services')
  return childId === null && isWhole && question?.keys !== undefined && !isHeld
}

/** Whether nothing is asked but what is asked already: the same, of the same row. */
export function isAskedAlike(link: SourceRecord, before: SourceRecord | null): boolean {
  if (!before?.question?.keys || !link.question) return false
  return (['batchId', 'row', 'version', 'parked'] as const).every((thing) => link[thing] === before[thing])
}

/** The row that waits, as it came. @param record as `mayBeJudged` says */
export function rowThatWaits(record: SourceRecord): PresentRow {
  const { _id: linkId, contentHash, waiting } = record
  const { batchId, row, line } = waiting!
  return { source: sourceOf(linkId), batchId, row, line, linkId, contentHash: contentHash!, record: said(record) }
}

function said({ _id, waiting, question }: SourceRecord): PresentRow['record'] {
  const { said: of, ended, version, asOf } = waiting!
  const source = sourceOf(_id)
  const who = {
    ...{ recordId: _id.slice(source.length + 1), version, asOf },
    ...{ name: of.name!, dateOfBirth: of.dateOfBirth!, gender: of.gender! },
    ...{ formerFamilyNames: (of.formerNames ?? []).map(({ family }) => family), ...(ended.length > 0 && { ended }) },
  }
  const [service] = of.services ?? []
  if (service) return { kind: 'involved', ...who, postcode: question!.postcode!, service }
  const { address = null, identifiers = [], carers = [], education = null, gpPracticeCode = null } = of
  const known = { ...who, address, identifiers, carers, education, gpPracticeCode }
  return of.dateOfDeath ? { kind: 'died', ...known, dateOfDeath: of.dateOfDeath } : { kind: 'present', ...known }
}
