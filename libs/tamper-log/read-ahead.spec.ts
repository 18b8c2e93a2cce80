import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { readAhead } from './read-ahead.ts'

describe('what is read ahead', () => {
  const unheard: unknown[] = []
  const note = (reason: unknown) => void unheard.push(reason)
  beforeEach(() => void process.on('unhandledRejection', note))
  afterEach(() => void process.off('unhandledRejection', note))

  it('comes in order, though a later one may be there first', async () => {
    const taken: number[] = []
    const read = async (number: number) => {
      for (let wait = 5 - number; wait > 0; wait--) await setImmediate()
      return number
    }
    for await (const number of readAhead(5, read)) taken.push(number)
    expect(taken).toEqual([0, 1, 2, 3, 4])
    for await (const number of readAhead(0, read)) taken.push(number)
    expect(taken).toHaveLength(5)
  })

  it('fails when its turn comes, and not at all for whoever has stopped', async () => {
    const read = async (number: number) => {
      if (number > 0) throw new Error(`no ${number}`)
      return number
    }
    const all = async () => {
      for await (const number of readAhead(5, read)) expect(number).toBe(0)
    }
    await expect(all()).rejects.toThrow('no 1')
    for await (const number of readAhead(5, read)) {
      expect(number).toBe(0)
      break
    }
    await setImmediate()
    await setImmediate()
    expect(unheard).toEqual([])
  })
})
