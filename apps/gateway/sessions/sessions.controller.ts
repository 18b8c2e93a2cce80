import { Controller } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import {
  AccessToken,
  api,
  closeSession,
  endOwnSession,
  EndSession,
  listOwnSessions,
  Credentials,
  Nothing,
  openSession,
  OwnSessionsListed,
  proveAgain,
  renewSession,
  RenewSession,
  SessionTokens,
  StepUp,
} from '@contactpoint/contracts'
import { Asked, Serves } from '../access/route.pipe.ts'

/** Credentials go on unchecked: a bad shape must look like a bad password, and only identity may say so. */
@Controller()
export class SessionsController {
  constructor(private readonly bus: Bus) {}

  @Serves(api.sessions.open)
  open(@Asked() ask: Credentials): Promise<SessionTokens> {
    return this.bus.ask(openSession, ask)
  }

  @Serves(api.sessions.renew)
  renew(@Asked() ask: RenewSession): Promise<SessionTokens> {
    return this.bus.ask(renewSession, ask)
  }

  @Serves(api.sessions.prove)
  prove(@Asked() ask: StepUp): Promise<AccessToken> {
    return this.bus.ask(proveAgain, ask)
  }

  @Serves(api.sessions.close)
  close(): Promise<Nothing> {
    return this.bus.ask(closeSession, {})
  }

  @Serves(api.sessions.own)
  own(): Promise<OwnSessionsListed> {
    return this.bus.ask(listOwnSessions, {})
  }

  @Serves(api.sessions.end)
  end(@Asked() ask: EndSession): Promise<Nothing> {
    return this.bus.ask(endOwnSession, ask)
  }
}
