import { Injectable } from '@nestjs/common'
import { assertInTransaction, isDuplicate } from '@contactpoint/mongo'
import { SearchKeysService } from '../search/search-keys.service.ts'
import { ChildrenRepository } from './children.repository.ts'
import { StaleChild, type NearCandidate } from './children.rules.ts'
import type { Child, Marks } from './children.schema.ts'

/** Writing records: a child and its search keys change together, in the caller's transaction, or not at all. */
@Injectable()
export class RecordsService {
  constructor(
    private readonly children: ChildrenRepository,
    private readonly searchKeys: SearchKeysService,
  ) {}

  /** Starts over when one of the records was written by somebody else meanwhile. */
  async untilCurrent<T>(work: () => Promise<T>): Promise<T> {
    for (;;)
      try {
        return await work()
      } catch (error) {
        if (!(error instanceof StaleChild) && !isDuplicate(error)) throw error
      }
  }

  findById(childId: string): Promise<Child | null> {
    return this.children.findById(childId)
  }

  findMany(childIds: string[]): Promise<Child[]> {
    return this.children.findMany(childIds)
  }

  /** Children that have any of these keys: see `linkKeys` of the matching library. */
  findByKeys(keys: string[]): Promise<Child[]> {
    return this.children.findByKeys(keys)
  }

  /** Those that have such a key, and of whom nothing is hidden. */
  findUnprotectedByKey(key: string, most: number): Promise<Child[]> {
    return this.children.findUnprotectedByKey(key, most)
  }

  findBornOn(dates: string[]): Promise<NearCandidate[]> {
    return this.children.findBornOn(dates)
  }

  async insertMany(children: Child[]): Promise<void> {
    assertInTransaction()
    await this.children.insertMany(children)
    await this.searchKeys.add(children)
  }

  /** @throws StaleChild when the child was written since this version's predecessor was read */
  async replace(child: Child): Promise<void> {
    assertInTransaction()
    await this.children.replace(child)
    await this.searchKeys.writeMany([child])
  }

  /** The same of many, all or none. */
  async replaceMany(children: Child[]): Promise<void> {
    assertInTransaction()
    await this.children.replaceMany(children)
    await this.searchKeys.writeMany(children)
  }

  /** Of whom there is no record of its own any more. @throws StaleChild when the child was written since */
  async remove(child: Pick<Child, 'childId' | 'version'>): Promise<void> {
    assertInTransaction()
    await this.children.remove(child)
    await this.searchKeys.remove(child.childId)
  }

  /** Another authority is responsible. @returns false when there is no such child */
  setAuthority(childId: string, authority: string): Promise<boolean> {
    return this.children.setAuthority(childId, authority)
  }

  /** @returns false when the child was written since */
  async change(
    child: Pick<Child, 'childId' | 'version' | 'restricted'>,
    change: Partial<Pick<Child, 'visibility' | 'covered'>>,
  ): Promise<boolean> {
    assertInTransaction()
    const { visibility, covered } = change
    const isChanged = await this.children.change(child, change)
    if (isChanged && visibility) await this.searchKeys.setVisible([child.childId], visibility === 'visible')
    if (isChanged && covered !== undefined)
      await this.searchKeys.setRestricted([child.childId], child.restricted || covered)
    return isChanged
  }

  /** @returns false when a later protection version was there already */
  async setMarks(childId: string, marks: Marks): Promise<boolean> {
    assertInTransaction()
    if (!(await this.children.setMarks(childId, marks))) return false
    await this.searchKeys.setRestricted([childId], marks.restricted || marks.covered)
    await this.searchKeys.setVisible([childId], marks.visibility === 'visible')
    return true
  }
}
