import { Controller } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import {
  AboutAuthority,
  activateAuthority,
  api,
  attestAuthority,
  AuthoritiesListed,
  AuthorityNow,
  BeginAuthority,
  beginAuthority,
  ListAuthorities,
  listAuthorities,
  AuthorityReadiness,
  readReadiness,
  suspendAuthority,
} from '@contactpoint/contracts'
import { Asked, Serves } from '../access/route.pipe.ts'

@Controller()
export class AuthoritiesController {
  constructor(private readonly bus: Bus) {}

  @Serves(api.authorities.overview)
  overview(@Asked() ask: ListAuthorities): Promise<AuthoritiesListed> {
    return this.bus.ask(listAuthorities, ask)
  }

  @Serves(api.authorities.begin)
  begin(@Asked() ask: BeginAuthority): Promise<AuthorityNow> {
    return this.bus.ask(beginAuthority, ask)
  }

  @Serves(api.authorities.readiness)
  readiness(@Asked() ask: AboutAuthority): Promise<AuthorityReadiness> {
    return this.bus.ask(readReadiness, ask)
  }

  @Serves(api.authorities.attest)
  attest(@Asked() ask: AboutAuthority): Promise<AuthorityReadiness> {
    return this.bus.ask(attestAuthority, ask)
  }

  @Serves(api.authorities.activate)
  activate(@Asked() ask: AboutAuthority): Promise<AuthorityNow> {
    return this.bus.ask(activateAuthority, ask)
  }

  @Serves(api.authorities.suspend)
  suspend(@Asked() ask: AboutAuthority): Promise<AuthorityNow> {
    return this.bus.ask(suspendAuthority, ask)
  }
}
