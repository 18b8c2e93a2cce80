import { nameParts } from '@contactpoint/text'
import { readReference } from './fields/reference.ts'

/** Of a family name that no list of a community has. */
export const GENERAL_COMMUNITY = 'general'

let table: ReadonlyMap<string, string> | undefined

/**
 * The community in whose lists a family name is most frequent; of a double name, the first of its parts that is in any. It is a guess about
 * names: good for counting many, and nothing that could be said of somebody.
 *
 * Source: `reference/README.md`.
 */
export function familyNameCommunity(family: string): string {
  table ??= new Map(readReference('family-names-by-community.csv').map((line) => line.split(',') as [string, string]))
  const parts = nameParts(family)
  const found = [parts.join(' '), ...parts].map((part) => table!.get(part)).find((community) => community !== undefined)
  return found ?? GENERAL_COMMUNITY
}
