import { Injectable } from '@nestjs/common'
import { InjectCollection, insertAsIs, writeAsIs } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import {
  HIDDEN_FIELDS,
  StaleChild,
  toDocument,
  toVisibleFields,
  unlessLongDead,
  VISIBLE_FIELDS,
  type FedFields,
  type FullFields,
  type HitFields,
  type Living,
  type NearCandidate,
  type VisibleFields,
} from './children.rules.ts'
import { children, type Child, type ChildDocument, type Marks } from './children.schema.ts'
import { PROVENANCE_READ } from './sources.rules.ts'

/** As `isUnprotected` says, for the store. */
const UNPROTECTED = { visibility: 'visible', restricted: false, covered: false } as const

@Injectable()
export class ChildrenRepository {
  constructor(@InjectCollection(children) private readonly children: Model<ChildDocument>) {}

  /** Live children, cut to the visible view inside the query. */
  async findVisible(childIds: string[], living: Living): Promise<VisibleFields[]> {
    const found = await this.children.find(live(childIds, living), VISIBLE_FIELDS).lean<ChildDocument[]>()
    return found.map((document) => toChild(document)!)
  }

  /** Live children with everything that may be shown of them: what is hidden of a restricted one is cut away by the store. */
  async findShown(childIds: string[], living: Living): Promise<(VisibleFields | FullFields)[]> {
    const found = await this.children
      .find(live(childIds, living), { ...VISIBLE_FIELDS, ...UNLESS_RESTRICTED, restricted: 1, covered: 1 })
      .lean<ChildDocument[]>()
    return found.map((document) => {
      const { restricted, covered, ...shown } = toChild(document)!
      return restricted || covered ? toVisibleFields(shown) : shown
    })
  }

  /** Live children with everything of them, restricted or not. */
  async findOverridden(childIds: string[], living: Living): Promise<FullFields[]> {
    const found = await this.children
      .find(live(childIds, living), { ...VISIBLE_FIELDS, ...ALSO_HIDDEN })
      .lean<ChildDocument[]>()
    return found.map((document) => toChild(document)!)
  }

  /** Which authority is responsible for live children, whatever their records show; nothing else of them is read. */
  async findAuthorities(childIds: string[], living: Living): Promise<Pick<Child, 'childId' | 'authority'>[]> {
    const found = await this.children.find(live(childIds, living), { authority: 1 }).lean<ChildDocument[]>()
    return found.map((document) => toChild(document)!)
  }

  /** The same of the next ones by id, those too whom nobody sees. */
  async findFedAfter(childId: string, most: number, living: Living): Promise<FedFields[]> {
    const found = await this.children
      .find({ _id: { $gt: childId }, ...ofTheLiving(living) }, FED)
      .sort({ _id: 1 })
      .limit(most)
      .lean<ChildDocument[]>()
    return found.map((document) => toChild(document)!)
  }

  /** All of the next day on which somebody was born, of whom everybody sees all; none: nobody was later. @param day `YYYY-MM-DD`, or nothing */
  async findShownBornAfter(day: string, living: Living): Promise<Child[]> {
    const shown = { ...ofTheLiving(living), ...UNPROTECTED }
    const [next] = await this.children
      .find({ ...shown, $and: [{ dateOfBirth: { $gt: day } }] }, { dateOfBirth: 1 })
      .sort({ dateOfBirth: 1 })
      .limit(1)
      .lean<Pick<ChildDocument, 'dateOfBirth'>[]>()
    if (!next) return []
    const born = { ...shown, $and: [{ dateOfBirth: next.dateOfBirth }] }
    const found = await this.children.find(born).lean<ChildDocument[]>()
    return found.map((document) => toChild(document)!)
  }

  /** What feeds say of who works with live children, whatever their records show. */
  async findFed(childIds: string[], living: Living): Promise<FedFields[]> {
    const found = await this.children.find(live(childIds, living), FED).lean<ChildDocument[]>()
    return found.map((document) => toChild(document)!)
  }

  async findById(childId: string): Promise<Child | null> {
    return toChild(await this.children.findById(childId).lean<ChildDocument>())
  }

  async findMany(childIds: string[]): Promise<Child[]> {
    const found = await this.children.find({ _id: { $in: childIds } }).lean<ChildDocument[]>()
    return found.map((document) => toChild(document)!)
  }

  /** Children that have any of the keys. */
  async findByKeys(keys: string[]): Promise<Child[]> {
    const found = await this.children.find({ linkKeys: { $in: keys } }).lean<ChildDocument[]>()
    return found.map((document) => toChild(document)!)
  }

  /** Those that have the key, and of whom nothing is hidden: of others it makes no difference how many there are. */
  async findUnprotectedByKey(key: string, most: number): Promise<Child[]> {
    const found = await this.children
      .find({ linkKeys: key, ...UNPROTECTED })
      .limit(most)
      .lean<ChildDocument[]>()
    return found.map((document) => toChild(document)!)
  }

  /** Children born on any of these days, as the near test looks at them. */
  async findBornOn(dates: string[]): Promise<NearCandidate[]> {
    const found = await this.children.find({ dateOfBirth: { $in: dates } }, NEAR_FIELDS).lean<ChildDocument[]>()
    return found.map((document) => toChild(document)!)
  }

  /** Hits of a search: what is hidden of a restricted child is cut away by the store. */
  async findHits(childIds: string[], living: Living): Promise<HitFields[]> {
    const orNull = (field: string): object => ({ $cond: [IS_CUT, null, field] })
    const found = await this.children.aggregate<ChildDocument>([
      { $match: live(childIds, living) },
      {
        $project: {
          ...VISIBLE_FIELDS,
          covered: 1,
          address: orNull('$address'),
          education: orNull('$education'),
        },
      },
    ])
    return found.map((document) => toChild(document)!)
  }

  async insertMany(children: Child[]): Promise<void> {
    await insertAsIs(this.children, children.map(toDocument))
  }

  /** Writes the child over the version before its own. @throws StaleChild when that is not what is stored */
  async replace(child: Child): Promise<void> {
    const { matchedCount } = await this.children.replaceOne(
      { _id: child.childId, version: child.version - 1 },
      toDocument(child),
    )
    if (matchedCount === 0) throw new StaleChild()
  }

  /** The same of many. @throws StaleChild, which gives the transaction up, unless all were at the versions before their own */
  async replaceMany(children: Child[]): Promise<void> {
    const writes = children.map((child) => {
      const { _id, ...replacement } = toDocument(child)
      return { replaceOne: { filter: { _id, version: child.version - 1 }, replacement } }
    })
    if ((await writeAsIs(this.children, writes)) !== writes.length) throw new StaleChild()
  }

  /** @throws StaleChild when another version is stored by now */
  async remove({ childId, version }: Pick<Child, 'childId' | 'version'>): Promise<void> {
    const { deletedCount } = await this.children.deleteOne({ _id: childId, version })
    if (deletedCount === 0) throw new StaleChild()
  }

  /** @returns false when there is no such child */
  async setAuthority(childId: string, authority: string): Promise<boolean> {
    const { matchedCount } = await this.children.updateOne(
      { _id: childId },
      { $set: { authority }, $inc: { version: 1 } },
    )
    return matchedCount === 1
  }

  /** @returns false when the child has another version by now */
  async change(
    child: Pick<Child, 'childId' | 'version'>,
    change: Partial<Pick<Child, 'visibility' | 'covered'>>,
  ): Promise<boolean> {
    const { matchedCount } = await this.children.updateOne(
      { _id: child.childId, version: child.version },
      { $set: change, $inc: { version: 1 } },
    )
    return matchedCount === 1
  }

  /** A shield that is there is awaited no more. @returns false when this protection version, or a later one, was there already */
  async setMarks(childId: string, marks: Marks): Promise<boolean> {
    const { matchedCount } = await this.children.updateOne(
      { _id: childId, restriction: { $lt: marks.restriction } },
      { $set: marks, $inc: { version: 1 }, ...(marks.restricted && { $unset: { awaitingShield: 1 } }) },
    )
    return matchedCount === 1
  }
}

const NEAR_FIELDS = {
  restricted: 1,
  name: 1,
  formerNames: 1,
  dateOfBirth: 1,
  gender: 1,
  address: 1,
  identifiers: 1,
  carers: 1,
} as const satisfies Record<Exclude<keyof NearCandidate, 'childId'>, 1>

const FED = { authority: 1, education: 1, gpPracticeCode: 1, services: 1 }

/** A restricted or covered child, as the store works it out. */
const IS_CUT = { $or: ['$restricted', '$covered'] }

/** Fields that only another child shows. */
const UNLESS_RESTRICTED = {
  ...Object.fromEntries(HIDDEN_FIELDS.map((field) => [field, unlessRestricted(`$${field}`)])),
  provenance: unlessRestricted(PROVENANCE_READ),
}

const ALSO_HIDDEN = Object.fromEntries(HIDDEN_FIELDS.map((field) => [field, 1]))

function unlessRestricted(read: string | object): object {
  return { $cond: [IS_CUT, '$$REMOVE', read] }
}

function live(childIds: string[], living: Living): object {
  return { _id: { $in: childIds }, visibility: 'visible', ...ofTheLiving(living) }
}

function ofTheLiving({ bornFrom, diedFrom }: Living): object {
  return { dateOfBirth: { $gte: bornFrom }, ...unlessLongDead(diedFrom) }
}

function toChild(document: ChildDocument | null): Child | null {
  if (!document) return null
  const { _id, linkKeys: _keys, ...fields } = document
  return { childId: _id, ...fields }
}
