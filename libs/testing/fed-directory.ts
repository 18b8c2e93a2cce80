import type { AppliedFates, ApplyRecords, PresentRecord } from '@contactpoint/contracts'

/** The part of a directory in a room that takes rows in. */
export interface TakesRows {
  linking: { apply(ask: ApplyRecords): Promise<AppliedFates> }
  links: { findLinks(linkIds: string[]): Promise<Map<string, { childId: string | null }>> }
}

/** Feeds' rows into a directory in a room, each delivery of its own and newer than those before. */
export class FedDirectory {
  private versions = 0
  private deliveries = 0

  constructor(private readonly takes: () => TakesRows) {}

  /** @returns what became of each row, with the code of the reason where there is one */
  async apply(...records: PresentRecord[]): Promise<string[]> {
    const rows = records.map((record, n) => {
      const version = String((this.versions += 1)).padStart(9, '0')
      return { row: n + 1, line: n + 1, record: { ...record, version } }
    })
    const batchId = `b-${(this.deliveries += 1)}`
    const { fates } = await this.takes().linking.apply({ source: 'school-census', batchId, rows })
    return fates.map(({ fate, code }) => (code ? `${fate} ${code}` : fate))
  }

  /** Id of the child that the first row of a record made. */
  async idOf({ recordId }: PresentRecord): Promise<string> {
    const linkId = `school-census:${recordId}`
    return (await this.takes().links.findLinks([linkId])).get(linkId)!.childId!
  }
}
