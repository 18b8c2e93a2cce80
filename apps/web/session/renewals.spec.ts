import type { ContactPointClient } from '@contactpoint/client'
import { describe, expect, it } from '@jest/globals'
import { RenewalsService } from './renewals.service.ts'

/** A gateway by whose rules each refresh token works once. */
class OnceOnly {
  readonly used: string[] = []

  async call(_route: unknown, { refreshToken }: { refreshToken: string }) {
    if (this.used.includes(refreshToken)) throw new Error('the session is over')
    this.used.push(refreshToken)
    return { accessToken: `a${this.used.length}`, refreshToken: `${refreshToken}+`, expiresIn: 60 }
  }
}

describe('renewing a session', () => {
  it('swaps a refresh token once, whoever comes with it at once or later: two tabs, or a cookie that never arrived', async () => {
    const gateway = new OnceOnly()
    const renewals = new RenewalsService()
    const next = (token: string) => renewals.next(token, gateway as unknown as ContactPointClient)
    const together = await Promise.all([next('r'), next('r'), next('r')])
    expect(together.map(({ refreshToken }) => refreshToken)).toEqual(['r+', 'r+', 'r+'])
    expect((await next('r+')).refreshToken).toBe('r++')
    expect((await next('r')).refreshToken).toBe('r++')
    expect(gateway.used).toEqual(['r', 'r+'])
  })

  it('that failed is tried again', async () => {
    const renewals = new RenewalsService()
    const away = { call: () => Promise.reject(new Error('away')) } as unknown as ContactPointClient
    await expect(renewals.next('r', away)).rejects.toThrow('away')
    const back = new OnceOnly() as unknown as ContactPointClient
    expect((await renewals.next('r', back)).accessToken).toBe('a1')
  })
})
