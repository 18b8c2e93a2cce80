import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

export interface CommunityName {
  /** Language, and country where it matters: `ku_ckb`, `en_IN`. */
  readonly locale: string
  readonly part: 'forename' | 'middle_name' | 'surname'
  readonly name: string
}

/** Some 60 real names of each kind in 28 languages, as they are written there. What is true of names is true of these. */
export function namesByCommunity(): CommunityName[] {
  // The compiled file lies one folder deeper (`dist/`) than the source.
  const beside = new URL('reference/names_by_community.csv.gz', import.meta.url)
  const location = existsSync(beside) ? beside : new URL('../reference/names_by_community.csv.gz', import.meta.url)
  const [, ...lines] = gunzipSync(readFileSync(location)).toString().trim().split('\n')
  return lines.map((line) => {
    const [locale, part, name] = line.split(',')
    return { locale: locale!, part: part as CommunityName['part'], name: name! }
  })
}
