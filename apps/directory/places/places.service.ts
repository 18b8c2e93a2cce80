import { Injectable } from '@nestjs/common'
import {
  Fault,
  type FindPlaces,
  type GetPlace,
  type Organisation,
  type Place,
  type PlaceKind,
  type Places,
} from '@contactpoint/contracts'
import { LRUCache } from 'lru-cache'
import { PlacesRepository } from './places.repository.ts'

const MOST_FOUND = 50
const KEPT_MS = 5 * 60 * 1000

/** What is known of a code, also that no list has it. */
interface Kept<T> {
  place: T | undefined
}

/** Schools, authorities and GP practices: public facts, no child among them. */
@Injectable()
export class PlacesService {
  private readonly kept = new LRUCache<string, Kept<Place>>({ max: 30_000, ttl: KEPT_MS })
  private readonly organisations = new LRUCache<string, Kept<Organisation>>({ max: 30_000, ttl: KEPT_MS })

  constructor(private readonly places: PlacesRepository) {}

  async get({ kind, code }: GetPlace): Promise<Place> {
    const place = await this.places.findOne(kind, code)
    if (!place) throw Fault.notFound()
    return place
  }

  async findByName({ kind, name }: FindPlaces): Promise<Places> {
    return { places: await this.places.findByName(kind, name, MOST_FOUND) }
  }

  /** A school with the authority it is in; null for a school that is not in the list. */
  async findSchool(urn: string): Promise<{ school: Place; authority: Place | null } | null> {
    const school = (await this.find('school', [urn])).get(urn)
    if (!school) return null
    const code = school.authority
    return { school, authority: code ? ((await this.find('authority', [code])).get(code) ?? null) : null }
  }

  /** DfE code of the authority each of these schools is in; schools that are not in the list are left out. */
  async findAuthorities(urns: string[]): Promise<Map<string, string>> {
    const schools = await this.find('school', urns)
    return new Map([...schools].flatMap(([urn, { authority }]) => (authority ? [[urn, authority] as const] : [])))
  }

  /** The same of one school; null where there is none. */
  async findAuthority(urn: string | null): Promise<string | null> {
    return urn === null ? null : ((await this.findAuthorities([urn])).get(urn) ?? null)
  }

  findSchools(urns: string[]): Promise<Map<string, Place>> {
    return this.find('school', urns)
  }

  /** Organisations of whichever kind, by code, with how they are reached; those that are in no list are left out. */
  async findOrganisations(codes: string[]): Promise<Map<string, Organisation>> {
    const missing = [...new Set(codes)].filter((code) => !this.organisations.has(code))
    if (missing.length > 0) {
      const found = new Map((await this.places.findByCodes(missing)).map((one) => [one.code, one]))
      for (const code of missing) this.organisations.set(code, { place: found.get(code) })
    }
    return new Map(codes.flatMap((code) => entryOf(code, this.organisations.get(code))))
  }

  /** Places are public and change once a term: those that were asked for are kept for a while. */
  private async find(kind: PlaceKind, codes: string[]): Promise<Map<string, Place>> {
    const missing = [...new Set(codes)].filter((code) => !this.kept.has(keyOf(kind, code)))
    if (missing.length > 0) {
      const found = await this.places.findMany(kind, missing)
      for (const code of missing) this.kept.set(keyOf(kind, code), { place: found.get(code) })
    }
    return new Map(codes.flatMap((code) => entryOf(code, this.kept.get(keyOf(kind, code)))))
  }
}

function keyOf(kind: PlaceKind, code: string): string {
  return `${kind} ${code}`
}

function entryOf<T>(code: string, kept: Kept<T> | undefined): [string, T][] {
  return kept?.place ? [[code, kept.place]] : []
}
