import { Injectable } from '@nestjs/common'
import type { Caller } from '@contactpoint/bus'
import {
  Fault,
  isShutOff,
  MOST_SHUT_OFFS_LISTED,
  organisationKey,
  type EntryCaller,
  type MakeShutOff,
  type RevocationsRead,
  type ShutOff,
  type ShutOffsListed,
} from '@contactpoint/contracts'
import { randomUUID } from 'node:crypto'
import { ActsService } from '@contactpoint/service'
import { OrganisationsService } from '../organisations/organisations.service.ts'
import type { Person } from '../people/people.schema.ts'
import { RevocationsService } from '../revocations/revocations.service.ts'
import {
  authorityOf,
  FEWEST_TO_REOPEN,
  isSource,
  mayShutOff,
  revokedBy,
  toShutOff,
  type Target,
} from './shut-offs.rules.ts'
import { ShutOffsRepository } from './shut-offs.repository.ts'
import type { StoredShutOff } from './shut-offs.schema.ts'

/** Whoever orders it at the operator's machine. */
const CONSOLE = { personId: 'console', identity: 'console', role: 'operator', organisation: 'console' }

/** One person stops everything, or a part, in seconds; two let it go on (S03). Shields hold, and are asked for, meanwhile. */
@Injectable()
export class ShutOffsService {
  constructor(
    private readonly acts: ActsService,
    private readonly organisations: OrganisationsService,
    private readonly revocations: RevocationsService,
    private readonly shutOffs: ShutOffsRepository,
  ) {}

  async make(caller: Caller, ask: MakeShutOff): Promise<ShutOff> {
    const target = await this.targetOf(ask)
    if (!mayShutOff(caller, target)) throw new Fault('forbidden', 'That is of another authority than yours')
    return this.shut(caller, target)
  }

  async order(ask: MakeShutOff): Promise<ShutOff> {
    return this.shut(CONSOLE, await this.targetOf(ask))
  }

  async reopen(caller: Caller, shutOffId: string): Promise<ShutOff> {
    const found = await this.shutOffs.find(shutOffId)
    if (!found || !mayShutOff(caller, { ...found, authority: authorityOf(found) })) throw Fault.notFound()
    const reopened = await this.acts.record(caller, 'reopening', { shutOffId }, () =>
      this.shutOffs.reopen(shutOffId, caller.identity, FEWEST_TO_REOPEN, new Date()),
    )
    if (!reopened) throw Fault.conflict('It is open, or you have said so already: it takes two people')
    this.revocations.tell()
    return toShutOff(reopened)
  }

  async list(): Promise<ShutOffsListed> {
    return { items: (await this.open()).slice(0, MOST_SHUT_OFFS_LISTED), next: null }
  }

  /** Whether something that is shut off is this person's. */
  async covers(person: Pick<Person, 'authority' | 'organisation'>): Promise<boolean> {
    return (await this.open()).some((shutOff) => isShutOff(person, shutOff))
  }

  /** What ends tokens, and what is shut off, of one moment or later: what is shut off is read last. */
  async read(since?: string): Promise<RevocationsRead> {
    const revoked = await this.revocations.read(since)
    return { ...revoked, shutOffs: await this.open() }
  }

  /** What is shut off just so, and nobody has begun to reopen: twice the same is once. */
  private async openAlready({ scope, subject }: Pick<Target, 'scope' | 'subject'>): Promise<StoredShutOff | undefined> {
    const isSame = (one: StoredShutOff) => one.scope === scope && one.subject === subject && one.reopenedBy.length === 0
    return (await this.shutOffs.findOpen()).find(isSame)
  }

  private async open(): Promise<ShutOff[]> {
    return (await this.shutOffs.findOpen()).map(toShutOff)
  }

  /** Answers when no copy serves what is shut off any more. */
  private async shut(caller: EntryCaller & { identity: string }, { scope, subject }: Target): Promise<ShutOff> {
    const same = await this.openAlready({ scope, subject })
    if (same) {
      await this.revocations.isFollowed()
      return toShutOff(same)
    }
    const shutOffId = randomUUID()
    const made = { scope, subject, by: caller.identity, at: new Date(), reopenedBy: [], endedAt: null }
    await this.acts.record(caller, 'shut-off', { shutOffId, scope, subject: subject ?? '' }, async () => {
      await this.shutOffs.add({ _id: shutOffId, ...made })
      const revoked = revokedBy(made)
      if (revoked) await this.revocations.add(...revoked)
    })
    await this.revocations.isFollowed()
    return toShutOff({ _id: shutOffId, ...made })
  }

  private async targetOf({ scope, subject }: MakeShutOff): Promise<Target> {
    if (scope === 'all') return { scope, subject: null, authority: null }
    if (scope === 'feed' && isSource(subject)) return { scope, subject: subject!, authority: null }
    if (scope === 'authority' && /^[0-9]{3}$/.test(subject ?? ''))
      return { scope, subject: subject!, authority: subject! }
    const organisation = scope === 'organisation' && subject ? await this.organisations.find(subject) : null
    if (!organisation) throw Fault.invalid('subject', 'isThere')
    return {
      scope,
      subject: organisationKey({ authority: organisation.authority, organisation: organisation.name }),
      authority: organisation.authority,
    }
  }
}
