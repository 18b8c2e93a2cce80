import type { SyntheticChild } from './child.ts'
import { hashText } from './random.ts'
import { readRows } from './reference.ts'

const AREA = 3

interface Placed {
  outcode: string
  easting: number
  northing: number
}

/** The general practices of England, and who is on whose list: families go to one of those nearby, all of a family to the same. */
export class Practices {
  readonly #districts: Placed[]
  readonly #codes = new Map<string, string[]>()
  readonly #nearby = new Map<string, string[]>()

  constructor() {
    this.#districts = readRows('outcodes.csv').map(([outcode, easting, northing]) => {
      return { outcode: outcode!, easting: Number(easting), northing: Number(northing) }
    })
    for (const [code, outcode] of readRows('practices.csv.gz'))
      this.#codes.set(outcode!, [...(this.#codes.get(outcode!) ?? []), code!])
  }

  /** The practice of a child, by where the family lives; any of England where that is not known. */
  of({ householdId, address }: Pick<SyntheticChild, 'householdId' | 'address'>): string {
    const drawn = hashText(householdId)
    const outcode = address?.postcode.split(' ')[0] ?? this.#districts[drawn % this.#districts.length]!.outcode
    const near = this.#near(outcode)
    return near[drawn % near.length]!
  }

  /** Practices of the nearest districts that have any. */
  #near(outcode: string): string[] {
    const known = this.#nearby.get(outcode)
    if (known) return known
    const { easting, northing } = this.#districts.find((district) => district.outcode === outcode)!
    const distance = (there: Placed): number => Math.hypot(there.easting - easting, there.northing - northing)
    const nearest = this.#districts
      .filter((there) => this.#codes.has(there.outcode))
      .map((there) => ({ there, distance: distance(there) }))
      .sort((a, b) => a.distance - b.distance)
      .slice(0, AREA)
    const codes = nearest.flatMap(({ there }) => this.#codes.get(there.outcode)!)
    this.#nearby.set(outcode, codes)
    return codes
  }
}
