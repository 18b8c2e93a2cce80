import { Injectable } from '@nestjs/common'
import { assertInTransaction } from '@contactpoint/mongo'
import { linkKeys } from '@contactpoint/matching'
import { toMatchRecord } from './children.rules.ts'
import type { Child } from './children.schema.ts'
import type { Part } from './parts.schema.ts'
import { RecordsService } from './records.service.ts'
import { recomposed } from './parts.rules.ts'
import { PartsRepository } from './parts.repository.ts'

/** Whom a source means: the record that it writes, which is part of the child or the child itself. */
export interface Meant {
  record: Child
  child: Child
}

/** A child with what a row changes in it, and in the part of it that the row is about: null when it has no parts. */
export interface Changed {
  child: Child
  part: Child | null
}

/** Rows about merged children: each goes to the part that its source means, and through it to the whole. */
@Injectable()
export class PartsService {
  constructor(
    private readonly parts: PartsRepository,
    private readonly records: RecordsService,
  ) {}

  find(childId: string): Promise<Part | null> {
    return this.parts.find(childId)
  }

  /** What a child was merged of, its own record among it; empty for nearly every child. */
  findOf(into: string): Promise<Child[]> {
    return this.parts.findOf(into)
  }

  async remove(childIds: string[]): Promise<void> {
    assertInTransaction()
    await this.parts.remove(childIds)
  }

  /** Id of the child that goes on for this one: its own, but for a record that was merged. */
  async wholeOf(childId: string): Promise<string> {
    return (await this.parts.find(childId))?.into ?? childId
  }

  /** Whom a link to this id means; empty when it is nobody's. */
  async meantBy(childId: string): Promise<Meant[]> {
    const part = await this.parts.find(childId)
    const child = await this.records.findById(part?.into ?? childId)
    return child ? [{ record: part?.record ?? child, child }] : []
  }

  /** Whom a row with any of these keys may mean: what was merged goes on being known by what it was. */
  async meantByKeys(keys: string[]): Promise<Meant[]> {
    const [found, children] = [await this.parts.findByKeys(keys), await this.records.findByKeys(keys)]
    const wholes = new Map(
      (await this.records.findMany(found.map(({ into }) => into))).map((child) => [child.childId, child]),
    )
    const parts = found.flatMap(({ into, record }) => {
      const child = wholes.get(into)
      return child ? [{ record, child }] : []
    })
    const others = children.filter(({ childId }) => !parts.some(({ record }) => record.childId === childId))
    return [...parts, ...others.map((child) => ({ record: child, child }))]
  }

  /** Those of the keys that anybody has, merged or not. */
  async keysInUse(keys: string[]): Promise<Set<string>> {
    const parts = (await this.parts.findByKeys(keys)).flatMap(({ record }) => linkKeys(toMatchRecord(record)))
    return (await this.records.findKeysInUse(keys)).union(new Set(parts))
  }

  /** Ids of everything that a child is: its own, and those of its parts. */
  async idsOf(childId: string): Promise<string[]> {
    return [...new Set([childId, ...(await this.parts.findOf(childId)).map((part) => part.childId)])]
  }

  /** @param change gives back the same object when it changes nothing; so does this */
  async changed(child: Child, partId: string, change: (record: Child) => Child): Promise<Changed> {
    const part = await this.parts.find(partId)
    if (!part) return { child: change(child), part: null }
    const before = { ...part.record, restricted: child.restricted }
    const record = change(before)
    if (record === before) return { child, part: null }
    const others = (await this.parts.findOf(part.into)).filter(({ childId }) => childId !== partId)
    const responsible = partId === child.childId && !child.restricted ? record.authority : child.authority
    return { child: { ...recomposed(child, [...others, record]), authority: responsible }, part: record }
  }

  async write(into: string, record: Child): Promise<void> {
    assertInTransaction()
    await this.parts.write({ into, record })
  }
}
