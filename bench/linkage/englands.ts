import type { EnglandOptions } from './england.ts'

/** `one`: all rows in one list; `no-upn`: the same without numbers; `two`: two lists in which nobody stands twice. */
export type EnglishList = 'one' | 'no-upn' | 'two'

const ALL: readonly EnglishList[] = ['one', 'no-upn', 'two']

/** A made-up England to be measured. */
export interface MadeEngland extends Omit<EnglandOptions, 'out'> {
  readonly name: string
  /** What it is asked for by, with `--only`. */
  readonly group: 'england' | 'england_large' | 'england_huge'
  readonly lists: readonly EnglishList[]
}

const A_TENTH = 0.1

/**
 * Rates and rules were chosen while looking at seed 77 and, of 200,000 children, at seed 501. The large ones tell how the
 * smaller communities are served; the huge ones, which take an hour, whether a rare mistake is made.
 */
export const ENGLANDS: readonly MadeEngland[] = [
  ...[1, 2, 3, 4, 5].map((seed): MadeEngland => {
    const lists: readonly EnglishList[] = seed === 1 ? ALL : ['one', 'two']
    return { group: 'england', name: seed === 1 ? 'england' : `england ${seed}`, seed, lists }
  }),
  { group: 'england', name: 'alike twins', seed: 1, alikeTwins: A_TENTH, lists: ALL },
  { group: 'england', name: 'strangers of any name', seed: 1, strangers: 'any-name', lists: ALL },
  { group: 'england_large', name: 'england, 100,000 children', seed: 2, children: 100_000, lists: ['one', 'no-upn'] },
  ...[501, 502, 503, 504, 505].map((seed): MadeEngland => {
    const name = `200,000 children, alike twins, ${seed}`
    return { group: 'england_huge', name, seed, children: 200_000, alikeTwins: A_TENTH, lists: ALL }
  }),
]
