import { afterAll, beforeAll } from '@jest/globals'
import { aCensus, asAdministrator, childIdsOf, sharedStack, startTestStack } from '@contactpoint/testing'
import type { ApiClient, Pupil, RunningStack, TestStack } from '@contactpoint/testing'
import type { BatchReport, Fate } from '@contactpoint/contracts'

/** The administrator's view of the databases: to look behind the services, never to stand in for one. */
type Databases = Awaited<ReturnType<typeof asAdministrator>>

/** What every trip begins with: a stack, and the people who use it. */
export class Outset<Running extends RunningStack = RunningStack> {
  stack!: Running
  databases!: Databases
  practitioner!: ApiClient
  auditor!: ApiClient
  census!: CensusSupplier

  constructor(private readonly startStack: () => Promise<Running>) {}

  async begin(): Promise<void> {
    this.stack = await this.startStack()
    this.databases = await asAdministrator(this.stack)
    this.practitioner = await this.stack.signIn('practitioner')
    this.auditor = await this.stack.signIn('auditor')
    this.census = new CensusSupplier(await this.stack.supplier(), this.databases)
  }

  async end(): Promise<void> {
    await this.databases?.close()
  }
}

/**
 * Begins before the tests of a file, on the stack that it shares with others; on one of its own where it kills the
 * broker, or counts everything that there is.
 */
export function setOut(): Outset
export function setOut(on: { own: true }): Outset<TestStack>
export function setOut(on?: { own: true }): Outset {
  return on ? begun(new Outset(startTestStack), (stack) => stack.remove()) : begun(new Outset(sharedStack))
}

function begun<Running extends RunningStack>(
  outset: Outset<Running>,
  leave?: (stack: Running) => Promise<void>,
): Outset<Running> {
  beforeAll(() => outset.begin())
  afterAll(async () => {
    await outset.end()
    if (outset.stack) await leave?.(outset.stack)
  })
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
  async childIdOf(pupil: Pick<Pupil, 'ref'>): Promise<string> {
    return (await childIdsOf(this.databases, [pupil])).get(pupil.ref)!
  }
}
