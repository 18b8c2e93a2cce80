import { aPupil, type Pupil } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import { setOut } from './outset.trip.ts'

const trip = setOut()

const ROWS = 120
/** The longest name that is taken, in letters of three bytes. */
const longName = (nth: number): string => String.fromCodePoint(0x10d0 + (nth % 30)).repeat(100)

/** A row as long as the census lets it be, all of it valid. */
function aLongPupil(): Pupil {
  const contacts = Array.from({ length: 8 }, (_, n) => ({
    ...{ surname: longName(n), forename: longName(n + 8), relationship: 'mother' },
    phone: `0770090${String(1_000 + n)}`,
  }))
  const middleNames = Array.from({ length: 9 }, (_, n) => longName(n)).join(' ')
  return aPupil({ middleNames, formerSurname: longName(20), contacts })
}

describe('a file of the longest rows there are', () => {
  it('is taken whole, though together they are more than a message carries, and holds up no file after it', async () => {
    const long = Array.from({ length: ROWS }, aLongPupil)
    const after = aPupil()
    expect(Buffer.byteLength(JSON.stringify(long))).toBeGreaterThan(1_048_576 / 1.2)
    const { client } = trip.census
    const [first, second] = [trip.census.nextFile(long), trip.census.nextFile([after])]
    const sent = [await client.sendFeed(first), await client.sendFeed(second)]
    const reports = await Promise.all(sent.map(({ body }) => client.batchEnd(body.batchId)))
    expect(reports.map(({ state, accepted, refused }) => ({ state, accepted, refused }))).toEqual([
      { state: 'applied', accepted: ROWS, refused: 0 },
      { state: 'applied', accepted: 1, refused: 0 },
    ])
    expect(await trip.census.childIdOf(after)).toMatch(/^\w{12}$/)
  })
})
