import type { Address } from './address.ts'
import { hashText, Random, Weighted } from './random.ts'
import { readRows } from './reference.ts'
import { SHARES } from './shares-of-england.ts'

export type Stage = 'primary' | 'secondary'

export interface School {
  urn: string
  /** Local authority and establishment number, 7 digits. */
  laEstab: string
  roll: number
}

/** An outward code: the part of a postcode before the space, and what lies in it. */
export interface District {
  outcode: string
  /** Ordnance Survey grid reference of its middle, in metres. */
  easting: number
  northing: number
  homes: { postcode: string; town: string }[]
  schools: Record<Stage, School[]>
}

const SCHOOL_AREA = 4

/** Real postcodes, towns and schools of England, with made-up houses. */
export class Places {
  readonly #districts = new Map<string, District>()
  readonly #inhabited: Weighted<District>
  readonly #streets = new Weighted(readRows('streets.csv'), (row) => Number(row[1]))
  readonly #nearby = new Map<string, Weighted<Reachable>>()

  constructor() {
    for (const [outcode, easting, northing] of readRows('outcodes.csv'))
      this.#districts.set(outcode!, emptyDistrict(outcode!, Number(easting), Number(northing)))
    for (const [postcode, town] of readRows('postcodes.csv.gz'))
      this.#districts.get(postcode!.split(' ')[0]!)!.homes.push({ postcode: postcode!, town: town! })
    for (const [urn, laEstab, phase, roll, outcode] of readRows('schools.csv.gz')) {
      const school = { urn: urn!, laEstab: laEstab!, roll: Number(roll) }
      const { schools } = this.#districts.get(outcode!)!
      if (phase !== 'secondary') schools.primary.push(school)
      if (phase !== 'primary') schools.secondary.push(school)
    }
    this.#inhabited = new Weighted([...this.#districts.values()], households)
  }

  /** A district, drawn by how many pupils its schools have. */
  district(random: Random): District {
    return this.#inhabited.draw(random)
  }

  /** A house or flat in the district. All homes of a postcode are in the same street, as real ones are. */
  address(random: Random, district: District): Address {
    const { postcode, town } = random.pick(district.homes)
    const street = this.#streets.draw(new Random(hashText(postcode)))[0]!
    const house = `${random.between(1, 140)} ${street}`
    const lines = random.chance(SHARES.flats) ? [`Flat ${random.between(1, 24)}`, house, town] : [house, town]
    return { lines, postcode }
  }

  /** Another house or flat in the district of a postcode that is known here. */
  addressNear(random: Random, postcode: string): Address {
    return this.address(random, this.districtOf(postcode))
  }

  /** Where a postcode lies that is known here. */
  districtOf(postcode: string): District {
    return this.#districts.get(postcode.split(' ')[0]!)!
  }

  /** A school for this stage in the district or in those around it: near and large ones are likelier. */
  school(random: Random, district: District, stage: Stage): School {
    const key = district.outcode + stage
    let reachable = this.#nearby.get(key)
    if (!reachable) this.#nearby.set(key, (reachable = this.#reachable(district, stage)))
    return reachable.draw(random).school
  }

  #reachable(district: District, stage: Stage): Weighted<Reachable> {
    const nearest: { there: District; km: number }[] = []
    for (const there of this.#districts.values()) {
      if (there.schools[stage].length === 0) continue
      const km = Math.hypot(there.easting - district.easting, there.northing - district.northing) / 1000
      if (nearest.length === SCHOOL_AREA && km >= nearest[SCHOOL_AREA - 1]!.km) continue
      nearest.push({ there, km })
      nearest.sort((a, b) => a.km - b.km)
      nearest.length = Math.min(nearest.length, SCHOOL_AREA)
    }
    const schools = nearest.flatMap(({ there, km }) => there.schools[stage].map((school) => ({ school, km })))
    return new Weighted(schools, ({ school, km }) => school.roll / (1 + km) ** 2)
  }
}

interface Reachable {
  school: School
  km: number
}

function emptyDistrict(outcode: string, easting: number, northing: number): District {
  return { outcode, easting, northing, homes: [], schools: { primary: [], secondary: [] } }
}

/** Bounded by the known postcodes, so that a district with few of them does not crowd hundreds of families into one. */
function households({ homes, schools }: District): number {
  const pupils = [...schools.primary, ...schools.secondary].reduce((sum, school) => sum + school.roll, 0)
  return Math.min(Math.max(pupils, homes.length * 5), homes.length * 100)
}
