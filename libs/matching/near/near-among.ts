import { osaWithin } from '../fields/bounded-osa.ts'
import type { NameRule, Prepared } from './name-kinds.ts'
import { mayBeSlips, mayLookAlike, MOST_SLIPS, outlineOf, type Outline } from './name-outline.ts'

/** How near one name is to another. */
export interface NameNearness {
  /** Index into the levels of the comparator. */
  readonly level: number
  /** Slips of the pen between them; more than {@link MOST_SLIPS} where there are more. */
  readonly slips: number
}

/** In fewer letters two slips leave nothing. */
const SHORTEST_WITH_SLIPS = 3

/** Null where two names have nothing in common. */
export function nameNearness<Value extends Prepared>(
  { comparator }: NameRule<Value>,
  a: Value,
  b: Value,
): NameNearness | null {
  const level = comparator.compare(a, b)
  const isLong = Math.max(a.whole.length, b.whole.length) >= SHORTEST_WITH_SLIPS
  const slips = isLong && mayBeSlips(a.whole, b.whole) ? osaWithin(a.whole, b.whole, MOST_SLIPS) : MOST_SLIPS + 1
  return level < comparator.levels.length - 1 || slips <= MOST_SLIPS ? { level, slips } : null
}

/** Names among which those near to another are found, without comparing each: by keys, or by what they look like. Numbered as they come. */
export class NearAmong<Value extends Prepared> {
  private readonly rule: NameRule<Value>
  private readonly names: Value[] = []
  private readonly outlines: Outline[] = []
  private readonly byKey = new Map<string, number[]>()

  constructor(rule: NameRule<Value>) {
    this.rule = rule
  }

  get size(): number {
    return this.names.length
  }

  add(name: Value): void {
    const number = this.names.push(name) - 1
    this.outlines.push(outlineOf(name.whole))
    for (const key of new Set(this.rule.keys(name))) {
      const there = this.byKey.get(key)
      if (there) there.push(number)
      else this.byKey.set(key, [number])
    }
  }

  /** @param from the first to look at, by number */
  near(name: Value, from = 0): { number: number; nearness: NameNearness }[] {
    return [...this.candidates(name, from)].flatMap((number) => {
      const nearness = nameNearness(this.rule, this.names[number]!, name)
      return nearness ? [{ number, nearness }] : []
    })
  }

  private candidates(name: Value, from: number): Set<number> {
    const found = new Set<number>()
    const outline = outlineOf(name.whole)
    for (let number = from; number < this.outlines.length; number++)
      if (mayLookAlike(this.outlines[number]!, outline)) found.add(number)
    for (const key of new Set(this.rule.lookedFor(name)))
      for (const number of this.byKey.get(key) ?? []) if (number >= from) found.add(number)
    return found
  }
}
