import { toDay } from './birthdays.ts'
import type { SyntheticChild } from './child.ts'
import { LAGS, TOLD_BY, type Lag } from './errors-of-registers.ts'
import type { GeneratedSource } from './generated-source.ts'
import { hashText, Random } from './random.ts'

/** Children as a source knows them: of what happened lately it has not been told yet. */
export class Hearsay {
  readonly #source: GeneratedSource
  readonly #teller: string
  readonly #today: number
  readonly #lag: Lag

  /** @param date of the extract, `YYYY-MM-DD` @param lags for a source that is told at once */
  constructor(source: GeneratedSource, seed: number, date: string, lag: Lag = LAGS[source]) {
    this.#source = source
    this.#teller = `lag ${TOLD_BY[source] ?? source} ${seed}`
    this.#today = toDay(date)
    this.#lag = lag
  }

  /** The child itself, when it has been told of everything. */
  known(child: SyntheticChild): SyntheticChild {
    const { moved, renamedOn } = child
    if (!moved && !renamedOn) return child
    const random = new Random(hashText(`${this.#teller} ${child.householdId}`))
    // Told of both on one day, by the same people: the two waits are the same share of the longest.
    const share = random.next()
    return withoutMove(withoutName(child, this.#upTo(this.#lag.names, share)), this.#movesUpTo(child, share))
  }

  #upTo(most: number, share: number): number {
    return this.#today - Math.floor(share * (most + 1))
  }

  #movesUpTo(child: SyntheticChild, share: number): number {
    if (this.#lag.moves === null) return -Infinity
    const isEnrolled = this.#source === 'school-census' && hasEnrolledSince(child)
    return isEnrolled ? Infinity : this.#upTo(this.#lag.moves, share)
  }
}

/** Whoever came to a school after they had moved gave it their address. */
function hasEnrolledSince({ moved, registrations: [first] }: SyntheticChild): boolean {
  return moved !== undefined && moved.school === undefined && (first?.entryDate ?? '') >= moved.on
}

function withoutName(child: SyntheticChild, upTo: number): SyntheticChild {
  const { renamedOn, formerSurname } = child
  if (!renamedOn || !formerSurname || toDay(renamedOn) <= upTo) return child
  return { ...child, familyName: formerSurname, formerSurname: undefined }
}

function withoutMove(child: SyntheticChild, upTo: number): SyntheticChild {
  const { moved, registrations } = child
  if (!moved || toDay(moved.on) <= upTo) return child
  const [first, ...others] = registrations
  const before = first && moved.school ? { ...first, ...moved.school } : first
  return { ...child, address: moved.from, registrations: before ? [before, ...others] : [] }
}
