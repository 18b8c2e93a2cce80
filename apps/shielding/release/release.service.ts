import { Injectable } from '@nestjs/common'
import type { Caller } from '@contactpoint/bus'
import { Fault, type Receipt } from '@contactpoint/contracts'
import { randomUUID } from 'node:crypto'
import { ProtectionService } from '../protection/protection.service.ts'
import { EntriesService } from './entries.service.ts'
import { readingEntry, withheldEntry, type Asked, type Reading } from './release.rules.ts'

/** A shield changes at most a few times in a child's life; more than this in one request is something else. */
const TRIES = 5

/** What may leave, and the receipt of the entry that says so. */
export interface Released<Content> {
  content: Content
  receipt: Receipt
}

/** The one path on which anything about a child leaves: read, recorded, guarded; and from the start if a shield changed. */
@Injectable()
export class ReleaseService {
  constructor(
    private readonly protection: ProtectionService,
    private readonly entries: EntriesService,
  ) {}

  /**
   * @param read reads the answer under the stances of now; called again when one of them changed before the answer left
   * @throws Fault `not-found`, recorded, when there is nothing to show; `unavailable` when nothing could be recorded or guarded
   */
  async release<Content>(
    caller: Caller,
    asked: Asked,
    read: () => Promise<Reading<Content>>,
  ): Promise<Released<Content>> {
    for (let tries = 0; tries < TRIES; tries++) {
      const reading = await read()
      const receipt = await this.entries.append(readingEntry(randomUUID(), caller, asked, reading)) // no receipt, no answer
      if (reading.content === null) throw Fault.notFound()
      if (await this.protection.guard(reading.stances)) return { content: reading.content, receipt }
      await this.entries.append(withheldEntry(randomUUID(), caller, asked, reading)) // tightened meanwhile: nothing leaves
    }
    throw Fault.unavailable('shielding')
  }
}
