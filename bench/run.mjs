// npm run bench -- <name> [options]: runs <name>.bench.ts, wherever it lies beside what it measures, on built code.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { goOn, prepare, root } from '../libs/stack/bin/prepare.mjs'

const benches = ['apps', 'libs', 'bench']
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((path) => join(root, folder, path)))
  .filter((path) => path.endsWith('.bench.ts') && !/[\\/](node_modules|dist)[\\/]/.test(path))
const nameOf = (path) => path.split(/[\\/]/).at(-1).replace('.bench.ts', '')

/** What a bench says of itself in its first lines. */
function usageOf(path) {
  const lines = readFileSync(path, 'utf8').split('\n')
  const head = lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith('//')),
  )
  return head.map((line) => line.replace(/^\/\/ /, '')).join('\n')
}

const [name, ...options] = process.argv.slice(2)
const asksHow = [name, ...options].some((option) => ['--help', '-h'].includes(option))
const bench = benches.find((path) => nameOf(path) === name)
if (bench && asksHow && !usageOf(bench).includes('[--help]')) {
  console.log(usageOf(bench))
} else if (bench) {
  prepare()
  goOn([bench, ...options])
} else if (asksHow) {
  console.log(benches.map(usageOf).join('\n\n'))
} else {
  console.error(`Say which: npm run bench -- <name>. There are: ${benches.map(nameOf).join(', ')}.`)
  process.exitCode = 2
}
