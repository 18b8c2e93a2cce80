import type { Link, Links } from '../decide/links.ts'
import { pairKey } from '../decide/pair-key.ts'
import type { Run } from '../engine/run.ts'
import type { Table } from '../fields/table.ts'
import { absenceOf } from './hypotheses.ts'
import { isOpenRule, OpenJudge } from './judge-open.ts'
import { knownTwo } from './known-two.ts'
import { isMove, MovedTogether } from './moved-together.ts'
import { Namesakes } from './namesakes.ts'
import { settledQuestions, type Question } from './open-graph.ts'

/**
 * Links rows of two lists in which nobody stands twice, where a question stood between them that has one answer: neither
 * row has a partner, and nobody else without a partner is asked about either. For them to be two children, each would have
 * to be missing from the other's list.
 *
 * @returns the further links
 */
export function settleLinks(table: Table, run: Run, { links, undecided }: Links): Link[] {
  const { scorer, settings } = run
  const taken = new Set([...links, ...undecided].flatMap(({ left, right }) => [left, right]))
  const asked = askedPairs(run, taken)
  if (!asked.some(({ left, right }) => isOpenRule(scorer, left, right))) return []
  const moved = new MovedTogether(table, scorer)
  for (const { left, right } of [...asked, ...links]) if (isMove(scorer.kindOf(left, right))) moved.add(left, right)
  const namesakes = new Namesakes(table, run.result.model)
  const everybody = [...Array(table.rows).keys()]
  const areTwo = (a: number, b: number): boolean => isLeft(table, a) === isLeft(table, b)
  const known = knownTwo(table, { scorer, namesakes }, everybody, areTwo)
  const judge = new OpenJudge({ scorer, known, moved, namesakes, settings })
  const decided = new Set(run.decisions.map(({ left, right }) => pairKey(left, right)))
  const absence = absenceOfBoth(table, run)
  const questions = asked.map(({ left, right }): Question => {
    const isDecided = decided.has(pairKey(left, right))
    return { a: left, b: right, bits: isDecided ? null : judge.bits([left], [right], absence) }
  })
  return settledQuestions(questions).map(({ a, b }) => ({ left: a, right: b }))
}

/** The pairs that may be of one person, between rows without a partner. */
function askedPairs({ weighed: { left, right, weight }, scorer, settings }: Run, taken: ReadonlySet<number>): Link[] {
  const asked: Link[] = []
  for (let i = 0; i < weight.length; i++)
    if (weight[i]! >= settings.split && !taken.has(left[i]!) && !taken.has(right[i]!))
      // A twin of quite another name is no rival of a short form.
      if (!scorer.arePlainlyTwo(left[i]!, right[i]!)) asked.push({ left: left[i]!, right: right[i]! })
  return asked
}

/** How often a row has nobody in the other list who might be the same person: of the left list times of the right. */
function absenceOfBoth(table: Table, { weighed: { left, right, weight }, settings }: Run): number {
  const found = new Uint8Array(table.rows)
  for (let i = 0; i < weight.length; i++) if (weight[i]! >= settings.split) found[left[i]!] = found[right[i]!] = 1
  const without = (rows: Uint8Array): number => rows.reduce((sum, has) => sum + 1 - has, 0)
  const [ofLeft, ofRight] = [found.subarray(0, table.leftRows), found.subarray(table.leftRows)]
  return absenceOf(without(ofLeft), ofLeft.length) * absenceOf(without(ofRight), ofRight.length)
}

function isLeft({ leftRows }: Table, row: number): boolean {
  return row < leftRows
}
