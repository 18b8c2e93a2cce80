import { StackError } from '@contactpoint/stack/stack-error'
import { afterEach, describe, expect, it, jest } from '@jest/globals'
import { Command } from 'commander'
import { Unreadable } from './unreadable.rules.ts'
import { givingVerdict } from './verdict.service.ts'

afterEach(() => void jest.restoreAllMocks())

/** `verify [--json]`, whose verdict is `work`'s. @returns what it printed, and how it failed */
async function verdictOf(work: () => Promise<void>, ...said: string[]) {
  const printed: unknown[] = []
  jest.spyOn(console, 'log').mockImplementation((line: unknown) => void printed.push(line))
  const command = new Command('verify').option('--json').action(givingVerdict(work))
  const error = await command.parseAsync(said, { from: 'user' }).then(
    () => null,
    (failure: unknown) => failure,
  )
  return { printed, error }
}

describe('a command that could come to no verdict', () => {
  it('says so in one object, which is neither a yes nor a no, to whoever wants JSON', async () => {
    const { printed, error } = await verdictOf(() => Promise.reject(new Unreadable('There is no log.')), '--json')
    expect(printed.map((line) => JSON.parse(String(line)) as object)).toEqual([
      { ok: null, code: 'unreadable', why: 'There is no log.' },
    ])
    expect(error).toBeInstanceOf(Unreadable)
  })

  it('prints nothing where a verdict would stand to whoever reads words', async () => {
    expect((await verdictOf(() => Promise.reject(new Unreadable('There is no log.')))).printed).toEqual([])
  })

  it.each([new Error('a fault of ours'), new StackError('it is not running')])(
    'came to none whatever went wrong: %s',
    async (cause) => {
      const { printed, error } = await verdictOf(() => Promise.reject(cause), '--json')
      expect(error).toMatchObject({ cause, message: expect.stringContaining(cause.message) })
      expect(error).toBeInstanceOf(Unreadable)
      expect(printed).toHaveLength(1)
    },
  )

  it('is not one that came to a verdict, which it says itself', async () => {
    expect(await verdictOf(async () => console.log('{"ok":true}'), '--json')).toEqual({
      printed: ['{"ok":true}'],
      error: null,
    })
  })
})
