import { newChildId, type AppendEntry, type Receipt } from '@contactpoint/contracts'
import { randomInt, randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { LedgerCopy } from './ledger-copy.ts'

/** An entry as shielding asks for it, about one child. */
export function anEntry(childId = newChildId(randomInt)): AppendEntry {
  return {
    entryId: randomUUID(),
    caller: { personId: 'p-1', role: 'practitioner', organisation: 'Leeds' },
    action: 'disclosure',
    outcome: 'shown',
    reason: 'assessment',
    children: [{ childId, shown: 'full' }],
    particulars: { caseReference: 'CASE-77' },
  }
}

/** Those who ask copies of the ledger: each asks again for its entry, whichever copy, until there is a receipt. */
export class LedgerAskers {
  readonly receipts = new Map<string, Receipt>()
  /** Entries about a child that was forgotten after they had their receipts. */
  readonly forgotten = new Set<string>()
  private waiting: AppendEntry[] = []
  /** The last with a receipt: about the child whose retention ends next. */
  private last: AppendEntry | null = null
  /** About a child that may have been forgotten already: nobody has said so. */
  private toForget: AppendEntry | null = null

  /**
   * Asks once for so many entries at the same time, those without a receipt first.
   *
   * @returns how many receipts were given
   */
  async ask(copy: LedgerCopy, count: number): Promise<number> {
    while (this.waiting.length < count) this.waiting.push(anEntry())
    const asked = [...this.waiting]
    const answers = await Promise.all(asked.map((entry) => copy.append(entry).catch(() => null)))
    answers.forEach((receipt, n) => receipt && this.keep(asked[n]!, receipt))
    this.waiting = this.waiting.filter(({ entryId }) => !this.receipts.has(entryId))
    return answers.filter((receipt) => receipt !== null).length
  }

  /** Asks once to forget a child; where that is done, the next to ask for an entry asks about that child again. */
  async forget(copy: LedgerCopy): Promise<void> {
    this.toForget ??= this.last
    if (!this.toForget) return
    const { entryId, children } = this.toForget
    const isForgotten = await copy.forget(children[0]!.childId).catch(() => null)
    if (!isForgotten) return
    this.forgotten.add(entryId)
    this.waiting.push(anEntry(children[0]!.childId))
    this.toForget = null
    this.last = null
  }

  private keep(entry: AppendEntry, receipt: Receipt): void {
    const before = this.receipts.get(entry.entryId)
    if (before && !isDeepStrictEqual(before, receipt)) throw new Error(`${entry.entryId} has two receipts`)
    this.receipts.set(entry.entryId, receipt)
    this.last = entry
  }
}
