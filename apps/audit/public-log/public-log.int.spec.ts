import { AUDIT_LOG, Fault } from '@contactpoint/contracts'
import { createLogger } from '@contactpoint/runtime'
import { freePort, until } from '@contactpoint/stack'
import { afterEach, describe, expect, it } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { AuditConfig } from '../audit.config.ts'
import type { LogReaderService } from './log-reader.service.ts'
import type { LogResource } from './public-log.rules.ts'
import { PublicLogService } from './public-log.service.ts'

const TILE = 'tile/0/000'
const BUNDLE = 'tile/entries/000'

let running: PublicLogService | null = null
let url: string
let read: string[]

/** The log on a port of its own, and what it reads from behind the thread. */
async function aPublicLog(contentOf: (resource: LogResource) => Buffer | null): Promise<void> {
  read = []
  const config = Object.assign(new AuditConfig(), { logPort: await freePort(), listenHost: '127.0.0.1' })
  const reader = {
    read: async (resource: LogResource) => {
      read.push(typeof resource === 'string' ? resource : String(resource.level))
      return contentOf(resource)
    },
  } as LogReaderService
  running = new PublicLogService(config, createLogger('audit', 'silent'), reader)
  await running.onApplicationBootstrap()
  url = `http://127.0.0.1:${config.logPort}/${AUDIT_LOG}`
}

afterEach(() => running?.onModuleDestroy())

const statusOf = async (path: string): Promise<number> => (await fetch(`${url}/${path}`)).status

describe('the public log', () => {
  it('answers what it keeps while the service has no time at all: connections are a thread of their own', async () => {
    await aPublicLog(() => Buffer.from('hashes'))
    expect(await statusOf(TILE)).toBe(200)
    // Nothing of this process but its threads runs until that program has ended.
    const program = `fetch('${url}/${TILE}').then(async (answer) => console.log(answer.status, await answer.text()))`
    expect(execFileSync(process.execPath, ['-e', program], { encoding: 'utf8', timeout: 20_000 })).toBe('200 hashes\n')
    expect(read).toEqual(['0'])
  })

  it('reads a bundle anew for each that asks, since it shows what is stored', async () => {
    await aPublicLog(() => Buffer.from('entries'))
    for (const _time of [1, 2]) expect(await statusOf(BUNDLE)).toBe(200)
    expect(read).toEqual(['entries', 'entries'])
  })

  it('says what it has not, what it may not be asked now, and what failed, without a word of why', async () => {
    await aPublicLog((resource) => {
      if (typeof resource === 'string') throw Fault.unavailable('audit')
      if (resource.level === 'entries') throw new Error('the store is broken')
      return null
    })
    expect(await Promise.all(['log.vkey', BUNDLE, TILE, 'elsewhere'].map(statusOf))).toEqual([503, 500, 404, 404])
    expect(await (await fetch(`${url}/${BUNDLE}`)).text()).toBe('')
    expect((await fetch(`${url}/log.vkey`, { method: 'POST' })).status).toBe(405)
  })

  it('is there again when its thread has died, and takes nobody along', async () => {
    await aPublicLog(() => Buffer.from('hashes'))
    await (running as unknown as { thread: { terminate(): Promise<number> } }).thread.terminate()
    await expect(fetch(`${url}/${TILE}`)).rejects.toThrow()
    expect(await until(async () => (await statusOf(TILE)) === 200, 20_000)).toBe(true)
  })

  it('refuses to begin where somebody else listens', async () => {
    await aPublicLog(() => null)
    const second = new PublicLogService(
      Object.assign(new AuditConfig(), { logPort: Number(new URL(url).port), listenHost: '127.0.0.1' }),
      createLogger('audit', 'silent'),
      {} as LogReaderService,
    )
    await expect(second.onApplicationBootstrap()).rejects.toMatchObject({ code: 'EADDRINUSE' })
    await second.onModuleDestroy()
  })
})
