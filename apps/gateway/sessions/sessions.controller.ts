import { Body, Controller, Delete, HttpCode, Post } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import {
  closeSession,
  Credentials,
  openSession,
  renewSession,
  RenewSession,
  SessionTokens,
} from '@contactpoint/contracts'
import { Open } from '../access/signed-in.guard.ts'
import { Describe } from '../docs/route.rules.ts'

@Controller('v1')
export class SessionsController {
  constructor(private readonly bus: Bus) {}

  @Post('sessions')
  @Open()
  @Describe({ summary: 'Sign in', body: Credentials, answer: SessionTokens, status: 201, faults: ['unauthenticated'] })
  open(@Body() raw: unknown): Promise<SessionTokens> {
    return this.bus.ask(openSession, credentialsOf(raw) as Credentials)
  }

  @Post('session-renewals')
  @Open()
  @Describe({
    summary: 'Swap a refresh token for new tokens',
    body: RenewSession,
    answer: SessionTokens,
    status: 201,
    faults: ['unauthenticated'],
  })
  renew(@Body() raw: unknown): Promise<SessionTokens> {
    return this.bus.ask(renewSession, credentialsOf(raw) as RenewSession)
  }

  @Delete('sessions/current')
  @HttpCode(204)
  @Describe({ summary: 'Sign out', status: 204 })
  async close(): Promise<void> {
    await this.bus.ask(closeSession, {})
  }
}

/** Credentials go on unchecked: a bad shape must look like a bad password, and only identity may say so. */
function credentialsOf(raw: unknown): unknown {
  return raw ?? {}
}
