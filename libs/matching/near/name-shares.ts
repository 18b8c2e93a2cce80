import { readReference } from '../fields/reference.ts'

export type NameKind = 'given' | 'middle' | 'family'

/** Share from which on a name is listed. Nobody has counted the others: none of them says more than this would. */
export const RAREST = 2 ** -15

/** Names of one kind, folded, with the share of the children who have them, 0 to 1. Source: `reference/README.md`. */
export type NameShares = ReadonlyMap<string, number>

let tables: Readonly<Record<NameKind, NameShares>> | undefined

export function nameShares(kind: NameKind): NameShares {
  return (tables ??= readTables())[kind]
}

/** @param folded as `foldName` gives it; of given names the first of several */
export function nameShare(kind: NameKind, folded: string): number {
  return nameShares(kind).get(folded) ?? RAREST
}

function readTables(): Record<NameKind, NameShares> {
  const [given, middle, family] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()]
  const tables = { given, middle, family }
  for (const row of readReference('name-shares.csv')) {
    const [kind, name, share] = row.split(',') as [NameKind, string, string]
    tables[kind].set(name, Number(share))
  }
  return tables
}
