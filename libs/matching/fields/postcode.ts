import { postcodeKey } from '@contactpoint/text'
import { osaWithin } from './bounded-osa.ts'
import type { Comparator } from './comparator.ts'
import { readReference } from './reference.ts'

/** A postcode ready to be compared. */
export interface Postcode {
  /** Capitals and digits: `LS14AP`. */
  readonly text: string
  /** `LS14`, or empty when the text is an outward code alone. */
  readonly sector: string
  /** The outward code: `LS1`. */
  readonly district: string
  /** Of the outward code's middle, in metres of the British National Grid; null where not known. */
  readonly place: { readonly easting: number; readonly northing: number } | null
  readonly isWhole: boolean
}

const LEVELS = ['exact', 'near', 'sector', 'district', 'nearby', 'different'] as const
const [EXACT, NEAR, SECTOR, DISTRICT, NEARBY, DIFFERENT] = [0, 1, 2, 3, 4, 5] as const

const WHOLE = /^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/
const OUTWARD = /^[A-Z]{1,2}\d[A-Z\d]?$/
const SHORTEST_FOREIGN = 4
const NEARBY_METRES = 15_000

/** NHS pseudo postcodes (NHS Data Dictionary, POSTCODE: ZZ99 and a code for no fixed abode, abroad or not known). */
const PSEUDO = /^ZZ99/
const PLACEHOLDER = /^(.)\1*$|^(AA|XX|ZZ)(\d)\3\3?\2$/

let outcodes: ReadonlyMap<string, { easting: number; northing: number }> | undefined

/**
 * Postcodes. `near`: one slip of the pen; `sector`: all but the last two letters are equal; `district`: the outward
 * codes are; `nearby`: the middles of their districts are at most 15 km apart (England only). Of a foreign one sector
 * and district are all but the last and the last two characters.
 */
export const postcode: Comparator<Postcode> = {
  levels: LEVELS,
  prepare: preparePostcode,
  canonical: (value) => value.text,
  compare: comparePostcodes,
  blockingKeys: [
    { name: 'exact', of: (value) => (value.isWhole ? [value.text] : []) },
    { name: 'sector', of: (value) => (value.sector === '' ? [] : [value.sector]) },
    { name: 'district', of: (value) => [value.district] },
  ],
}

function preparePostcode(text: string): Postcode | null {
  const code = postcodeKey(text)
  if (!/\d/.test(code) || PSEUDO.test(code) || PLACEHOLDER.test(code)) return null
  if (WHOLE.test(code)) return british(code, code.slice(0, -2), code.slice(0, -3))
  if (OUTWARD.test(code)) return british(code, '', code)
  const isWhole = code.length >= SHORTEST_FOREIGN
  const [sector, district] = isWhole ? [code.slice(0, -1), code.slice(0, -2)] : ['', code]
  return { text: code, sector, district, place: null, isWhole }
}

function british(text: string, sector: string, district: string): Postcode {
  outcodes ??= readOutcodes()
  return { text, sector, district, place: outcodes.get(district) ?? null, isWhole: sector !== '' }
}

function comparePostcodes(a: Postcode, b: Postcode): number {
  if (a.text === b.text) return EXACT
  if (a.isWhole && b.isWhole && osaWithin(a.text, b.text, 1) <= 1) return NEAR
  if (a.sector !== '' && a.sector === b.sector) return SECTOR
  if (a.district === b.district) return DISTRICT
  return isNearby(a, b) ? NEARBY : DIFFERENT
}

function isNearby({ place: a }: Postcode, { place: b }: Postcode): boolean {
  if (a === null || b === null) return false
  const [east, north] = [a.easting - b.easting, a.northing - b.northing]
  return east * east + north * north <= NEARBY_METRES * NEARBY_METRES
}

function readOutcodes(): Map<string, { easting: number; northing: number }> {
  return new Map(
    readReference('outcodes.csv').map((line) => {
      const [outcode, easting, northing] = line.split(',')
      if (!outcode || !easting || !northing) throw new Error('outcodes.csv has a row without three cells')
      return [outcode, { easting: Number(easting), northing: Number(northing) }]
    }),
  )
}
