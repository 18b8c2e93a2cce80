import { api, newChildId, pathTo } from '@contactpoint/contracts'
import type { Pupil } from '@contactpoint/testing'
import { randomInt } from 'node:crypto'

export interface Request {
  path: string
  /** Null: it is only read. */
  body: string | null
}

/** Two kinds of request that nobody may tell apart by their time. */
export interface Comparison {
  first: string
  second: string
  /** Which of the demo accounts asks; left out: the practitioner. */
  by?: string
  pair: (nth: number) => [Request, Request]
}

export interface Kinds {
  small: Pupil[]
  large: Pupil[]
  lookalikes: Pupil[]
  sealed: Pupil[]
}

const REASON = 'coordinate-support'

const nobody = (): string => newChildId((most) => randomInt(most))
/** Ids of no child, asked about by turns. */
const NOBODIES = Array.from({ length: 50 }, nobody)

function disclose(childId: string): Request {
  return { path: pathTo(api.children.disclose, { childId }), body: JSON.stringify({ reason: REASON }) }
}

function search({ surname, dob }: Pupil, more: object): Request {
  const criteria = { familyName: surname, dateOfBirth: dob, ...more }
  return { path: api.searches.run.path, body: JSON.stringify({ reason: REASON, criteria }) }
}

function of<T>(all: readonly T[], n: number): T {
  return all[((n % all.length) + all.length) % all.length]!
}

export function comparisons(kinds: Kinds, idOf: (pupil: Pupil) => string): Comparison[] {
  return [...ofSearches(kinds), ...ofRecords(kinds, idOf), ...ofDesks(kinds, idOf)]
}

function ofSearches({ small, large }: Kinds): Comparison[] {
  return [
    {
      first: 'a shielded child searched for by its postcode',
      second: 'nobody, by the same',
      pair: (n) => {
        const child = of(small, n)
        const postcode = child.address!.postcode
        return [search(child, { postcode }), search({ ...child, surname: reversed(child.surname) }, { postcode })]
      },
    },
    {
      first: 'a shielded child searched for by its phone',
      second: 'the same by another phone',
      pair: (n) => [
        search(of(large, n), { phone: of(large, n).contacts[0]!.phone }),
        search(of(large, n), { phone: '07700900000' }),
      ],
    },
  ]
}

function ofRecords({ small, large, lookalikes }: Kinds, idOf: (pupil: Pupil) => string): Comparison[] {
  const waiting: string[] = []
  return [
    {
      first: 'a small hidden record',
      second: 'a large hidden record',
      pair: (n) => [disclose(idOf(of(small, n))), disclose(idOf(of(large, n)))],
    },
    {
      first: 'a record that is invisible, near a shielded one',
      second: 'nobody',
      pair: (n) => [disclose(idOf(of(lookalikes, n))), disclose(of(NOBODIES, n))],
    },
    {
      first: 'the first access to an id',
      second: 'its second access',
      pair: () => {
        waiting.push(nobody())
        const before = waiting.length > 1 ? waiting.shift()! : waiting[0]!
        return [disclose(waiting.at(-1)!), disclose(before)]
      },
    },
  ]
}

/** What another authority's desk may not know: that there is such a child. */
function ofDesks({ sealed }: Kinds, idOf: (pupil: Pupil) => string): Comparison[] {
  const near = (childId: string): Request => ({ path: pathTo(api.shields.reviewNear, { childId }), body: null })
  return [
    {
      first: 'what is near a sealed child, asked by the desk of another authority',
      second: 'near an id that never was',
      by: 'shield-officer-other',
      pair: (n) => [near(idOf(of(sealed, n))), near(of(NOBODIES, n))],
    },
  ]
}

function reversed(name: string): string {
  return [...name.toLowerCase()].reverse().join('')
}
