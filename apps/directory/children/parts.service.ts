import { Injectable } from '@nestjs/common'
import { assertInTransaction } from '@contactpoint/mongo'
import type { Child } from './children.schema.ts'
import type { Part } from './parts.schema.ts'
import { RecordsService } from './records.service.ts'
import { recomposed } from './parts.rules.ts'
import { PartsRepository } from './parts.repository.ts'

/** Whom a source means: the record that it writes, which is a part of the child, or the very child when it has none. */
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

  /** The same of several children. */
  findOfAll(wholes: string[]): Promise<Child[]> {
    return this.parts.findOfAll(wholes)
  }

  async remove(childIds: string[]): Promise<void> {
    assertInTransaction()
    await this.parts.remove(childIds)
  }

  /** Whom a link to this id means; empty when it is nobody's. */
  async meantBy(childId: string): Promise<Meant[]> {
    return [(await this.meantByIds([childId])).get(childId) ?? []].flat()
  }

  /** Whom links to these ids mean, by id. */
  async meantByIds(childIds: string[]): Promise<Map<string, Meant>> {
    if (childIds.length === 0) return new Map()
    const parts = new Map((await this.parts.findMany(childIds)).map((part) => [part.record.childId, part]))
    const wholes = childIds.map((childId) => parts.get(childId)?.into ?? childId)
    const children = new Map((await this.records.findMany([...new Set(wholes)])).map((child) => [child.childId, child]))
    return new Map(
      childIds.flatMap((childId, n) => {
        const child = children.get(wholes[n]!)
        return child ? [[childId, { record: parts.get(childId)?.record ?? child, child }] as const] : []
      }),
    )
  }

  /** Whom a row with any of these keys may mean: what was merged goes on being known by what it was. */
  async meantByKeys(keys: string[]): Promise<Meant[]> {
    const children = await this.records.findByKeys(keys)
    const found = await this.parts.findByKeys(
      keys,
      children.map(({ childId }) => childId),
    )
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

  /** Ids of everything that a child is: its own, and those of its parts. */
  async idsOf(childId: string): Promise<string[]> {
    return [...new Set([childId, ...(await this.parts.findOf(childId)).map((part) => part.childId)])]
  }

  /** Of everything that these children are, whose it is, by its id. */
  async wholesOf(childIds: string[]): Promise<Map<string, string>> {
    return new Map([...childIds.map((childId) => [childId, childId] as const), ...(await this.parts.intoOf(childIds))])
  }

  /** @param change gives back the same object when it changes nothing; so does this */
  async changed({ record: known, child }: Meant, change: (record: Child) => Child): Promise<Changed> {
    if (known === child) return { child: change(child), part: null }
    const before = { ...known, restricted: child.restricted }
    const part = change(before)
    if (part === before) return { child, part: null }
    const others = (await this.parts.findOf(child.childId)).filter(({ childId }) => childId !== part.childId)
    const isOwn = part.childId === child.childId
    const responsible = isOwn && !child.restricted ? part.authority : child.authority
    return { child: { ...recomposed(child, [...others, part]), authority: responsible }, part }
  }

  async write(into: string, record: Child): Promise<void> {
    assertInTransaction()
    await this.parts.write({ into, record })
  }
}
