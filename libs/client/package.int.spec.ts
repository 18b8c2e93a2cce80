import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { projectRoot } from '@contactpoint/stack'
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** What a supplier writes: typed questions and answers, errors told apart, nothing of this workspace. */
const PROGRAM = `
import { api, ContactPointClient, NoAnswerError, ProblemError } from '@contactpoint/client'

const client = new ContactPointClient('http://127.0.0.1:65534', { tries: 1 })
export async function postcodeOf(childId: string): Promise<string | undefined> {
  const disclosed = await client.call(api.children.disclose, { childId, reason: 'coordinate-support' })
  return disclosed.shielded ? undefined : disclosed.child.address?.postcode
}
// @ts-expect-error A reason is one of a list.
export const mistaken = () => client.call(api.children.disclose, { childId: 'K', reason: 'curiosity' })

const error = await client.call(api.places.getAuthority, { code: '383' }).catch((thrown: unknown) => thrown)
console.log(error instanceof NoAnswerError && error.notSent, error instanceof ProblemError)
`

let folder: string
let installed: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'contactpoint-supplier-'))
  const script = join(projectRoot, 'libs', 'client', 'bin', 'package.mjs')
  const { stdout } = await run(process.execPath, [script, folder], { cwd: folder })
  installed = join(folder, 'node_modules', '@contactpoint', 'client')
  await mkdir(installed, { recursive: true })
  await run('tar', ['-xzf', stdout.trim(), '-C', installed, '--strip-components', '1'])
})

afterAll(() => rm(folder, { recursive: true }))

/** What the package says it needs, and nothing else, as npm would install it. */
async function installDependencies(): Promise<void> {
  const text = await readFile(join(installed, 'package.json'), 'utf8')
  const { dependencies, bundleDependencies } = JSON.parse(text) as {
    dependencies: Record<string, string>
    bundleDependencies: string[]
  }
  for (const name of Object.keys(dependencies).filter((name) => !bundleDependencies.includes(name))) {
    const link = join(folder, 'node_modules', name)
    await mkdir(dirname(link), { recursive: true })
    await symlink(join(projectRoot, 'node_modules', name), link)
  }
}

it('the package of the client works outside: its types compile, it asks, and no source comes along', async () => {
  await installDependencies()
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
  await writeFile(join(folder, 'supplier.ts'), PROGRAM)
  const compiler = join(projectRoot, 'node_modules', 'typescript', 'bin', 'tsc')
  const options = ['--strict', '--target', 'es2023', '--module', 'nodenext', '--types', 'node']
  const typeRoots = ['--typeRoots', join(projectRoot, 'node_modules', '@types')]
  const compiled = await run(process.execPath, [compiler, ...options, ...typeRoots, 'supplier.ts'], {
    cwd: folder,
  }).catch((error: { stdout: string }) => error)
  expect(compiled.stdout).toBe('')
  const { stdout } = await run(process.execPath, ['supplier.js'], { cwd: folder })
  expect(stdout).toBe('true false\n')
  const files = await readdir(installed, { recursive: true })
  expect(files.filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))).toEqual([])
})
