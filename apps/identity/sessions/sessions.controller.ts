import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { AllowSignedIn, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import {
  closeSession,
  endOwnSession,
  EndSession,
  listKeys,
  listOwnSessions,
  Nothing,
  openSession,
  proveAgain,
  renewSession,
  StepUp,
  type AccessToken,
  type OwnSessionsListed,
  type PublicKeys,
  type SessionTokens,
} from '@contactpoint/contracts'
import { SignInsService } from '../sign-ins/sign-ins.service.ts'
import { SessionsService } from './sessions.service.ts'
import { TokensService } from './tokens.service.ts'

@Controller()
export class SessionsController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly tokens: TokensService,
    private readonly signIns: SignInsService,
  ) {}

  @Answers(openSession)
  open(@Payload() raw: unknown): Promise<SessionTokens> {
    return this.signIns.counted(() => this.sessions.open(raw))
  }

  @Answers(renewSession)
  renew(@Payload() raw: unknown): Promise<SessionTokens> {
    return this.sessions.renew(raw)
  }

  @Answers(proveAgain)
  @AllowSignedIn()
  prove(@Payload() ask: StepUp, @CurrentCaller() caller: Caller): Promise<AccessToken> {
    return this.sessions.prove(caller, ask)
  }

  @Answers(closeSession)
  @AllowSignedIn()
  close(@Payload() _ask: Nothing, @CurrentCaller() caller: Caller): Promise<Nothing> {
    return this.sessions.close(caller)
  }

  @Answers(listOwnSessions)
  @AllowSignedIn()
  own(@Payload() _ask: Nothing, @CurrentCaller() caller: Caller): Promise<OwnSessionsListed> {
    return this.sessions.own(caller)
  }

  @Answers(endOwnSession)
  @AllowSignedIn()
  end(@Payload() { sessionId }: EndSession, @CurrentCaller() caller: Caller): Promise<Nothing> {
    return this.sessions.endOwn(caller, sessionId)
  }

  @Answers(listKeys)
  keys(@Payload() _ask: Nothing): Promise<PublicKeys> {
    return this.tokens.publicKeys()
  }
}
