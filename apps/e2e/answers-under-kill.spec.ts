import { api, pathTo, type LinkAnswer, type LinkQuestion } from '@contactpoint/contracts'
import { eventually, until } from '@contactpoint/stack'
import { generate } from '@contactpoint/synthetic'
import { aPupil, type ApiClient } from '@contactpoint/testing'
import { beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isReadyAgain } from './crashes.trip.ts'
import { keptLinks, withoutTrace, type KeptLinks } from './kept-links.trip.ts'
import { setOut } from './outset.trip.ts'

const SEED = 16
const ROUNDS = 'exhaustive' in globalThis ? 10 : 1
const VICTIMS = ['directory', 'shielding', 'mongo']
/** Of rows whose record is another child’s, and of rows whose record is nobody’s. */
const KINDS = ['somebody-else', 'name-and-birth-date-only']
const OF_EACH_KIND = 3
/** The second names no carers: who has moved alone is asked about. */
const SOURCES = ['school-census', 'gp-links']
const CHILDREN = 800

/** In each act somebody is killed when so many of the six are done, and so many milliseconds later. */
const FAULTS = fc.sample(fc.record({ done: fc.integer({ min: 1, max: 3 }), later: fc.noBias(fc.nat(20)) }), {
  ...{ seed: SEED, numRuns: ROUNDS * VICTIMS.length * 2 },
})

interface Act {
  questionId: string
  action: 'link-answer' | 'link-undo'
  path: string
  body: { answer?: LinkAnswer }
}

describe(`killed with -9 while rows are given to children, and while that is taken back, seed ${SEED} (I5, I9)`, () => {
  const trip = setOut({ own: true })
  let steward: ApiClient
  let asked: string[]
  /** Milliseconds of an answer while nobody dies. */
  let took = 0
  let nth = 0
  const found = { before: 0, after: 0 }

  beforeAll(async () => {
    steward = await trip.stack.signIn('data-steward')
    const { feeds } = await generate({ children: CHILDREN, seed: SEED, out: join(trip.stack.folder, 'synthetic') })
    for (const { source, file } of feeds.filter(({ source }) => SOURCES.includes(source)))
      await (await trip.stack.supplier(source)).loadFeed(await readFile(file, 'utf8'), source)
    const pupils = Array.from({ length: OF_EACH_KIND }, () => aPupil())
    await trip.census.deliver(...pupils)
    await trip.census.deliver(...pupils.map(({ ref }) => aPupil({ ref })))
    const all = await open()
    const ofKind = (kind: string) => all.filter((one) => one.kind === kind).slice(0, OF_EACH_KIND)
    asked = KINDS.flatMap(ofKind).map(({ questionId }) => questionId)
    expect(asked).toHaveLength(KINDS.length * OF_EACH_KIND)
    const began = performance.now()
    expect(await say(answerTo(asked[0]!, 0))).toBe(200)
    took = performance.now() - began
    expect(await say(undoOf(asked[0]!))).toBe(204)
  })

  it.each(VICTIMS)(
    '%s: each row is as before or as after, never between, and asking again gets the rest done',
    async (victim) => {
      for (let round = 0; round < ROUNDS; round++) {
        const before = await keptLinks(trip.databases)
        const answers = asked.map((questionId, i) => answerTo(questionId, i + round))
        const answered = await killedAmong(victim, answers)
        for (const { questionId, body } of answers)
          expect(answered.decisions.get(questionId)).toMatchObject({ answer: body.answer, undone: null })
        expect((await open()).filter(({ questionId }) => asked.includes(questionId))).toEqual([])
        const undone = await killedAmong(victim, asked.map(undoOf))
        for (const questionId of asked) {
          expect(undone.decisions.get(questionId)).toMatchObject({ undone: { by: steward.personId } })
          expect(withoutTrace(undone.of(questionId))).toEqual(withoutTrace(before.of(questionId)))
        }
        expect([undone.children, undone.keys].map(({ size }) => size)).toEqual(
          [before.children, before.keys].map(({ size }) => size),
        )
      }
    },
  )

  it('rows were found in both states', () => {
    expect(found.before).toBeGreaterThan(0)
    expect(found.after).toBeGreaterThan(0)
  })

  function answerTo(questionId: string, nth: number): Act {
    const answer = nth % 2 === 0 ? 'different' : 'same'
    return {
      questionId,
      action: 'link-answer',
      path: pathTo(api.linkQuestions.answer, { questionId }),
      body: { answer },
    }
  }

  function undoOf(questionId: string): Act {
    return { questionId, action: 'link-undo', path: pathTo(api.linkQuestions.undo, { linkId: questionId }), body: {} }
  }

  async function open(): Promise<LinkQuestion[]> {
    const ofKind = (kind: string) =>
      steward.get<{ items: LinkQuestion[] }>(`${api.linkQuestions.find.path}?kind=${kind}`)
    return (await Promise.all(KINDS.map(ofKind))).flatMap(({ body }) => body.items)
  }

  /** @returns the status; 0 where nobody answers */
  const say = async ({ path, body }: Act): Promise<number> =>
    (await steward.post(path, body).catch(() => null))?.status ?? 0

  /** Asks for each a little after the one before, so that each is at another step, and kills. @returns what is kept when all are done */
  async function killedAmong(victim: string, acts: Act[]): Promise<KeptLinks> {
    const [before, entries] = [await keptLinks(trip.databases), await entriesOf(acts[0]!)]
    const { done, later } = FAULTS[nth++]!
    let answered = 0
    const asking = acts.map(async (act, i) => {
      await sleep((i * took) / acts.length)
      await say(act)
      answered += 1
    })
    await eventually(async () => answered >= done, 20_000, 1)
    await sleep(later)
    await trip.stack.kill(victim)
    expect({ victim, isReady: await isReadyAgain(trip.stack) }).toEqual({ victim, isReady: true })
    await Promise.all(asking)
    const then = await keptLinks(trip.databases)
    const carriedOut = acts.filter(({ questionId }) => then.of(questionId) !== before.of(questionId))
    found.after += carriedOut.length
    found.before += acts.length - carriedOut.length
    expect(then.withoutRecord).toEqual([])
    expect((await entriesOf(acts[0]!)) - entries).toBeGreaterThanOrEqual(carriedOut.length)
    for (const act of acts) await sayAgain(act)
    const after = await keptLinks(trip.databases)
    const changed = carriedOut.filter(({ questionId }) => after.of(questionId) !== then.of(questionId))
    expect(changed.map(({ questionId }) => [then.of(questionId), after.of(questionId)])).toEqual([])
    expect(after.withoutRecord).toEqual([])
    expect((await entriesOf(acts[0]!)) - entries).toBeGreaterThanOrEqual(acts.length)
    return after
  }

  /** What was carried out is not there any more for whoever asks for it again. */
  async function sayAgain(act: Act): Promise<void> {
    const statuses: number[] = []
    const isDone = async (): Promise<boolean> => [200, 204, 404].includes(statuses[statuses.push(await say(act)) - 1]!)
    expect({ act, isDone: await until(isDone, 60_000, 50), statuses }).toMatchObject({ isDone: true })
  }

  /** In the log, of those that were about to be carried out. */
  const entriesOf = ({ action }: Act): Promise<number> =>
    trip.databases.db('audit').collection('entries').countDocuments({ action, outcome: 'done' })
})
