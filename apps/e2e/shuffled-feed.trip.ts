import type { Generated } from '@contactpoint/synthetic'
import fc from 'fast-check'

type GeneratedSource = Generated['feeds'][number]['source']

/** A row as the generator writes it, and nothing between two. */
const LINES = /^.+\n/gm
const ROW: Record<GeneratedSource, RegExp> = {
  'school-census': / *<Pupil>.*?<\/Pupil>\n/gs,
  'child-benefit': LINES,
  'gp-links': /UNH\+.*?'\nUNT[^\n]*\n/gs,
  births: LINES,
  deaths: / *<DeathRegistration>.*?<\/DeathRegistration>\n/gs,
  pds: LINES,
  authority: LINES,
}

/** The same rows in another order, between what stood before the first and after the last. */
export function shuffledFeed(source: GeneratedSource, text: string, seed: number): string {
  const headed = ROW[source] === LINES ? text.indexOf('\n') + 1 : 0
  const rows = [...text.slice(headed).matchAll(ROW[source])].map(([row]) => row)
  const first = headed + text.slice(headed).indexOf(rows[0] ?? '')
  const order = fc.shuffledSubarray(rows, { minLength: rows.length })
  const [shuffled = []] = fc.sample(order, { seed, numRuns: 1 })
  const length = rows.reduce((sum, row) => sum + row.length, 0)
  return [text.slice(0, first), ...shuffled, text.slice(first + length)].join('')
}
