import { foldName, nameWords } from '@contactpoint/text'
import type { Name } from '../children/children.schema.ts'

/**
 * True when the two are one name: the same family name folded, and given names of which one list goes on where the other
 * ends. DEVLIN and Devlin, O'Brien and O’Brien, Anne Marie and Anne-Marie, and a dropped middle name are no change of name.
 */
export function isSameName(a: Name, b: Name): boolean {
  if (foldName(a.family) !== foldName(b.family)) return false
  const [one, other] = [a.given, b.given].map((given) => given.flatMap(nameWords)) as [string[], string[]]
  if (one.join('') === other.join('')) return true
  const [shorter, longer] = one.length <= other.length ? [one, other] : [other, one]
  return shorter.length > 0 && shorter.every((word, place) => word === longer[place])
}

/** Of two writings of one name what is the better of each part; the incoming one where both are as good. */
export function betterName(known: Name, incoming: Name): Name {
  return { given: betterGiven(known.given, incoming.given), family: betterSpelling(known.family, incoming.family) }
}

/** The names of a list, each once, in its best writing, without those that are the name that is `not` meant. */
export function distinctNames(names: readonly Name[], not?: Name): Name[] {
  const distinct: Name[] = []
  for (const name of names) {
    if (not && isSameName(name, not)) continue
    const at = distinct.findIndex((other) => isSameName(other, name))
    if (at < 0) distinct.push(name)
    else distinct[at] = betterName(distinct[at]!, name)
  }
  return distinct
}

/** All given names over some of them; each in its better spelling. */
function betterGiven(known: readonly string[], incoming: readonly string[]): string[] {
  const words = (given: readonly string[]): number => given.flatMap(nameWords).length
  const [fuller, other] = words(known) > words(incoming) ? [known, incoming] : [incoming, known]
  return fuller.map((name, place) => {
    const match = other[place]
    if (match === undefined || foldName(match) !== foldName(name)) return name
    return fuller === incoming ? betterSpelling(match, name) : betterSpelling(name, match)
  })
}

/** Capitals and small letters over one of them alone; then accents over none; then what was said last. */
function betterSpelling(known: string, incoming: string): string {
  const [case1, case2] = [isMixed(known), isMixed(incoming)]
  if (case1 !== case2) return case1 ? known : incoming
  return accents(known) > accents(incoming) ? known : incoming
}

function isMixed(name: string): boolean {
  return name !== name.toUpperCase() && name !== name.toLowerCase()
}

function accents(name: string): number {
  return name.normalize('NFD').match(/\p{M}/gu)?.length ?? 0
}
