import { generate, type Generated } from '@contactpoint/synthetic'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { askedIn, figuresOf, groupedOtherwise, inAll, tableOf, trueRows, type TrueRow } from './linked-england.trip.ts'
import { setOut, type Outset } from './outset.trip.ts'
import { shuffledFeed } from './shuffled-feed.trip.ts'

/** Many: `npm run e2e -- --testPathPatterns england-linked --globals '{"exhaustive":true}'`, a quarter of an hour. */
const CHILDREN = 'exhaustive' in globalThis ? 20_000 : 300
const SEED = 77
const WITHIN_MS = 15 * 60_000
/** Of all rows. One family in ten has moved within the year, and a move is asked about where nothing else says who it is. */
const MOST_ASKED = 0.05
/** Of all rows. A name that is written wrongly beside a home of before is nobody’s. */
const MOST_DOUBLED = 0.002
/** Who tells only of children whom others have told of comes last in any order. */
const OTHER_ORDER: GeneratedSource[] = [
  'births',
  'pds',
  'gp-links',
  'child-benefit',
  'school-census',
  'authority',
  'deaths',
]

type GeneratedSource = Generated['feeds'][number]['source']

let usual: () => TrueRow[]

describe(`the directory against the truth of an England of ${CHILDREN}, seed ${SEED}, all sources`, () => {
  const rows = loaded(
    ({ feeds }) => feeds,
    (_source, text) => text,
  )
  usual = rows

  it('has no row of one person with a child of another', () => expectNobodyWrong(rows()))

  it('asks a person about few rows, and hardly ever has one child twice', () => {
    expectFew(rows())
  })

  it('asks about nobody of whom it knows nothing', () => {
    const all = inAll(figuresOf(rows()))
    expect(all.askedOfKnown).toBe(askedIn(all))
  })
})

describe('the same rows, the sources in another order, each file shuffled', () => {
  const rows = loaded(
    ({ feeds }) => OTHER_ORDER.map((source) => feeds.find((feed) => feed.source === source)!),
    (source, text) => shuffledFeed(source, text, SEED),
  )

  it('have no row of one person with a child of another', () => expectNobodyWrong(rows()))

  it('are asked about as rarely', () => expectFew(rows()))

  it('are the same children, but for one in a hundred', () => {
    const { compared, otherwise } = groupedOtherwise(usual(), rows())
    process.stdout.write(`grouped otherwise: ${otherwise.length} of ${compared} people\n`)
    expect(otherwise.length).toBeLessThan(0.01 * compared)
  })
})

/** Loads them before the tests, on a stack of their own. @returns what has become of them, once the tests run */
function loaded(
  inOrder: (truth: Generated) => Generated['feeds'],
  written: (source: GeneratedSource, text: string) => string,
): () => TrueRow[] {
  const trip = setOut({ own: true })
  let rows: TrueRow[] = []
  beforeAll(async () => {
    const truth = await generate({ children: CHILDREN, seed: SEED, out: join(trip.stack.folder, 'synthetic') })
    const feeds = inOrder(truth)
    for (const feed of feeds) await load(trip, feed, written)
    rows = await trueRows({ ...truth, feeds }, trip.databases)
    process.stdout.write(`\n${tableOf(figuresOf(rows))}`)
  }, WITHIN_MS)
  return () => rows
}

async function load(
  { stack }: Outset,
  { source, file, rows }: Generated['feeds'][number],
  written: (source: GeneratedSource, text: string) => string,
): Promise<void> {
  const supplier = await stack.supplier(source)
  const report = await supplier.loadFeed(written(source, await readFile(file, 'utf8')), source, WITHIN_MS)
  expect([source, report]).toMatchObject([source, { state: 'applied', rows, waiting: 0 }])
}

function expectNobodyWrong(rows: readonly TrueRow[]): void {
  const personOf = new Map(rows.flatMap(({ childId, isMaker, personId }) => (isMaker ? [[childId, personId]] : [])))
  const wrong = rows.filter(({ childId, personId }) => childId !== null && personOf.get(childId) !== personId)
  expect(wrong).toEqual([])
}

function expectFew(rows: readonly TrueRow[]): void {
  const all = inAll(figuresOf(rows))
  expect(all.linked).toBeGreaterThan(0.5 * all.rows)
  expect(askedIn(all) / all.rows).toBeLessThan(MOST_ASKED)
  expect(all.doubled / all.rows).toBeLessThan(MOST_DOUBLED)
  expect(all.refused).toBe(0)
}
