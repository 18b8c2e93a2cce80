// npm run bench -- <name> [options]: runs <name>.bench.ts, wherever it lies beside what it measures, on built code.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { goOn, prepare, root } from '../libs/stack/bin/prepare.mjs'

const benches = ['apps', 'libs', 'bench']
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((path) => join(root, folder, path)))
  .filter((path) => path.endsWith('.bench.ts') && !/[\\/](node_modules|dist)[\\/]/.test(path))
const nameOf = (path) => path.split(/[\\/]/).at(-1).replace('.bench.ts', '')

const [name, ...options] = process.argv.slice(2)
const bench = benches.find((path) => nameOf(path) === name)
if (bench) {
  prepare()
  goOn([bench, ...options])
} else {
  console.error(`Say which: npm run bench -- <name>. There are: ${benches.map(nameOf).join(', ')}.`)
  process.exitCode = 2
}
