import { appendEntry, readRecord, restrictChild, listUndecided } from '@contactpoint/contracts'
import type { ChildRecord, Receipt, VisibleChild } from '@contactpoint/contracts'
import type { FakeService } from './fake-service.ts'

/** Of the entry that audit makes of whatever it is told. */
const RECEIPT: Receipt = { log: 'england', index: 7, leafHash: 'ab' }

/** The four things of a child that its shield leaves. */
export function aVisibleChild(childId: string): VisibleChild {
  return { childId, name: { given: ['Grace'], family: 'Mainwood' }, dateOfBirth: '2012-06-27', gender: 'female' }
}

/** Has shielding's neighbours answer as on an ordinary day: the child is there, can be hidden, and everything is recorded. */
export function answerAsUsual(
  { directory, audit }: Record<'directory' | 'audit', FakeService>,
  record: () => ChildRecord,
): void {
  directory.answers(readRecord, async () => record())
  directory.answers(restrictChild, async () => ({ hidden: [], authority: '383' }))
  directory.answers(listUndecided, async () => ({ near: [], rows: [] }))
  audit.answers(appendEntry, async () => RECEIPT)
  for (const fake of [directory, audit]) fake.forget()
}
