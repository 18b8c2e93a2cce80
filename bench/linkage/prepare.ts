// Usage: node --conditions=@contactpoint/source bench/linkage/prepare.ts --out DIR [--data DIR] [--seed N] [SET...]
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Random } from '../../libs/synthetic/random.ts'
import { readRecords } from '../../libs/synthetic/reference.ts'
import { LINKAGE_SETS, type LinkageSet } from './sets.ts'

const DEFAULT_SEED = 20_040_915

/** What the matcher gets and what the evaluator gets, as paths. */
export interface PreparedSet {
  readonly name: string
  readonly rows: number
  readonly input: string
  readonly config: string
  /** `id,cluster`: one line a row. */
  readonly truth: string
}

/**
 * Writes `input.csv`, `config.json` and `truth.csv` to `<out>/<set>`, so that the matcher can be run as a user would.
 * Truth columns and near-keys are taken out, rows are shuffled and ids are made opaque: raw files are sorted by person.
 *
 * @returns undefined when the set's file is not there, as is so for sets outside the project when `data` is not given
 */
export async function prepareSet(
  set: LinkageSet,
  { out, data, seed = DEFAULT_SEED }: { out: string; data?: string; seed?: number },
): Promise<PreparedSet | undefined> {
  const file = set.file.in === 'project' ? join(import.meta.dirname, set.file.path) : data && join(data, set.file.path)
  if (!file || !existsSync(file)) return undefined
  const rows = shuffled(readRecords(file), new Random(seed))
  const columns = Object.keys(rows[0]!).filter((column) => !set.hidden.includes(column))
  const ids = rows.map((_row, index) => `r${String(index + 1).padStart(6, '0')}`)
  const folder = join(out, set.name)
  await mkdir(folder, { recursive: true })
  const at = (name: string): string => join(folder, name)
  await writeFile(
    at('input.csv'),
    table(
      ['id', ...columns],
      rows.map((row, i) => [ids[i]!, ...columns.map((c) => row[c]!)]),
    ),
  )
  await writeFile(
    at('truth.csv'),
    table(
      ['id', 'cluster'],
      rows.map((row, i) => [ids[i]!, set.entity(row)]),
    ),
  )
  await writeFile(at('config.json'), `${JSON.stringify({ id: 'id', fields: set.fields }, null, 2)}\n`)
  return {
    name: set.name,
    rows: rows.length,
    input: at('input.csv'),
    config: at('config.json'),
    truth: at('truth.csv'),
  }
}

/** CSV text with a header; cells are quoted where they must be. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, ...rows].map((cells) => `${cells.map(quoted).join(',')}\n`).join('')
}

/** In place of Array.sort: every order is equally likely, and the same on every machine (Fisher and Yates). */
export function shuffled<T>(list: readonly T[], random: Random): T[] {
  const copy = [...list]
  for (let last = copy.length - 1; last > 0; last--) {
    const other = random.below(last + 1)
    ;[copy[last], copy[other]] = [copy[other]!, copy[last]!]
  }
  return copy
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

if (import.meta.main) {
  const options = { out: { type: 'string' }, data: { type: 'string' }, seed: { type: 'string' } } as const
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  if (!values.out) throw new Error('Say where to with --out DIR')
  const seed = values.seed === undefined ? undefined : Number(values.seed)
  for (const set of LINKAGE_SETS.filter(({ name }) => !positionals.length || positionals.includes(name))) {
    const prepared = await prepareSet(set, { out: values.out, data: values.data, seed })
    process.stdout.write(`${set.name}  ${prepared ? `${prepared.rows} rows` : 'not there: needs --data'}\n`)
  }
}
