import { Fault } from '@contactpoint/contracts'
import { expect, it } from '@jest/globals'
import { ifFound } from './if-found.ts'

it('what is not found is null, and every other fault stays a fault', async () => {
  expect(await ifFound(Promise.resolve(0))).toBe(0)
  expect(await ifFound(Promise.reject(Fault.notFound()))).toBeNull()
  for (const fault of [Fault.unavailable('audit'), new Error('not-found')])
    await expect(ifFound(Promise.reject(fault))).rejects.toBe(fault)
})
