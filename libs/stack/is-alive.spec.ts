import { afterEach, describe, expect, it, jest } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { isAlive } from './is-alive.ts'

afterEach(() => void jest.restoreAllMocks())

describe('a process', () => {
  it('is alive while it runs, and no more when it has ended', () => {
    expect(isAlive(process.pid)).toBe(true)
    expect(isAlive(spawnSync(process.execPath, ['--version']).pid)).toBe(false)
  })

  it('is alive also when it is of another user, whom the system does not let us signal', () => {
    jest.spyOn(process, 'kill').mockImplementation(() => {
      throw Object.assign(new Error('kill EPERM'), { code: 'EPERM' })
    })
    expect(isAlive(1)).toBe(true)
  })
})
