import { isNear, nearnessOf, otherItemsOf, restrictedItemsOf } from '@contactpoint/matching'
import type { NearRecord, RestrictedItems } from '@contactpoint/matching'
import { makeUpn } from '../../libs/synthetic/upn.ts'
import type { Random } from '../../libs/synthetic/random.ts'
import { mannWhitney } from '../mann-whitney.ts'
import { median } from '../median.ts'
import type { England } from './england.ts'

/** What is hidden of a shielded child, and may be guessed. */
const GUESSES = ['postcode', 'carer', 'phone', 'upn', 'former name'] as const
type Guess = (typeof GUESSES)[number]

/** What came of rows that guess one hidden value of a shielded child. */
export interface OracleFigures {
  rows: number
  /** Rows that are near, or are not, because the guess was right: held against the same child with nothing hidden they are otherwise. */
  answered: number
  /** Median microseconds of a look, where the guess was right and where it was wrong. */
  right: number
  wrong: number
  /** Chance of a difference in time at least as large between right and wrong guesses, were there none (Mann and Whitney). */
  p: number
}

/**
 * Rows with the given name and the birth date that a shielded record shows, a stranger's family name, home and carers, and one guess at
 * something hidden: right for half of them, in random order.
 */
export function askTheOracle(england: England, rows: number, random: Random): OracleFigures {
  const asked = Array.from({ length: rows }, () => {
    const [child, isRight] = [random.pick(england.shielded), random.chance(0.5)]
    // Copied, so that what is guessed lies nowhere that a right guess has been before.
    return { child, isRight, decoy: structuredClone(aDecoy(england, child, isRight, random)) }
  })
  const times: Record<'right' | 'wrong', number[]> = { right: [], wrong: [] }
  for (const { isRight, decoy } of asked) {
    const began = process.hrtime.bigint()
    england.index.near(otherItemsOf(decoy))
    times[isRight ? 'right' : 'wrong'].push(Number(process.hrtime.bigint() - began) / 1000)
  }
  const answered = asked.filter(({ child, decoy }) => {
    const restricted = restrictedItemsOf(child)
    const held = (against: RestrictedItems): boolean => isNear(nearnessOf(against, otherItemsOf(decoy)))
    return held(restricted) !== held({ ...restricted, facts: new Set() })
  }).length
  const [right, wrong] = [median(times.right), median(times.wrong)]
  return { rows, answered, right, wrong, p: mannWhitney(times.right, times.wrong).p }
}

function aDecoy({ children }: England, child: NearRecord, isRight: boolean, random: Random): NearRecord {
  const [stranger, other] = [random.pick(children), random.pick(children)]
  const decoy: NearRecord = {
    ...stranger,
    name: { given: child.name.given, family: stranger.name.family },
    dateOfBirth: child.dateOfBirth,
    formerFamilyNames: [],
    identifiers: [],
  }
  return withGuess(decoy, isRight ? child : other, random.pick(GUESSES), random)
}

/** The row with one thing of this child, or something like it where the child has none. */
function withGuess(row: NearRecord, of: NearRecord, what: Guess, random: Random): NearRecord {
  const carer = of.carers[0] ?? row.carers[0]
  const own = row.carers[0] ?? carer
  if (what === 'postcode') return { ...row, address: of.address ?? row.address }
  if (what === 'carer') return carer ? { ...row, carers: [{ name: carer.name, phone: null }] } : row
  if (what === 'phone') return own ? { ...row, carers: [{ name: own.name, phone: carer?.phone ?? null }] } : row
  const number = { scheme: 'upn', value: makeUpn('3834002', 2019, random.below(999)) } as const
  if (what === 'upn') return { ...row, identifiers: of.identifiers.length > 0 ? of.identifiers : [number] }
  return { ...row, formerFamilyNames: of.formerFamilyNames.length > 0 ? of.formerFamilyNames : ['Oxenbridge'] }
}
