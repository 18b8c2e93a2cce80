import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { setTimeout as sleep } from 'node:timers/promises'
import { together } from './together.ts'

const turn = () => new Promise((resolve) => setImmediate(resolve))

describe('what is asked at the same moment', () => {
  it('is asked in goes that are never larger than the most, and each gets its own answer or its own error', async () => {
    const questions = fc.array(fc.integer(), { maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(questions, fc.integer({ min: 1, max: 20 }), async (asked, most) => {
        const goes: number[][] = []
        const ask = together<number, number>(
          async (some) => {
            goes.push([...some])
            return some.map((one) => (one % 3 === 0 ? new Error(`not ${one}`) : one * 2))
          },
          { most },
        )
        const outcomes = await Promise.allSettled(asked.map((one) => ask(one)))
        expect(goes.flat()).toEqual(asked)
        expect(goes.every(({ length }) => length <= most)).toBe(true)
        outcomes.forEach((outcome, n) => {
          const one = asked[n]!
          if (one % 3 === 0) expect(outcome).toMatchObject({ reason: { message: `not ${one}` } })
          else expect(outcome).toEqual({ status: 'fulfilled', value: one * 2 })
        })
      }),
    )
  })

  it('fails as one when its go fails, and the next go is asked all the same', async () => {
    let isBroken = true
    const ask = together<number, number>(
      async (some) => {
        if (isBroken) throw new Error('broken')
        return [...some]
      },
      { most: 10 },
    )
    const outcomes = await Promise.allSettled([ask(1), ask(2)])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    isBroken = false
    expect(await ask(3)).toBe(3)
  })
})

describe('what is asked while others are under way', () => {
  it('waits for them, and is one larger go', async () => {
    const goes: number[] = []
    const { promise, resolve } = Promise.withResolvers<void>()
    const ask = together<number, number>(
      async (some) => {
        goes.push(some.length)
        if (goes.length === 1) await promise
        return [...some]
      },
      { most: 100 },
    )
    const answers = [ask(0)]
    await turn()
    for (let n = 1; n <= 5; n++) {
      answers.push(ask(n))
      await turn()
    }
    resolve()
    expect(await Promise.all(answers)).toEqual([0, 1, 2, 3, 4, 5])
    expect(goes).toEqual([1, 5])
  })

  it('goes before them when they take long: whoever was to answer may have died with them', async () => {
    const never = Promise.withResolvers<number[]>()
    const ask = together<number, number>((some) => (some[0] === 0 ? never.promise : Promise.resolve([...some])), {
      most: 10,
    })
    const stuck = ask(0)
    await sleep(5)
    expect(await ask(1)).toBe(1)
    never.resolve([0])
    await stuck
  })
})
