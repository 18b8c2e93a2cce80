import { describe, expect, it, jest } from '@jest/globals'
import { setTimeout as sleep } from 'node:timers/promises'
import { KeptFresh } from './kept-fresh.ts'

const LONG = { freshMs: 60_000, keptMs: 60_000 }
/** Read so often, and what became of readings that nobody waited for. */
function aReading(freshness = LONG, read: () => Promise<unknown> = async () => undefined) {
  const seen = { readings: 0, errors: [] as unknown[] }
  const readNow = async (): Promise<void> => {
    seen.readings++
    await read()
  }
  return { seen, kept: new KeptFresh(readNow, freshness, (error) => seen.errors.push(error)) }
}

describe('what is known from memory', () => {
  it('is read once for all who ask at the same time, and not again while it is fresh', async () => {
    const { seen, kept } = aReading(LONG, () => sleep(5))
    expect(await Promise.all([kept.isKept(), kept.isKept(), kept.isKept()])).toEqual([true, true, true])
    expect(await kept.isKept()).toBe(true)
    expect(seen.readings).toBe(1)
  })

  it('is not gone by when it cannot be read, and whoever waits is told why', async () => {
    const { seen, kept } = aReading(LONG, () => Promise.reject(new Error('away')))
    await expect(kept.isKept()).rejects.toThrow('away')
    kept.lookAgain()
    await sleep(1)
    expect([seen.readings, seen.errors]).toEqual([2, [new Error('away')]])
  })

  it('is not gone by when it was longer on its way than it may be old', async () => {
    const { kept } = aReading({ freshMs: 1, keptMs: 5 }, () => sleep(20))
    expect(await kept.isKept()).toBe(false)
  })

  it('is gone by whenever it can be read at once, at whatever moment of its age somebody asks', async () => {
    let now = 0
    // Each look at the clock takes longer than nothing.
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => (now += 0.4))
    try {
      const { kept } = aReading({ freshMs: 5, keptMs: 10 })
      for (let moment = 0; moment < 200; moment++) {
        expect(await kept.isKept()).toBe(true)
        now += (moment % 50) / 4
      }
    } finally {
      clock.mockRestore()
    }
  })

  it('is read once more for whoever waited for a reading that had begun too long before', async () => {
    let now = 0
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => now)
    const answers: (() => void)[] = []
    try {
      const { kept } = aReading({ freshMs: 10, keptMs: 60 }, () => new Promise<void>((done) => answers.push(done)))
      const first = kept.isKept()
      answers[0]!()
      expect(await first).toBe(true)
      now = 30
      expect(await kept.isKept()).toBe(true)
      now = 65
      const waits = kept.isKept()
      now = 95
      answers[1]!()
      while (answers.length < 3) await sleep(1)
      answers[2]!()
      expect(await waits).toBe(true)
    } finally {
      clock.mockRestore()
    }
  })
})
