import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { provision, type App } from './apps.ts'
import { projectRoot } from './project-root.ts'

const SCRIPT = join('libs', 'stack', 'bin', 'provision.mjs')
let root: string

/** A project in which the provisioning of some apps does what is said here. */
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'contactpoint-provision-'))
  await cp(join(projectRoot, SCRIPT), join(root, SCRIPT))
})
afterEach(() => rm(root, { recursive: true, force: true }))

async function provisions(app: App, does: string): Promise<void> {
  const folder = join(root, 'apps', app, 'dist')
  await mkdir(folder, { recursive: true })
  await writeFile(join(root, 'package.json'), '{"type":"module"}')
  await writeFile(join(folder, 'provision.js'), does)
}

async function progress() {
  const steps: string[] = []
  const error = await provision(root, ['audit', 'identity'], () => ({}), { onStep: (step) => steps.push(step) }).then(
    () => null,
    (failure: Error) => failure.message,
  )
  return { steps, error }
}

describe('provisioning', () => {
  it('says what takes long, and nothing of what a library prints beside', async () => {
    await provisions(
      'audit',
      `console.log('warning (old)\\n' + JSON.stringify({ app: 'audit', step: 'new keys: 500' }))`,
    )
    expect(await progress()).toEqual({ steps: ['audit (new keys: 500)'], error: null })
  })

  it('that fails names the app whose turn it was, and why', async () => {
    await provisions('audit', '')
    await provisions('identity', `console.error('no room'); process.exitCode = 1`)
    expect(await progress()).toEqual({ steps: [], error: 'identity could not be provisioned: no room' })
  })

  it('that ends without a word says so', async () => {
    await provisions('audit', 'process.exit(3)')
    expect((await progress()).error).toBe('audit could not be provisioned: it ended with 3 and said nothing')
  })
})
