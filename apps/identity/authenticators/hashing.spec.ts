import { beforeAll, describe, expect, it } from '@jest/globals'
import { HashingService, hashSecret } from './hashing.service.ts'

describe('a flood of strangers (F11)', () => {
  let hashed: string
  beforeAll(async () => {
    hashed = await hashSecret('right')
  })

  it('keeps nobody waiting whom we know, and is turned away itself when it is too long', async () => {
    const hashing = new HashingService()
    let done = 0
    const flood = Array.from({ length: 250 }, () =>
      hashing.matches(null, 'x', false).then(
        () => (done += 1),
        ({ code }: { code: string }) => code,
      ),
    )
    expect(await hashing.matches(hashed, 'right', true)).toBe(true)
    expect(done).toBeLessThan(20)
    expect(await Promise.all(flood)).toContain('unavailable')
  })
})
