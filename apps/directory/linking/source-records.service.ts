import { Injectable } from '@nestjs/common'
import { LinkingRepository } from './linking.repository.ts'
import { wordsWith } from './linking.rules.ts'
import type { SourceRecord } from './linking.schema.ts'
import type { SourceWord } from '../children/said.rules.ts'

/** Records of sources, for people who decide about them. */
@Injectable()
export class SourceRecordsService {
  constructor(private readonly records: LinkingRepository) {}

  async find(id: string): Promise<SourceRecord | null> {
    return (await this.records.findLinks([id])).get(id) ?? null
  }

  /** Those of whose row a person is asked, which wait longest first. @param after so many of them */
  findAsked(kinds: readonly string[], most: number, after: number): Promise<SourceRecord[]> {
    return this.records.findAsked(kinds, most, after)
  }

  findQuestion(questionId: string): Promise<SourceRecord | null> {
    return this.records.findQuestion(questionId)
  }

  /** Gives a question to somebody until then. @returns false while another has it */
  hold(questionId: string, by: string, until: Date): Promise<boolean> {
    return this.records.hold(questionId, by, until)
  }

  /** Puts a question behind the others: somebody else may know. */
  putBack(questionId: string): Promise<void> {
    return this.records.putBack(questionId)
  }

  /** What all records of a child say, with one of them as it is to be; null: without it. */
  async wordsOf(childId: string, id: string, now: SourceRecord | null): Promise<SourceWord[]> {
    return wordsWith(await this.records.findOf([childId]), id, now)
  }

  /** @throws StaleChild when somebody else wrote it since it was read */
  write(record: SourceRecord, before: SourceRecord | null): Promise<void> {
    return this.records.writeLink(record, before)
  }

  /** @throws StaleChild when somebody else wrote it since it was read */
  remove(record: SourceRecord): Promise<void> {
    return this.records.removeLink(record)
  }
}
