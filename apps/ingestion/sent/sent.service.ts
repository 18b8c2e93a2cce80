import { Injectable } from '@nestjs/common'
import { PREVIEW_ITEMS, type BatchPreview, type IncomingRecord, type Source } from '@contactpoint/contracts'
import { itemsOf, previewWith, sentAfter } from './sent.rules.ts'
import { SentRepository } from './sent.repository.ts'
import type { SentItems } from './sent.schema.ts'

/** What each source last sent of its records, and what a file changes of that. */
@Injectable()
export class SentService {
  constructor(private readonly sent: SentRepository) {}

  /** A file's preview with more of its rows. */
  async preview(preview: BatchPreview, source: Source, records: readonly IncomingRecord[]): Promise<BatchPreview> {
    const known = await this.sent.find(records.map((record) => idOf(source, record)))
    return records.reduce(
      (before, record) => previewWith(before, known.get(idOf(source, record))?.items, itemsOf(record)),
      preview,
    )
  }

  /** The preview of a whole file: what it does not have of what its source has sent. */
  async whole(preview: BatchPreview, { source, authority }: Sender): Promise<BatchPreview> {
    return { ...preview, missing: Math.max(0, (await this.sent.count(source, authority)) - preview.known) }
  }

  /** Rows of a batch have their fates. In the transaction that gives them. */
  async keep(batchId: string, source: Source, records: readonly IncomingRecord[]): Promise<void> {
    const known = await this.sent.find(records.map((record) => idOf(source, record)))
    const after = records.map((record) => {
      const _id = idOf(source, record)
      return { _id, ...sentAfter(known.get(_id), batchId, itemsOf(record)) }
    })
    await this.sent.write(after.filter(({ _id, items }) => !isSaidAgain(known.get(_id)?.items, items)))
  }

  /** Rows of a batch are taken back. In the transaction that says so. */
  async forget(batchId: string, source: Source, recordIds: readonly string[]): Promise<void> {
    const known = await this.sent.find(recordIds.map((recordId) => idOf(source, { recordId })))
    const last = [...known.values()].filter((one) => one.batchId === batchId)
    await this.sent.write(last.flatMap(({ _id, before }) => (before ? [{ _id, ...before, before: null }] : [])))
    await this.sent.remove(last.filter(({ before }) => !before).map(({ _id }) => _id))
  }
}

/** Of whom a file is; see `Batch`. */
interface Sender {
  source: Source
  authority?: string | null
}

function isSaidAgain(before: SentItems | undefined, items: SentItems): boolean {
  return before !== undefined && PREVIEW_ITEMS.every((item) => before[item] === items[item])
}

function idOf(source: Source, { recordId }: Pick<IncomingRecord, 'recordId'>): string {
  return `${source}:${recordId}`
}
