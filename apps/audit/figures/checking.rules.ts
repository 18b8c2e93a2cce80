import { dayId, rowKey, type Tally } from './counting.rules.ts'

/** Something that was counted otherwise than the ledger says. */
export interface Difference {
  /** Day and organisation, or column, of what is wrong; and which number of it. */
  where: string
  what: string
  ledger: number
  counted: number
}

/** Where two tallies of the same day differ. Nothing: they say the same. */
export function differencesOf(ledger: Tally, counted: Tally): Difference[] {
  const [says, said] = [numbersOf(ledger), numbersOf(counted)]
  const names = new Set([...says.keys(), ...said.keys()])
  return [...names].sort().flatMap((name) => {
    const [where, what] = JSON.parse(name) as [string, string]
    const [one, other] = [says.get(name) ?? 0, said.get(name) ?? 0]
    return one === other ? [] : [{ where, what, ledger: one, counted: other }]
  })
}

function numbersOf({ days, rows }: Tally): Map<string, number> {
  const numbers = new Map<string, number>()
  for (const { day, organisation, counts } of days.values())
    for (const [name, count] of counts) numbers.set(JSON.stringify([dayId(day, organisation), name]), count)
  for (const row of rows.values())
    row.counts.forEach((count, n) => numbers.set(JSON.stringify([rowKey(row), String(n)]), count))
  return numbers
}
