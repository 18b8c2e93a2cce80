import { Injectable } from '@nestjs/common'
import { Bus, type Caller } from '@contactpoint/bus'
import {
  Fault,
  MOST_AUTHORITIES_LISTED,
  NATIONAL_DESK,
  readPolicyVersion,
  readShieldFigure,
  type AuthoritiesListed,
  type AuthorityNow,
  type BeginAuthority,
  type AuthorityReadiness,
  type ReadinessItem,
  type RolloutRead,
} from '@contactpoint/contracts'
import { isDuplicate } from '@contactpoint/mongo'
import { ActsService } from '@contactpoint/service'
import { AuthoritiesService } from '../authorities/authorities.service.ts'
import type { StoredAuthority } from '../authorities/authorities.schema.ts'
import { isInReach } from '../people/reach.rules.ts'
import { PeopleService } from '../people/people.service.ts'
import { RevocationsService } from '../revocations/revocations.service.ts'
import { isReady, mayActivate, readinessOf, toAuthority, type Standings } from './rollout.rules.ts'

/** States of a shield that somebody has asked for, and two officers have not decided about yet. */
const OPEN_STATES = ['interim', 'placed']

/** How authorities go live, one by one: first their shields, then their practitioners (S02, S23). */
@Injectable()
export class RolloutService {
  constructor(
    private readonly bus: Bus,
    private readonly acts: ActsService,
    private readonly people: PeopleService,
    private readonly authorities: AuthoritiesService,
    private readonly revocations: RevocationsService,
  ) {}

  async begin(caller: Caller, { code, wave }: BeginAuthority): Promise<AuthorityNow> {
    assertNational(caller)
    const begun: StoredAuthority = { _id: code, wave, attestations: [], liveSince: null, suspendedSince: null }
    await this.acts
      .record(caller, 'authority-begin', { code, wave }, () => this.authorities.add(begun))
      .catch((error: unknown) => {
        throw isDuplicate(error) ? Fault.conflict('The authority has begun already') : error
      })
    return toAuthority(begun, null)
  }

  /** Under the policy in force: when it changes, it is attested anew. */
  async attest(caller: Caller, code: string): Promise<AuthorityReadiness> {
    if (caller.authority !== code) throw Fault.notFound()
    await this.get(caller, code)
    const { version } = await this.bus.ask(readPolicyVersion, {})
    const attested = { by: caller.identity, at: new Date(), policy: version }
    const authority = await this.acts.record(caller, 'authority-attest', { code, policy: version }, () =>
      this.authorities.attest(code, attested),
    )
    if (!authority) throw Fault.conflict('You have said so already: it takes somebody else')
    return this.toReadiness(authority)
  }

  /** What is missing is looked at before; a request for a shield that comes at this moment holds as any does. */
  async activate(caller: Caller, code: string): Promise<AuthorityNow> {
    assertNational(caller)
    const authority = await this.get(caller, code)
    if (!mayActivate(authority, caller)) throw Fault.conflict('This step takes somebody who did not attest it')
    if (!isReady(await this.readiness(authority))) throw Fault.conflict('Something is missing: read its readiness')
    return this.step(caller, 'authority-activate', code, () => this.authorities.activate(authority, new Date()))
  }

  async suspend(caller: Caller, code: string): Promise<AuthorityNow> {
    await this.get(caller, code)
    const suspended = await this.step(caller, 'authority-suspend', code, async () => {
      await this.revocations.add('practitioners', code)
      return this.authorities.suspend(code, new Date())
    })
    await this.revocations.isFollowed()
    return suspended
  }

  async read(caller: Caller, code: string): Promise<AuthorityReadiness> {
    return this.toReadiness(await this.get(caller, code))
  }

  async list(caller: Caller): Promise<AuthoritiesListed> {
    const all = (await this.authorities.findAll(MOST_AUTHORITIES_LISTED)).filter(({ _id }) => isInReach(_id, caller))
    const items = await Promise.all(all.map(async (one) => toAuthority(one, await this.readiness(one))))
    return { items, next: null }
  }

  async survey(): Promise<RolloutRead> {
    const { version, isReviewed } = await this.bus.ask(readPolicyVersion, {})
    const all = await this.authorities.findAll(MOST_AUTHORITIES_LISTED)
    const authorities = await Promise.all(all.map((one) => this.toReadiness(one)))
    return { authorities, policy: version, isPolicyReviewed: isReviewed }
  }

  private async step(
    caller: Caller,
    action: 'authority-activate' | 'authority-suspend',
    code: string,
    work: () => Promise<StoredAuthority | null>,
  ): Promise<AuthorityNow> {
    return this.acts.record(caller, action, { code }, async () => {
      const authority = await work()
      if (!authority) throw Fault.conflict('It is not in a state in which that can be done')
      return toAuthority(authority, null)
    })
  }

  private async get(caller: Caller, code: string): Promise<StoredAuthority> {
    const authority = isInReach(code, caller) ? await this.authorities.find(code) : null
    if (!authority) throw Fault.notFound()
    return authority
  }

  private async toReadiness(authority: StoredAuthority): Promise<AuthorityReadiness> {
    const items = await this.readiness(authority)
    return { authority: toAuthority(authority, items), items }
  }

  private async readiness(authority: StoredAuthority): Promise<ReadinessItem[]> {
    return readinessOf(authority, await this.standings(authority._id))
  }

  private async standings(code: string): Promise<Standings> {
    const [officers, team, { rows }, policy] = await Promise.all([
      this.people.countValid('shield-officer', code),
      this.people.countValid('cpmt', code),
      this.bus.ask(readShieldFigure, { by: 'state', desk: code }),
      this.bus.ask(readPolicyVersion, {}),
    ])
    const open = rows.filter(({ key }) => key !== null && OPEN_STATES.includes(key)).flatMap(({ counts }) => counts)
    return { officers, team, openRequests: open.reduce((sum, one) => sum + one, 0), policy }
  }
}

function assertNational({ authority }: Caller): void {
  if (authority !== NATIONAL_DESK) throw new Fault('forbidden', 'This step is for the national desk')
}
