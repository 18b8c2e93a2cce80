import { Body, Controller, Get, Post } from '@nestjs/common'
import { api } from '@contactpoint/client'
import { ROLES } from '@contactpoint/contracts'
import { GatewayClient } from '../../gateway.client.ts'
import { fieldErrors, type FieldError } from '../../layout/field-errors.rules.ts'
import { homeOf } from '../../layout/navigation.rules.ts'
import { GoTo, Page } from '../../layout/pages.rules.ts'
import { missingProof, typedProof, type ProofForm } from '../../session/proof.rules.ts'
import { grantedTokens } from '../../session/session.rules.ts'
import type { SignedIn, WebSession } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Session, Who } from '../../session/who.decorator.ts'

/** Proving again, with PIN and token, that it is they, for a step that takes somebody who has lately; then back to that step. */
@For(...ROLES.filter((role) => role !== 'feed-supplier'))
@Controller('prove')
export class ProveController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get()
  form(@Who() person: SignedIn): Promise<Page> {
    return this.page(person)
  }

  @Post()
  async prove(@Body() form: ProofForm, @Session() session: WebSession, @Who() person: SignedIn): Promise<Page | GoTo> {
    const missing = missingProof(form)
    if (missing.length > 0) return this.page(person, missing)
    try {
      const granted = await this.gateway.as(person).call(api.sessions.prove, typedProof(form))
      const tokens = grantedTokens(granted.accessToken, person.refreshToken, granted.expiresIn, Date.now())
      session.person = { ...person, ...tokens }
    } catch (error) {
      return this.page(person, fieldErrors(error))
    }
    return new GoTo(session.kept?.path ?? homeOf(person.role), 'proved')
  }

  private async page(person: SignedIn, errors: readonly FieldError[] = []): Promise<Page> {
    const { items } = await this.gateway.as(person).call(api.authenticators.keys)
    return new Page('pages/prove/prove', { isKeyed: items.length > 0, errors }, errors.length > 0 ? 400 : 200)
  }
}
