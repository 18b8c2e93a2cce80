import { until } from '@contactpoint/stack'
import type { asAdministrator } from '../database.ts'
import type { ApiClient } from '../api-client.ts'
import { aCensus, type Pupil } from '../builders.ts'
import { childIdsOf } from '../child-ids.ts'
import { portionsOf } from '../portions.ts'
import type { Fixed } from './asking.ts'
import type { Callers } from './callers.ts'
import { storedInvolvements } from './hidden-involvements.ts'
import { OTHER_ASKERS, storedRequests } from './hidden-requests.ts'
import type { Planted } from './plots.ts'
import { justifyOne, refuseOne, shieldOne } from './second-shields.ts'
import type { WaitingRows } from './waiting-rows.ts'

type Databases = Awaited<ReturnType<typeof asAdministrator>>

/** Shields that are asked for at a time: each takes three seconds, nearly all of which it waits. */
const SHIELDS_AT_A_TIME = 50

/** As many as officers may decide in an hour. */
const SECOND_SHIELDS_AT_A_TIME = 10

const SETTLED_WITHIN_MS = 30_000

/** A file that changes more of the records that it has is set aside, until somebody else has looked at it. */
const CHANGES_AT_A_TIME = 20

/** A census of one day is delivered so often, and then comes that of the next. */
const MOST_SERIALS = 999
const FIRST_CENSUS = Date.UTC(2026, 9, 1)
const DAY_MS = 86_400_000

/** Puts plots into the directory by the way on which children come, and makes one world into the next. */
export class WorldMaker {
  private deliveries = 0
  private readonly childIds = new Map<string, string>()

  constructor(
    private readonly databases: Databases,
    private readonly supplier: ApiClient,
    private readonly waiting: WaitingRows,
  ) {}

  /** Everybody is there, and nobody shielded. @returns id of the batch that brought them */
  async plant(planted: readonly Planted[]): Promise<string> {
    const crowds = [...new Set(planted.flatMap((one) => Object.values(one.crowds)))].flatMap(({ pupils }) => pupils)
    const people = planted
      .flatMap(({ inWorlds, beside }) => [inWorlds, ...beside.people.map((one) => one.inWorlds)])
      .map(([row]) => row!)
    const batchId = await this.deliver([...crowds, ...people])
    await this.findIds(people)
    await this.tellTheRest(planted, 0)
    await this.involve(planted, 0)
    await this.askToBePutInTouch(planted, 0)
    await this.askWhetherTheyAreOne(planted)
    return batchId
  }

  /** @returns of each the receipt of an entry about it. @throws Error when one of them is not shielded */
  async shield(planted: readonly Planted[], callers: Callers): Promise<Fixed['receipt'][]> {
    const receipts: Fixed['receipt'][] = []
    for (const some of portionsOf(planted, SHIELDS_AT_A_TIME))
      receipts.push(...(await Promise.all(some.map((one) => shieldOne(this.idOf(one), callers)))))
    for (const some of portionsOf(planted, SECOND_SHIELDS_AT_A_TIME)) {
      await this.forgetSpendings()
      await Promise.all(some.map((one) => this.shieldAnother(one, callers)))
    }
    await this.waiting.guess(planted.map((one) => this.idOf(one)))
    return receipts
  }

  private async shieldAnother({ beside }: Planted, callers: Callers): Promise<void> {
    if (beside.second === null) return
    const [sister = '', brother = ''] = beside.people.map((one) => this.idOfRow(one.inWorlds))
    await shieldOne(sister, callers)
    if (beside.second === 'refused') await refuseOne(sister, callers)
    if (beside.second === 'brother-decided') await justifyOne(sister, brother, callers)
  }

  /** The hidden values of each child become those of this world. */
  async enter(planted: readonly Planted[], world: number): Promise<void> {
    const families = planted.flatMap(({ beside }) => beside.people.filter(({ isFamily }) => isFamily))
    const people = [...planted, ...families].map(({ inWorlds }) => inWorlds[world]!)
    // What became of a file is told only after the usual time: that of all of them passes at once.
    await Promise.all(portionsOf(people, CHANGES_AT_A_TIME).map((some) => this.deliver(some)))
    const childIds = planted.map((one) => this.idOf(one))
    await this.waiting.takeIn([...childIds, ...families.map((one) => this.idOfRow(one.inWorlds))])
    await this.waiting.guess(childIds)
    await this.tellTheRest(planted, world)
    await this.involve(planted, world)
    await this.askToBePutInTouch(planted, world)
  }

  /** Nobody has seen anybody yet: a budget that is nearly spent says so in an answer, at a time that no world knows. */
  async forgetSpendings(): Promise<void> {
    await this.databases.db('shielding').collection('spendings').deleteMany({})
  }

  /** Until nothing is left to be recorded: an entry that comes late would be another one's newest. */
  async settled(): Promise<void> {
    const outbox = this.databases.db('shielding').collection('outbox')
    if (!(await until(async () => (await outbox.countDocuments()) === 0, SETTLED_WITHIN_MS, 50)))
      throw new Error('Something waits that nobody does')
  }

  idOf({ inWorlds }: Planted): string {
    return this.idOfRow(inWorlds)
  }

  /** The child, and who is beside it. */
  idsOf(planted: Planted): string[] {
    return [planted, ...planted.beside.people].map(({ inWorlds }) => this.idOfRow(inWorlds))
  }

  private idOfRow([row]: readonly Pupil[]): string {
    return this.childIds.get(row!.ref)!
  }

  private async deliver(pupils: Pupil[]): Promise<string> {
    const [day, nth] = [Math.floor(this.deliveries / MOST_SERIALS), this.deliveries % MOST_SERIALS]
    this.deliveries += 1
    const referenceDate = new Date(FIRST_CENSUS + day * DAY_MS).toISOString().slice(0, 10)
    const serial = String(nth + 1).padStart(3, '0')
    const report = await this.supplier.loadFeed(aCensus(pupils, { referenceDate, serial }))
    if (report.accepted !== pupils.length) throw new Error(`Rows were refused: ${JSON.stringify(report)}`)
    return report.batchId
  }

  private async findIds(pupils: Pupil[]): Promise<void> {
    for (const [ref, childId] of await childIdsOf(this.databases, pupils)) this.childIds.set(ref, childId)
  }

  /** Whoever works with each child in this world, and nobody else: what callers added in the one before is gone. */
  private async involve(planted: readonly Planted[], world: number): Promise<void> {
    const involvements = this.databases.db('directory').collection<{ _id: string }>('involvements')
    await involvements.deleteMany({ childId: { $in: planted.map((one) => this.idOf(one)) } })
    const stored = planted.flatMap((one) =>
      storedInvolvements(one.inWorlds[world]!.involvements, { childId: this.idOf(one), knownId: one.involvementId }),
    )
    if (stored.length > 0) await involvements.insertMany(stored)
  }

  /** Whoever else has asked to be put in touch in this world; what callers asked stays open in all of them. */
  private async askToBePutInTouch(planted: readonly Planted[], world: number): Promise<void> {
    const requests = this.databases.db('shielding').collection<{ _id: string }>('broker_requests')
    await requests.deleteMany({ childId: { $in: planted.map((one) => this.idOf(one)) }, personId: OTHER_ASKERS })
    const stored = planted.flatMap((one) =>
      storedRequests(one.inWorlds[world]!.requests, { childId: this.idOf(one), knownId: one.requestId }),
    )
    if (stored.length > 0) await requests.insertMany(stored)
  }

  /** A pair with each child in it, found before anybody was shielded. */
  private async askWhetherTheyAreOne(planted: readonly Planted[]): Promise<void> {
    const mates = planted.map((one) => one.crowds.mates.pupils[0]!)
    const ids = await childIdsOf(this.databases, mates)
    const pairs = planted.map((one, n) => ({
      ...{ _id: one.duplicateId, childIds: [this.idOf(one), ids.get(mates[n]!.ref)!].toSorted(), foundBy: 'model' },
      ...{ state: 'open', said: null, joined: null, decidedBy: null, askedAt: new Date() },
    }))
    await this.databases.db('shielding').collection<{ _id: string }>('duplicate_pairs').insertMany(pairs)
  }

  /** What no census says: a practice, a death, services of an authority. It would be gone with the next row: that is what its sources say. */
  private async tellTheRest(planted: readonly Planted[], world: number): Promise<void> {
    const directory = this.databases.db('directory')
    const changes = planted.map((one) => {
      const { gpPracticeCode, dateOfDeath, services } = one.inWorlds[world]!
      return { childId: this.idOf(one), keys: { gpPracticeCode, dateOfDeath }, services }
    })
    await directory.collection<{ _id: string }>('children').bulkWrite(
      changes.map(({ childId, keys, services }) => ({
        updateOne: { filter: { _id: childId }, update: { $set: { ...keys, services } } },
      })),
    )
    await directory
      .collection('search_keys')
      .bulkWrite(changes.map(({ childId, keys }) => ({ updateMany: { filter: { childId }, update: { $set: keys } } })))
  }
}
