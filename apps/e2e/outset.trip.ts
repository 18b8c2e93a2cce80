import { afterAll, beforeAll } from '@jest/globals'
import { aCensus, asAdministrator, startTestStack } from '@contactpoint/testing'
import type { ApiClient, Pupil, TestStack } from '@contactpoint/testing'
import type { BatchReport, Fate } from '@contactpoint/contracts'

/** The administrator's view of the databases: to look behind the services, never to stand in for one. */
type Databases = Awaited<ReturnType<typeof asAdministrator>>

/** What every trip begins with: a stack of its own, and the people who use it. */
export class Outset {
  stack!: TestStack
  databases!: Databases
  practitioner!: ApiClient
  auditor!: ApiClient
  census!: CensusSupplier

  async begin(): Promise<void> {
    this.stack = await startTestStack()
    this.databases = await asAdministrator(this.stack)
    this.practitioner = await this.stack.signIn('practitioner')
    this.auditor = await this.stack.signIn('auditor')
    this.census = new CensusSupplier(await this.stack.supplier(), this.databases)
  }

  async end(): Promise<void> {
    await this.databases?.close()
    await this.stack?.remove()
  }
}

/** Starts the stack before the tests of a file and removes it after them. */
export function setOut(): Outset {
  const outset = new Outset()
  beforeAll(() => outset.begin(), 90_000)
  afterAll(() => outset.end(), 60_000)
  return outset
}

/** What became of one delivery: the supplier's own report, and the fates that only the operator is told. */
export interface Delivered {
  report: BatchReport
  fates: Record<Fate, number>
}

/** The supplier of the school census: each delivery outranks the one before. */
export class CensusSupplier {
  private deliveries = 0

  constructor(
    readonly client: ApiClient,
    private readonly databases: Databases,
  ) {}

  /** A file of these pupils, as the next delivery. */
  nextFile(pupils: Pupil[]): string {
    this.deliveries += 1
    return aCensus(pupils, { serial: String(this.deliveries).padStart(3, '0') })
  }

  async deliver(...pupils: Pupil[]): Promise<Delivered> {
    return this.deliverFile(this.nextFile(pupils))
  }

  async deliverFile(content: string): Promise<Delivered> {
    const report = await this.client.loadFeed(content)
    return { report, fates: await this.fatesOf(report.batchId) }
  }

  async fatesOf(batchId: string): Promise<Record<Fate, number>> {
    const batches = this.databases.db('ingestion').collection<{ _id: string; counts: Record<Fate, number> }>('batches')
    return (await batches.findOne({ _id: batchId }))!.counts
  }

  /** The child that the directory keeps for a pupil, whether anybody may see it or not. */
  async childIdOf({ ref }: Pick<Pupil, 'ref'>): Promise<string> {
    const links = this.databases.db('directory').collection<{ _id: string; childId: string }>('source_links')
    return (await links.findOne({ _id: `school-census:${ref}` }))!.childId
  }
}
