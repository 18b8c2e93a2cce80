import { describe, expect, it } from '@jest/globals'
import { createLogger, describeError, LOGGED_KEYS, NestLog, traceLogsBy, type Logger } from './logger.ts'

/** What a piece of code makes the log say, line by line. */
function logged(say: (log: Logger) => void): Record<string, unknown>[] {
  const lines: string[] = []
  say(createLogger('directory', 'debug', { write: (line) => void lines.push(line) }))
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>)
}

const name = 'Harrowgate'
const failure = Object.assign(new Error(`duplicate key: { name: "${name}" }`), { code: 11000, keyValue: { name } })

describe('the log of a service (AC-22)', () => {
  it('has these keys and no other, whatever code hands over', () => {
    const given = Object.fromEntries(
      [...LOGGED_KEYS, 'name', 'criteria', 'body', 'postcode', 'err', 'url'].map((key) => [key, 'x']),
    )
    const [line] = logged((log) => log.info(given, 'request'))
    expect(Object.keys(line!).sort()).toEqual(['level', 'time', 'msg', ...LOGGED_KEYS].sort())
  })

  it('names in every line the request that is worked on, and none when there is none', () => {
    let now: string | undefined = 'a'.repeat(32)
    traceLogsBy(() => now)
    const lines = logged((log) => {
      log.info('within')
      now = undefined
      log.info('without')
    })
    traceLogsBy(() => undefined)
    expect(lines.map(({ trace }) => trace)).toEqual(['a'.repeat(32), undefined])
  })

  it.each<[string, (log: Logger) => void]>([
    ['under a key that is not on the list', (log) => log.info({ familyName: name, childId: name })],
    ['inside an object under a key that is', (log) => log.info({ context: { name }, error: { name }, rows: [name] })],
    ['in the message of an error', (log) => log.error({ ...describeError(failure), err: failure }, 'failed')],
    ['in the message of an error handed over as it is', (log) => log.error(failure)],
    ['in the message of an error under its own key', (log) => log.error({ error: failure })],
    ['in an error that Nest could not start with', (log) => new NestLog(log).error(failure)],
    ['in what Nest says that is no text', (log) => new NestLog(log).warn({ name })],
  ])('does not say a name that comes %s', (_where, say) => {
    const lines = logged(say)
    expect(lines).toHaveLength(1)
    expect(JSON.stringify(lines)).not.toContain(name)
  })

  it('says of an error what it is, its code, and where in our code it arose', () => {
    const [line] = logged((log) => log.error(describeError(failure), 'failed'))
    expect(line).toMatchObject({ level: 'error', service: 'directory', error: 'Error', code: '11000', msg: 'failed' })
    expect(line!.stack).toMatch(/^ {4}at .*logger\.spec\.ts/)
  })

  it('says nothing of what is thrown and is no error but its type', () => {
    expect(describeError(name)).toEqual({ error: 'string' })
    expect(describeError({ name })).toEqual({ error: 'object' })
  })
})
