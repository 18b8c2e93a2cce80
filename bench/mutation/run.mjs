// npm run mutation: breaks the rules of shielding, and of misuse, one by one, and lists what no unit spec noticed in bench/results/mutation.md.
// Stryker is installed beside the project, not in it: nothing that is shipped or tested has it among what it depends on.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { machineFacts } from '../machine.ts'
import { keepPage } from '../results-page.ts'
import { markdownTable } from '../tables.ts'

const VERSION = '10.0.0'
const root = join(import.meta.dirname, '..', '..')
const own = join(root, '.cache', 'mutation')
const goal = 90

const MUTATED = [
  'apps/directory/restrictions/**/*.rules.ts',
  'apps/directory/**/key-visibility*.ts',
  'apps/directory/search/search.rules.ts',
  'apps/directory/merging/merging.rules.ts',
  'apps/directory/children/parts.rules.ts',
  'apps/directory/involvements/*.rules.ts',
  'apps/identity/override-grants/override-grants.rules.ts',
  'apps/identity/relations/*.rules.ts',
  'apps/audit/{cases,misuse}/*.rules.ts',
  'apps/shielding/**/*.rules.ts',
]

/** Mostly expressions that MongoDB judges, and nothing else does: a unit spec could only say them again. */
const FOR_A_DATABASE = ['apps/shielding/budgets/spending-writes.rules.ts']

await install()
// One file after the other: what is known of one is kept, also when the next is cut off.
for (const path of MUTATED.flatMap((pattern) => globSync(pattern, { cwd: root, exclude: FOR_A_DATABASE }))) mutate(path)
await report()

function mutate(path) {
  const stryker = join(own, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js')
  const config = join(import.meta.dirname, 'stryker.config.mjs')
  spawnSync(process.execPath, [stryker, 'run', config, '--mutate', path], { cwd: root, stdio: 'inherit' })
}

async function install() {
  if (existsSync(join(own, 'node_modules', '@stryker-mutator', 'jest-runner'))) return
  await mkdir(own, { recursive: true })
  await writeFile(join(own, 'package.json'), '{ "private": true }\n')
  const packages = ['core', 'jest-runner'].map((name) => `@stryker-mutator/${name}@${VERSION}`)
  execFileSync('npm', ['install', '--no-audit', '--no-fund', ...packages], { cwd: own, stdio: 'inherit' })
}

async function report() {
  const { files } = JSON.parse(await readFile(join(own, 'incremental.json'), 'utf8'))
  const all = Object.entries(files).map(([path, { mutants }]) => ({ path, mutants }))
  const rows = all.map(({ path, mutants }) => [path, ...counts(mutants)])
  const survivors = all.flatMap(({ path, mutants }) => mutants.filter(isLeft).map((mutant) => lineOf(path, mutant)))
  const page = `# Mutations

${machineFacts()}
- command: \`npm run mutation\` (Stryker ${VERSION})

Rules are broken one mutation at a time; a unit spec of the same folder must notice. The goal is ${goal} of a hundred. Services, repositories and controllers are
not among them: only specs with a database and a broker notice what breaks there, which takes some seconds a mutant. Nor is
\`spending-writes.rules.ts\`: most of it is expressions that MongoDB judges, which a unit spec could only say again; \`budgets.int.spec.ts\` tries
them against a database, whatever somebody sees in whatever order.

${markdownTable(['file', 'mutants', 'noticed', 'of a hundred'], [...rows, ['all', ...counts(all.flatMap(({ mutants }) => mutants))]])}

## What nobody noticed

${survivors.join('\n') || 'Nothing.'}
`
  await keepPage('mutation', page)
  process.stdout.write(page)
}

/** What never ran, and what does not compile, says nothing. */
function counts(mutants) {
  const counted = mutants.filter(({ status }) => !['Ignored', 'CompileError', 'RuntimeError'].includes(status))
  const noticed = counted.filter((mutant) => !isLeft(mutant)).length
  const share = counted.length === 0 ? '-' : ((100 * noticed) / counted.length).toFixed(1)
  return [String(counted.length), String(noticed), share]
}

function isLeft({ status }) {
  return status === 'Survived' || status === 'NoCoverage'
}

function lineOf(path, { location, mutatorName, replacement = '' }) {
  const text = replacement.replaceAll(/\s+/g, ' ').slice(0, 80)
  return `- \`${path}:${location.start.line}\` ${mutatorName}: \`${text}\``
}
