import { Injectable } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import {
  Fault,
  MOST_INVOLVEMENTS_BY_ONE,
  MOST_INVOLVEMENTS_SHOWN,
  MOST_CONTACT_TASKS,
  type ChangeKeptInvolvement,
  type ContactTasksListed,
  type FindInvolvement,
  type InvolvementFound,
  type InvolvementKept,
  type InvolvementOwner,
  type InvolvementsListed,
  type KeepInvolvement,
  type ListInvolvements,
  type Nothing,
} from '@contactpoint/contracts'
import { transaction } from '@contactpoint/mongo'
import { randomUUID } from 'node:crypto'
import type { Connection } from 'mongoose'
import { StaleChild } from '../children/children.rules.ts'
import { ChildrenService } from '../children/children.service.ts'
import { RecordsService } from '../children/records.service.ts'
import { PlacesService } from '../places/places.service.ts'
import { ContactTasksRepository } from './contact-tasks.repository.ts'
import { InvolvementsRepository } from './involvements.repository.ts'
import {
  changedInvolvement,
  fedInvolvements,
  fedOrganisations,
  inOrder,
  newInvolvement,
  saysContact,
  toReviewed,
} from './involvements.rules.ts'
import type { KeptInvolvement } from './involvements.schema.ts'
import { mayTake, stateOf, stepsOf } from './steps.rules.ts'

/** Keeps who works with a child. Who may is for shielding to decide. */
@Injectable()
export class InvolvementsService {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly children: ChildrenService,
    private readonly records: RecordsService,
    private readonly places: PlacesService,
    private readonly involvements: InvolvementsRepository,
    private readonly tasks: ContactTasksRepository,
  ) {}

  /** @throws Fault `not-found` for a child that nobody sees; `conflict` when its recorder has as many of this child as may be */
  async add(ask: KeepInvolvement): Promise<InvolvementKept> {
    await this.children.read({ childId: ask.childId, view: 'visible' })
    return this.records.untilCurrent(() => transaction(this.connection, () => this.addNow(ask)))
  }

  /** Under the child's version: a record that is merged meanwhile takes all that it has with it. */
  private async addNow(ask: KeepInvolvement): Promise<InvolvementKept> {
    const child = await this.records.findById(ask.childId)
    if (!child) throw Fault.notFound()
    // Of their own only: a number in which others count would tell of what they are not shown.
    if ((await this.involvements.countBy(ask.by, ask.childId)) >= MOST_INVOLVEMENTS_BY_ONE)
      throw new Fault('conflict', 'You have recorded as many involvements of one child as may be')
    const involvement = newInvolvement(randomUUID(), ask, new Date())
    await this.involvements.add(involvement)
    if (!(await this.records.change(child, {}))) throw new StaleChild()
    return kept(involvement)
  }

  async find({ involvementId }: FindInvolvement): Promise<InvolvementFound> {
    const { childId, isSensitive, consent, owner, recordedBy } = await this.get(involvementId)
    const record = await this.children.read({ childId, view: 'full' })
    const childAuthority = 'authority' in record.child ? (record.child.authority?.code ?? null) : null
    const isWithdrawn = Boolean(consent?.withdrawnAt)
    return { childId, isChildShown: record.full, childAuthority, isSensitive, isWithdrawn, owner, recordedBy }
  }

  /** @throws Fault `not-found`, `precondition-failed`, `conflict`, `invalid-request`: see the question */
  async change({ involvementId, version, ...ask }: ChangeKeptInvolvement): Promise<InvolvementKept> {
    return transaction(this.connection, async () => {
      const before = await this.get(involvementId)
      if (before.version !== version) throw changedMeanwhile()
      const { by: _by, ...changes } = ask
      const steps = stepsOf(changes)
      if (!steps.every((step) => mayTake(step, stateOf(before))))
        throw new Fault('conflict', 'It came too late: the involvement has ended, or its consent was withdrawn')
      if (steps.length === 0) return kept(before)
      const now = new Date()
      const after = changedInvolvement(before, ask, now)
      if (!(await this.involvements.replace(after))) throw changedMeanwhile()
      if (saysContact(changes) || stateOf(after) !== 'going-on') await this.tasks.close(involvementId, now)
      return kept(after)
    })
  }

  async report({ involvementId }: FindInvolvement): Promise<Nothing> {
    const { owner } = await this.get(involvementId)
    const reported = { state: 'open', reportedAt: new Date(), doneAt: null } as const
    await this.tasks.add({ taskId: randomUUID(), involvementId, owner, ...reported })
    return {}
  }

  /** Sensitive ones too. @throws Fault `not-found` for a child that nobody sees, or that shows four things */
  async list({ childId }: ListInvolvements): Promise<InvolvementsListed> {
    const record = await this.children.read({ childId, view: 'full' })
    if (!('authority' in record.child)) throw Fault.notFound()
    const all = inOrder(await this.involvements.findAll(childId, MOST_INVOLVEMENTS_SHOWN))
    const organisations = await this.places.findOrganisations(all.map(({ organisation }) => organisation))
    const items = all.map((one) => toReviewed(one, organisations))
    return { authority: record.child.authority?.code ?? null, items }
  }

  /** Whatever its record shows, with what feeds bring. @throws Fault `not-found` for a child that nobody sees */
  async gather({ childId }: ListInvolvements): Promise<InvolvementsListed> {
    const fed = await this.children.getFed(childId)
    const all = inOrder(await this.involvements.findAll(childId, MOST_INVOLVEMENTS_SHOWN))
    const codes = [...fedOrganisations(fed), ...all.map(({ organisation }) => organisation)]
    const organisations = await this.places.findOrganisations(codes)
    const broughtByFeeds = fedInvolvements(fed, organisations, all).map((one) => ({ ...one, consent: null }))
    const items = [...all.map((one) => toReviewed(one, organisations)), ...broughtByFeeds]
    return { authority: fed.authority, items }
  }

  /** What the people of an organisation have to mend, the oldest first. */
  async tasksOf(owner: InvolvementOwner): Promise<ContactTasksListed> {
    const open = await this.tasks.findOpenOf(owner, MOST_CONTACT_TASKS)
    const tasks = open.map(({ involvementId, reportedAt }) => ({ involvementId, reportedAt: reportedAt.toISOString() }))
    return { tasks }
  }

  private async get(involvementId: string): Promise<KeptInvolvement> {
    const found = await this.involvements.find(involvementId)
    if (!found) throw Fault.notFound()
    return found
  }
}

function kept({ involvementId, version }: KeptInvolvement): InvolvementKept {
  return { involvementId, version }
}

function changedMeanwhile(): Fault {
  return new Fault('precondition-failed', 'It was changed since it was read; nothing was changed')
}
