import { countsId, rowKey, type Tally } from './counting.rules.ts'

/** Something that was counted otherwise than the ledger says. */
export interface Difference {
  /** Day or month and organisation, or column, of what is wrong; and which number of it. */
  where: string
  what: string
  ledger: number
  counted: number
}

/** Where two tallies differ in what they say of a day, or of a month. Nothing: they say the same. */
export function differencesOf(when: string, ledger: Tally, counted: Tally): Difference[] {
  const [says, said] = [numbersOf(when, ledger), numbersOf(when, counted)]
  const names = new Set([...says.keys(), ...said.keys()])
  return [...names].sort().flatMap((name) => {
    const [where, what] = JSON.parse(name) as [string, string]
    const [one, other] = [says.get(name) ?? 0, said.get(name) ?? 0]
    return one === other ? [] : [{ where, what, ledger: one, counted: other }]
  })
}

function numbersOf(when: string, { counts, rows }: Tally): Map<string, number> {
  const numbers = new Map<string, number>()
  for (const one of counts.values())
    if (one.when === when)
      for (const [name, count] of [...one.counts, ...one.hours])
        numbers.set(JSON.stringify([countsId(when, one.organisation), name]), count)
  for (const row of rows.values())
    if (row.when === when)
      row.counts.forEach((count, n) => numbers.set(JSON.stringify([rowKey(row), String(n)]), count))
  return numbers
}
