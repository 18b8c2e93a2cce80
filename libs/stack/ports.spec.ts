import { describe, expect, it } from '@jest/globals'
import { createServer } from 'node:net'
import { freePort } from './ports.ts'

describe('a free port', () => {
  it('is never given twice: nobody may be listening there yet', async () => {
    const given = []
    for (let n = 0; n < 400; n++) given.push(await freePort())
    expect(new Set(given).size).toBe(given.length)
  })

  it('is not one that somebody listens at', async () => {
    const before = await freePort()
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(before + 1, '127.0.0.1', resolve))
    expect(await freePort()).toBeGreaterThan(before + 1)
    await new Promise((resolve) => other.close(resolve))
  })
})
