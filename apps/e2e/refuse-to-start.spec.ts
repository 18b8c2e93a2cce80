import { environmentWith } from '@contactpoint/runtime'
import { adminUri, findBinary, freePort, MONGOD, projectRoot, serviceUri } from '@contactpoint/stack'
import { startTestStack, type TestStack } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

let stack: TestStack
let bare: ChildProcess
let folder: string
let uri: string
let bareUri: string

beforeAll(async () => {
  stack = await startTestStack({ apps: ['audit'] })
  uri = serviceUri(adminUri(stack.address.mongoPort, stack.secrets), 'audit', stack.secrets.storePasswords.audit)
  folder = await mkdtemp(join(tmpdir(), 'contactpoint-bare-'))
  const port = await freePort()
  const mongod = await findBinary(MONGOD, join(projectRoot, '.cache', 'bin'), () => undefined)
  bare = spawn(mongod, ['--bind_ip', '127.0.0.1', '--port', String(port), '--dbpath', folder], { stdio: 'ignore' })
  bareUri = `mongodb://127.0.0.1:${port}/audit`
})

afterAll(async () => {
  await stack?.remove()
  if (bare) {
    const ended = new Promise((resolve) => bare.once('exit', resolve))
    bare.kill('SIGKILL')
    await ended
  }
  await rm(folder, { recursive: true, force: true })
})

/** Starts the audit service as the stack would, but for some settings. */
function start(settings: Record<string, string | undefined>): Promise<{ status: number | null; printed: string[] }> {
  const entry = join(projectRoot, 'apps', 'audit', 'dist', 'main.js')
  const env = environmentWith({
    NATS_URL: stack.address.natsUrl,
    NATS_SEED: stack.secrets.busSeeds.audit,
    MONGODB_URI: uri,
    MASTER_KEY: stack.secrets.masterKey,
    ...settings,
  })
  const child = spawn(process.execPath, [entry], { env })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  return new Promise((resolve) =>
    child.once('close', (status) => resolve({ status, printed: printed.split('\n').filter(Boolean) })),
  )
}

async function expectRefusal(settings: Record<string, string | undefined>, reason: RegExp): Promise<void> {
  const { status, printed } = await start(settings)
  expect(status).toBe(1)
  expect(printed).toHaveLength(1)
  expect(JSON.parse(printed[0]!)).toMatchObject({
    level: 'fatal',
    service: 'audit',
    msg: expect.stringMatching(reason),
  })
  const { storePasswords, busSeeds, masterKey } = stack.secrets
  for (const secret of [storePasswords.audit, busSeeds.audit, masterKey, uri]) expect(printed[0]).not.toContain(secret)
}

describe('a service refuses to start, with one line that says why', () => {
  it.each(['w=1', 'journal=false', 'readConcernLevel=local'])(
    'when its MongoDB address says %s (I10)',
    async (concern) => {
      await expectRefusal(
        { MONGODB_URI: `${uri}&${concern}` },
        /^Refusing to start: .*\(remove .* from the MongoDB address\)$/,
      )
    },
  )

  it('when MongoDB is no replica set: nothing there is a majority (I10)', async () => {
    await expectRefusal({ MONGODB_URI: bareUri }, /^Refusing to start: MongoDB must be a replica set/)
  })

  it.each([
    ['is missing', { MASTER_KEY: undefined }, /^These settings are missing or wrong: MASTER_KEY \(matches\)$/],
    ['has a wrong form', { MASTER_KEY: 'c2VjcmV0' }, /^These settings are missing or wrong: MASTER_KEY \(matches\)$/],
    [
      'is in a file that is not there',
      { MASTER_KEY_FILE: '/nowhere/secret' },
      /^The file that MASTER_KEY_FILE names cannot be read$/,
    ],
    ['is a port beyond all ports', { METRICS_PORT: '70000' }, /METRICS_PORT \(max\)$/],
  ])('when a setting %s: it names the setting and never what it is', async (_what, settings, reason) => {
    await expectRefusal(settings, reason)
  })
})
