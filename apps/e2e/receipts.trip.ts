import { api } from '@contactpoint/contracts'
import type { ApiAnswer } from '@contactpoint/testing'
import type { Receipt } from '@contactpoint/contracts'
import type { Outset } from './outset.trip.ts'

export interface Entry {
  log: string
  index: number
  leafHash: string
  action: string
  outcome: string
}

/** Everything in the audit log, in order: as it is in the database, not as the service tells it. */
export function entriesIn({ databases }: Outset): Promise<Entry[]> {
  return databases.db('audit').collection<Entry>('entries').find().sort({ index: 1 }).toArray()
}

/** Indexes of the entries in which this child's record was shown to somebody, as an auditor learns them. */
export async function shownIn({ auditor }: Outset, childId: string): Promise<Set<number>> {
  const indexes = new Set<number>()
  let before: number | null = null
  do {
    const page: EnquiryPage = await auditor.post(api.audit.enquire.path, {
      childId,
      limit: 200,
      ...(before !== null && { before }),
    })
    for (const { index, action, outcome } of page.body.entries)
      if (action === 'disclosure' && outcome === 'shown') indexes.add(index)
    before = page.body.next
  } while (before !== null)
  return indexes
}

type EnquiryPage = ApiAnswer<{ entries: Entry[]; next: number | null }>

export interface Shown {
  childId: string
  receipt: Receipt
}
