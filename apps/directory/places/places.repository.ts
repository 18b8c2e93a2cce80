import { Injectable } from '@nestjs/common'
import { InjectCollection } from '@contactpoint/mongo'
import type { Organisation, Place, PlaceKind } from '@contactpoint/contracts'
import type { Model } from 'mongoose'
import { places, type PlaceDocument } from './places.schema.ts'

@Injectable()
export class PlacesRepository {
  constructor(@InjectCollection(places) private readonly places: Model<PlaceDocument>) {}

  async findOne(kind: PlaceKind, code: string): Promise<Place | null> {
    const found = await this.places.findOne({ _id: code, kind }).lean<PlaceDocument>()
    return found && toPlace(found)
  }

  async findMany(kind: PlaceKind, codes: string[]): Promise<Map<string, Place>> {
    const found = await this.places.find({ _id: { $in: codes }, kind }).lean<PlaceDocument[]>()
    return new Map(found.map((place) => [place._id, toPlace(place)]))
  }

  /** Places of whichever kind: no two have one code. */
  async findByCodes(codes: string[]): Promise<Organisation[]> {
    return (await this.places.find({ _id: { $in: codes } }).lean<PlaceDocument[]>()).map(toOrganisation)
  }

  /** Places whose name starts so, by name. */
  async findByName(kind: PlaceKind, start: string, limit: number): Promise<Place[]> {
    const from = start.toLowerCase()
    const found = await this.places
      .find({ kind, sortName: { $gte: from, $lt: `${from}\uffff` } })
      .sort({ sortName: 1, _id: 1 })
      .limit(limit)
      .lean<PlaceDocument[]>()
    return found.map(toPlace)
  }
}

function toOrganisation({ _id, name, lines = [], town, postcode }: PlaceDocument): Organisation {
  return { code: _id, name, lines: town ? [...lines, town] : lines, postcode }
}

function toPlace({ _id, name, town, postcode, authority }: PlaceDocument): Place {
  return { code: _id, name, ...(town && { town }), ...(postcode && { postcode }), ...(authority && { authority }) }
}
