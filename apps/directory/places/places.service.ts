import { Injectable } from '@nestjs/common'
import { Fault, type FindPlaces, type GetPlace, type Place, type Places } from '@contactpoint/contracts'
import { PlacesRepository } from './places.repository.ts'

const MOST_FOUND = 50

/** Schools and authorities: public facts, no child among them. */
@Injectable()
export class PlacesService {
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
    const school = await this.places.findOne('school', urn)
    if (!school) return null
    return { school, authority: school.authority ? await this.places.findOne('authority', school.authority) : null }
  }

  /** DfE code of the authority each of these schools is in; schools that are not in the list are left out. */
  async findAuthorities(urns: string[]): Promise<Map<string, string>> {
    const schools = await this.places.findMany('school', [...new Set(urns)])
    return new Map([...schools].flatMap(([urn, { authority }]) => (authority ? [[urn, authority] as const] : [])))
  }

  findSchools(urns: string[]): Promise<Map<string, Place>> {
    return this.places.findMany('school', urns)
  }
}
