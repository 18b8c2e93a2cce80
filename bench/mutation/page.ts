import { countCell, markdownTable } from '../tables.ts'

/** What came of the mutants of one file. */
export interface Mutated {
  path: string
  date: string
  commit: string
  mutants: number
  /** A line of markdown for each that nobody noticed: its place and what was put there. */
  left: string[]
}

const HEADER = ['file', 'date', 'commit', 'mutants', 'noticed', 'of a hundred']
const LEFT = '## What nobody noticed'

/** The files on a page as it was kept. */
export function mutatedOn(page: string): Mutated[] {
  const lines = page.split('\n')
  const rows = lines
    .filter((line) => /^\| (apps|libs)\//.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()))
  return rows.map(([, path = '', date = '', commit = '', mutants = '']) => ({
    ...{ path, date, commit, mutants: Number(mutants.replaceAll(',', '')) },
    left: lines.filter((line) => line.startsWith(`- \`${path}:`)),
  }))
}

/** What is known of each file, by path: what was found now in place of what was known. */
export function withMutated(known: readonly Mutated[], now: readonly Mutated[]): Mutated[] {
  const all = new Map([...known, ...now].map((file) => [file.path, file]))
  return [...all.values()].toSorted((a, b) => a.path.localeCompare(b.path, 'en'))
}

/** The table of the files with their sum, and what nobody noticed. */
export function mutatedText(files: readonly Mutated[]): string {
  const rows = files.map(({ path, date, commit, mutants, left }) => [
    path,
    date,
    commit,
    ...counts(mutants, left.length),
  ])
  const sum = (of: (file: Mutated) => number): number => files.reduce((all, file) => all + of(file), 0)
  const all = [
    'all',
    '',
    '',
    ...counts(
      sum(({ mutants }) => mutants),
      sum(({ left }) => left.length),
    ),
  ]
  const left = files.flatMap((file) => file.left).join('\n') || 'Nothing.'
  return `${markdownTable(HEADER, [...rows, all])}\n\n${LEFT}\n\n${left}`
}

function counts(mutants: number, left: number): string[] {
  const share = mutants === 0 ? '-' : ((100 * (mutants - left)) / mutants).toFixed(1)
  return [countCell(mutants), countCell(mutants - left), share]
}
