// npm run mutation [-- FILE...]: breaks what shields, and what notices misuse, one mutation at a time, and lists what no spec noticed.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { machineFacts, runFacts } from '../machine.ts'
import { keepPage, keptPage } from '../results-page.ts'
import { mutatedOn, mutatedText, withMutated } from './page.ts'

const USAGE = `npm run mutation [-- FILE...]

Breaks rules one mutation at a time, and lists in bench/results/mutation.md what no spec of the same folder noticed. Without files: all of
them, which takes two hours. Services and repositories are changed where they lie, and put back: do not work on them meanwhile. Stryker is
installed beside the project, not in it: nothing that is shipped or tested has it among what it depends on.`

const VERSION = '10.0.0'
const PAGE = 'mutation'
const root = join(import.meta.dirname, '..', '..')
const own = join(root, '.cache', 'mutation')
const goal = 90

const MUTATED = [
  'apps/directory/restrictions/*.{rules,service,repository}.ts',
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

const asked = process.argv.slice(2)
const all = MUTATED.flatMap((pattern) => globSync(pattern, { cwd: root, exclude: FOR_A_DATABASE }))
const unknown = asked.filter((path) => !all.includes(path))
if (asked.some((word) => ['--help', '-h'].includes(word))) console.log(USAGE)
else if (unknown.length > 0) {
  console.error(`Not among what is mutated: ${unknown.join(', ')}. There are:\n${all.join('\n')}`)
  process.exitCode = 2
} else await run(asked.length > 0 ? asked : all)

async function run(paths) {
  await install()
  const facts = runFacts()
  for (const path of paths) {
    mutate(path)
    await report(path, facts)
  }
}

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

/** One file after the other: what is known of one is kept, also when the next is cut off. */
async function report(path, facts) {
  const { files } = JSON.parse(await readFile(join(own, 'incremental.json'), 'utf8'))
  const mutants = files[path].mutants.filter(saysSomething)
  const left = mutants.filter(isLeft).map((mutant) => lineOf(path, mutant))
  const known = withMutated(mutatedOn(await keptPage(PAGE)), [{ path, ...facts, mutants: mutants.length, left }])
  const page = `# Mutations

${machineFacts()}
- command: \`npm run mutation -- ${asked.join(' ')}\` (Stryker ${VERSION})

Code is broken one mutation at a time; a spec of the same folder must notice: a unit spec where rules are broken, one with a database and a
broker where a service or repository of restrictions is. The goal is ${goal} of a hundred. What other folders have of services is not among
them. Nor is \`spending-writes.rules.ts\`: most of it is expressions that MongoDB judges, which a unit spec could only say again;
\`budgets.int.spec.ts\` tries them against a database, whatever somebody sees in whatever order.

${mutatedText(known)}
`
  await keepPage(PAGE, page)
  process.stdout.write(`${left.length} of ${mutants.length} left in ${path}\n`)
}

/** What never ran, and what does not compile, says nothing. */
function saysSomething({ status }) {
  return !['Ignored', 'CompileError', 'RuntimeError'].includes(status)
}

function isLeft({ status }) {
  return status === 'Survived' || status === 'NoCoverage'
}

function lineOf(path, { location, mutatorName, replacement = '' }) {
  const text = replacement.replaceAll(/\s+/g, ' ').slice(0, 80)
  return `- \`${path}:${location.start.line}\` ${mutatorName}: \`${text}\``
}
