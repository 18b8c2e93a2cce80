import type { GivenName } from '../fields/given-name.ts'
import { remembering } from '../fields/remembering.ts'
import { GIVEN } from './name-kinds.ts'
import { NearAmong } from './near-among.ts'
import type { NearName } from './near-names.ts'

/** Who asks again, as most rows do, is answered from memory. */
const MOST_REMEMBERED = 100_000

interface Remembered {
  /** Of the restricted names, those up to here were looked at. */
  seen: number
  readonly near: string[]
}

/** The first given names of restricted children, and which of them are near to another. A few thousand, each of many children. */
export class RestrictedNames {
  private readonly names = new NearAmong(GIVEN)
  /** By number. */
  private readonly written: NearName<GivenName>[] = []
  private readonly known = new Set<string>()
  private readonly recall = remembering(MOST_REMEMBERED, (): Remembered => ({ seen: 0, near: [] }))

  add(name: NearName<GivenName>): void {
    if (!name.prepared || this.known.has(name.text)) return
    this.known.add(name.text)
    this.written.push(name)
    this.names.add(name.prepared)
  }

  /** As they are written, without those that are equal when folded; names that nobody has any more are among them. */
  near({ text, folded, prepared }: NearName<GivenName>): readonly string[] {
    if (!prepared) return []
    const known = this.recall(text)
    if (known.seen < this.names.size) {
      const near = this.names.near(prepared, known.seen).map(({ number }) => this.written[number]!)
      for (const name of near) if (name.folded !== folded) known.near.push(name.text)
      known.seen = this.names.size
    }
    return known.near
  }
}
