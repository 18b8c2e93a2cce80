import { Injectable } from '@nestjs/common'
import type { Source } from '@contactpoint/contracts'
import { PartsService } from '../children/parts.service.ts'
import { LinkingRepository } from './linking.repository.ts'
import { sourceOf } from './linking.rules.ts'

/** Who has told of children. */
@Injectable()
export class ToldService {
  constructor(
    private readonly parts: PartsService,
    private readonly links: LinkingRepository,
  ) {}

  /** Which sources have said anything of each of these, or of what it was merged of. */
  async sourcesOf(childIds: string[]): Promise<Map<string, Set<Source>>> {
    const wholes = await this.parts.wholesOf(childIds)
    const told = new Map<string, Set<Source>>()
    for (const { _id, childId } of await this.links.findTellingOf([...wholes.keys()])) {
      const whole = wholes.get(childId!)!
      told.set(whole, (told.get(whole) ?? new Set()).add(sourceOf(_id)))
    }
    return told
  }
}
