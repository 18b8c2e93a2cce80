import { countCell, markdownTable } from '../tables.ts'

/** One run of the bench: of another commit, or from another seed on. */
export interface Run {
  date: string
  commit: string
  seeds: string
  pairs: number
  answers: number
  told: number
}

const HEADER = ['seeds', 'date', 'commit', 'pairs of worlds', 'answers in both', 'told apart']

/** The runs that a page of results lists; one of before this was kept lists none. */
export function runsOn(page: string): Run[] {
  const lines = page.split('\n').map((line) => line.split('|').map((cell) => cell.trim()))
  const number = (cell = ''): number => Number(cell.replaceAll(',', ''))
  return lines.flatMap(([, seeds = '', date = '', commit = '', pairs, answers, told]) =>
    /^\d+ to \d+$/.test(seeds)
      ? [{ seeds, date, commit, pairs: number(pairs), answers: number(answers), told: number(told) }]
      : [],
  )
}

/** All runs with this one as it is now: the seed that it began with says which it is. */
export function withRun(runs: readonly Run[], run: Run): Run[] {
  const first = ({ seeds }: Run): string => seeds.split(' ')[0]!
  return [...runs.filter((one) => first(one) !== first(run)), run]
}

/** The runs as a table, and their sum. */
export function runsTable(runs: readonly Run[]): string {
  const sum = (of: 'pairs' | 'answers' | 'told'): string => countCell(runs.reduce((all, run) => all + run[of], 0))
  const rows = runs.map(({ seeds, date, commit, pairs, answers, told }) => [
    ...[seeds, date, commit, countCell(pairs), countCell(answers), countCell(told)],
  ])
  return markdownTable(HEADER, [...rows, ['all', '', '', sum('pairs'), sum('answers'), sum('told')]])
}
