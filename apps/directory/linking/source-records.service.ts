import { Injectable } from '@nestjs/common'
import { LinkingRepository } from './linking.repository.ts'
import type { Question, SourceRecord } from './linking.schema.ts'

/** Records of sources, for people who decide about them. */
@Injectable()
export class SourceRecordsService {
  constructor(private readonly records: LinkingRepository) {}

  async find(id: string): Promise<SourceRecord | null> {
    return (await this.records.findLinks([id])).get(id) ?? null
  }

  /** Those of whose row a person is asked, which wait longest first. @param kinds null: those drawn by lot @param after so many of them */
  findAsked(kinds: readonly string[] | null, most: number, after: number): Promise<SourceRecord[]> {
    return this.records.findAsked(kinds, most, after)
  }

  /** All that sources have said of children. */
  findOf(childIds: string[]): Promise<SourceRecord[]> {
    return this.records.findOf(childIds)
  }

  /** The same, by the id of each of them of which anything was said. */
  findOfEach(childIds: string[]): Promise<Map<string, SourceRecord[]>> {
    return this.records.findOfEach(childIds)
  }

  findQuestion(questionId: string): Promise<SourceRecord | null> {
    return this.records.findQuestion(questionId)
  }

  /** Gives a question to somebody until then, who is shown these children. @returns false while another has it */
  hold(questionId: string, by: string, until: Date, shown: string[]): Promise<boolean> {
    return this.records.hold(questionId, by, until, shown)
  }

  /** Makes another question of it, which nobody has. @returns false while another has it */
  askAnew(questionId: string, by: string, anew: Question): Promise<boolean> {
    return this.records.askAnew(questionId, by, anew)
  }

  /** Puts a question behind the others: somebody else may know. */
  putBack(questionId: string): Promise<void> {
    return this.records.putBack(questionId)
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
