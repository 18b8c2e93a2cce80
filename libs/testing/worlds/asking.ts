import { api, pathTo } from '@contactpoint/contracts'
import pLimit from 'p-limit'
import { setTimeout as sleep } from 'node:timers/promises'
import { aCensus } from '../builders.ts'
import type { Callers } from './callers.ts'
import type { Observed, Observer } from './observing.ts'
import { criteriaFor, type Planted } from './plots.ts'
import { cellName, isAnsweredLate, questionOf, type Cell, type ClosedLists, type Question } from './questions.ts'

/** Plots about which something is asked at a time; the questions of one follow each other. */
const AT_A_TIME = 24
/** A busy machine says so, and is asked again. */
const TRIES = 8

/** What is the same in all worlds and goes into questions. */
export interface Fixed {
  /** Of the child, and of who is beside it: each in turn is the one whose record is asked for. */
  childIds: string[]
  /** Of an entry about the child that was there before the first world. */
  receipt: { log: string; index: number }
  /** Of a file that was taken before the first world. */
  batchId: string
}

/** A question, and what it is called in what is reported. */
export interface Asking {
  name: string
  question: Question
}

/**
 * Everything that is asked about a plot in both worlds of a pair: what was dealt, and its record or a search. The record comes first, so
 * that whoever looks at entries finds the same newest one.
 */
export function askingsOf(
  planted: Planted,
  pair: number,
  cells: readonly Cell[],
  fixed: Fixed,
  lists: ClosedLists,
): Asking[] {
  const { childIds, receipt, batchId } = fixed
  const childId = childIds[0]!
  const { searches, choice } = planted.plot
  const criteria = criteriaFor(planted, searches[pair]!)
  const json = { contentType: 'application/json', ifMatch: null }
  const byPractitioner = { caller: 'practitioner', method: 'POST', ...json } as const
  const reason = 'coordinate-support'
  // What is asked in one world must not change the next; what is added to a child is taken away when it enters that.
  const unchanged = { tier: 'standard' }
  const { involvementId, requestId, duplicateId } = planted
  const ids = { childId, otherId: childId, involvementId, requestId, duplicateId }
  const fields = { ...ids, criteria, batchId, ...receipt, ...unchanged }
  const file = aCensus([planted.inWorlds[0]!], { serial: '000' })
  const dealt = (isAsked: (cell: Cell) => boolean): Asking[] =>
    cells.filter(isAsked).map((cell) => {
      return { name: cellName(cell), question: questionOf(cell, { fields, file, choice: choice + pair }, lists) }
    })
  const entriesAreSeen = cells.some(looksAtEntries)
  const whose = entriesAreSeen ? childId : childIds[Math.floor((choice + pair) / 2) % childIds.length]!
  const record = { path: pathTo(api.children.disclose, { childId: whose }), body: JSON.stringify({ reason }) }
  const isRecord = (choice + pair) % 2 === 0 || entriesAreSeen
  const search = { path: api.searches.run.path, body: JSON.stringify({ reason, criteria }) }
  return [
    isRecord
      ? { name: 'the record', question: { ...byPractitioner, ...record } }
      : { name: 'a search', question: { ...byPractitioner, ...search } },
    ...dealt((cell) => !isAnsweredLate(cell)),
    ...dealt(isAnsweredLate),
  ]
}

function looksAtEntries({ route }: Cell): boolean {
  return route.id.startsWith('audit.')
}

/** Asks all of it, and keeps what could be seen, by plot and question. */
export async function observeAll(
  plots: readonly (readonly Asking[])[],
  observer: Observer,
  callers: Callers,
): Promise<Observed[][]> {
  const limit = pLimit(AT_A_TIME)
  return Promise.all(
    plots.map((askings) =>
      limit(async () => {
        const seen: Observed[] = []
        for (const { question } of askings) seen.push(await observeOne(question, observer, callers))
        return seen
      }),
    ),
  )
}

async function observeOne(question: Question, observer: Observer, callers: Callers): Promise<Observed> {
  for (let tries = 1; ; tries++) {
    const observed = await observer.observe(question, await callers.tokenOf(question.caller))
    if (observed.status !== 503 || tries === TRIES) return observed
    await sleep(500)
  }
}
