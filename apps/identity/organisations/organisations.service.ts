import { Injectable } from '@nestjs/common'
import type { Caller } from '@contactpoint/bus'
import {
  Fault,
  MOST_ORGANISATIONS_LISTED,
  type AccreditOrganisation,
  type ConfirmContact,
  type CreateOrganisation,
  type MemberOrganisation,
  type OrganisationsListed,
} from '@contactpoint/contracts'
import { isDuplicate } from '@contactpoint/mongo'
import { toPhone } from '@contactpoint/text'
import { randomUUID } from 'node:crypto'
import { ActsService } from '@contactpoint/service'
import { RevocationsService } from '../revocations/revocations.service.ts'
import { isInReach, isSeenBy } from '../people/reach.rules.ts'
import { mayConfirm, toOrganisation, unfit } from './organisations.rules.ts'
import { OrganisationsRepository } from './organisations.repository.ts'
import type { StoredOrganisation } from './organisations.schema.ts'

/** Organisations whose people may use the directory, as long as somebody vouches for them (S09). */
@Injectable()
export class OrganisationsService {
  constructor(
    private readonly acts: ActsService,
    private readonly revocations: RevocationsService,
    private readonly organisations: OrganisationsRepository,
  ) {}

  async create(caller: Caller, ask: CreateOrganisation): Promise<MemberOrganisation> {
    const { name, sector, authority, phone, email } = ask
    if (!isInReach(authority, caller)) throw new Fault('forbidden', 'It would be of another authority than yours')
    const now = new Date()
    const made: StoredOrganisation = {
      ...{ _id: randomUUID(), name, sector, authority, phone, email, contactConfirmedAt: now },
      ...{ accreditedUntil: null, accreditations: [], createdBy: caller.identity, createdAt: now },
    }
    const about = { organisationId: made._id, authority, sector }
    await this.acts
      .record(caller, 'organisation-create', about, () => this.organisations.add(made))
      .catch((error: unknown) => {
        throw isDuplicate(error) ? Fault.conflict('Your authority has an organisation of that name') : error
      })
    return toOrganisation(made, caller, now)
  }

  /** Nobody vouches for the organisation they work for. */
  async accredit(caller: Caller, ask: AccreditOrganisation): Promise<MemberOrganisation> {
    const { organisationId, evidence } = ask
    const found = await this.get(caller, organisationId)
    if (found.name === caller.organisation) throw Fault.conflict('This step takes somebody of another organisation')
    const now = new Date()
    const place = unfit(ask, now)
    if (place) throw Fault.invalid(place.field, place.rule)
    const given = { until: new Date(ask.until), evidence, by: caller.identity, at: now }
    const about = { organisationId, until: ask.until, evidence }
    return this.acts.record(caller, 'organisation-accredit', about, async () =>
      toOrganisation((await this.organisations.accredit(organisationId, given))!, caller, now),
    )
  }

  /** Nobody of it signs in, or goes on, from the answer on. */
  async disaccredit(caller: Caller, organisationId: string): Promise<MemberOrganisation> {
    const { authority, name } = await this.get(caller, organisationId)
    const ended = await this.acts.record(caller, 'organisation-disaccredit', { organisationId }, async () => {
      await this.revocations.add('organisation', `${authority}/${name}`)
      return this.organisations.disaccredit(organisationId)
    })
    await this.revocations.isFollowed()
    return toOrganisation(ended!, caller, new Date())
  }

  /** That it is reached as was said before, or otherwise: the entry says which, and no number. */
  async confirmContact(caller: Caller, { organisationId, phone, email }: ConfirmContact): Promise<MemberOrganisation> {
    const found = await this.organisations.find(organisationId)
    if (!found || !mayConfirm(caller, found)) throw Fault.notFound()
    const now = new Date()
    const isChanged = toPhone(phone) !== toPhone(found.phone) || email !== found.email
    return this.acts.record(caller, 'organisation-contact', { organisationId, isChanged }, async () => {
      const contact = { phone, email, contactConfirmedAt: now }
      return toOrganisation((await this.organisations.confirmContact(organisationId, contact))!, caller, now)
    })
  }

  /** @throws Fault `not-found` for none, and for one that the caller does not see */
  async one(caller: Caller, organisationId: string): Promise<MemberOrganisation> {
    const found = await this.organisations.find(organisationId)
    if (!found || !isSeenBy(caller, found.authority)) throw Fault.notFound()
    return toOrganisation(found, caller, new Date())
  }

  /** @param authority left out: the caller's own. @throws Fault `not-found` for one that the caller does not see */
  async list(caller: Caller, authority = caller.authority): Promise<OrganisationsListed> {
    if (!isSeenBy(caller, authority)) throw Fault.notFound()
    const found = await this.organisations.findOf(authority, MOST_ORGANISATIONS_LISTED)
    const now = new Date()
    return { items: found.map((one) => toOrganisation(one, caller, now)), next: null }
  }

  find(organisationId: string): Promise<StoredOrganisation | null> {
    return this.organisations.find(organisationId)
  }

  /** Whose accreditation ends before that. @param authority left out: of all */
  findLapsing(until: Date, authority: string | undefined, most: number): Promise<StoredOrganisation[]> {
    return this.organisations.findLapsing(until, authority, most)
  }

  findSome(organisationIds: readonly string[]): Promise<StoredOrganisation[]> {
    return this.organisations.findSome(organisationIds)
  }

  /** @throws Fault `not-found` for none, and for one about which the caller does not decide */
  async get(caller: Caller, organisationId: string): Promise<StoredOrganisation> {
    const found = await this.organisations.find(organisationId)
    if (!found || !isInReach(found.authority, caller)) throw Fault.notFound()
    return found
  }
}
