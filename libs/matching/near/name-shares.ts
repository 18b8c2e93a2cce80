import { foldName } from '@contactpoint/text'
import { readReference } from '../fields/reference.ts'

type NameKind = 'given' | 'family'

/** Nobody has counted the rare names: none of them says more than this share would. */
const RAREST = 2 ** -13

let table: ReadonlyMap<string, number> | undefined

/** Share of the children who have this name, 0 to 1: of a given name, the first of several. Source: `reference/README.md`. */
export function nameShare(kind: NameKind, name: string): number {
  return (table ??= readTable()).get(`${kind},${foldName(name)}`) ?? RAREST
}

function readTable(): Map<string, number> {
  const cut = (row: string): [string, number] => {
    const comma = row.lastIndexOf(',')
    return [row.slice(0, comma), Number(row.slice(comma + 1))]
  }
  return new Map(readReference('name-shares.csv').map(cut))
}
