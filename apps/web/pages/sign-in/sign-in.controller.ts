import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common'
import { api, ProofKey } from '@contactpoint/client'
import type { Request, Response } from 'express'
import { GatewayClient } from '../../gateway.client.ts'
import { homeOf } from '../../layout/navigation.rules.ts'
import { formAgain, GoTo, Page } from '../../layout/pages.rules.ts'
import { missingProof, typedProof, type ProofForm } from '../../session/proof.rules.ts'
import { claimsOf, ended, grantedTokens } from '../../session/session.rules.ts'
import type { SignedIn, WebSession } from '../../session/session.schema.ts'
import { SessionService } from '../../session/session.service.ts'
import { ForEverybody } from '../../session/signed-in.guard.ts'
import { Session } from '../../session/who.decorator.ts'
import { isAgreementLapsing } from '../agreement/agreement.rules.ts'
import { missingIn, type NameForm } from './sign-in.form.ts'
import { isProblem } from '../../layout/field-errors.rules.ts'

/** Signing in takes two pages, and whatever is wrong with either is said after the second, in the same words (S12). */
@ForEverybody()
@Controller()
export class SignInController {
  constructor(
    private readonly gateway: GatewayClient,
    private readonly sessions: SessionService,
  ) {}

  @Get()
  begin(@Session() session: WebSession): Page | GoTo {
    if (session.person) return new GoTo(homeOf(session.person.role))
    return new Page('pages/sign-in/name', { values: { username: session.kept?.username ?? '' } })
  }

  @Post()
  name(@Body() form: NameForm, @Session() session: WebSession): Page | GoTo {
    const errors = missingIn(form, ['username', 'password'])
    if (errors.length > 0) return formAgain('pages/sign-in/name', { username: form.username }, errors)
    session.signIn = { username: form.username.trim(), password: form.password }
    return new GoTo('/sign-in')
  }

  @Get('sign-in')
  code(@Session() session: WebSession): Page | GoTo {
    return session.signIn ? new Page('pages/sign-in/code') : new GoTo('/')
  }

  /** What a security key is to sign; it looks the same whoever is to be signed in. No page: the session stays as it is. */
  @Post('sign-in/key-options')
  async keyOptions(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { username } = request.session.signIn ?? { username: '' }
    response.json(await this.gateway.open(request.ip).call(api.authenticators.signInOptions, { username }))
  }

  @Post('sign-in')
  async open(
    @Body() form: ProofForm,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page | GoTo> {
    const { session } = request
    const { signIn } = session
    if (!signIn) return new GoTo('/')
    const errors = missingProof(form)
    if (errors.length > 0) return formAgain('pages/sign-in/code', {}, errors)
    const device = this.sessions.known(request, signIn.username)
    const credentials = { ...signIn, ...typedProof(form), ...(device && { device }) }
    const key = await ProofKey.newPair()
    const granted = await this.gateway.open(request.ip, key).call(api.sessions.open, credentials).catch(refused)
    if (!granted) return formAgain('pages/sign-in/name', { username: signIn.username }, [NOT_SIGNED_IN])
    if (granted.device) this.sessions.keepKnown(request, response, signIn.username, granted.device)
    const now = Date.now()
    request.session = {
      ...(session.csrf !== undefined && { csrf: session.csrf }),
      person: {
        ...grantedTokens(granted.accessToken, granted.refreshToken, granted.expiresIn, now),
        ...claimsOf(granted.accessToken),
        ...(granted.tokenType === 'DPoP' && { key }),
        ...{ username: signIn.username, device: this.sessions.device(request), beganAt: now, seenAt: now },
      },
    }
    const on = goOn(session, request.session)
    return (await this.hasToSign(request.session.person!)) ? new GoTo('/agreement', on.notice) : on
  }

  /** Whether the agreement that they have signed lapses: then they are asked at once. Nobody is kept out because that is not known. */
  private async hasToSign(person: SignedIn): Promise<boolean> {
    const { personId } = person
    const read = this.gateway.as(person).call(api.people.eligibility, { personId })
    const conditions = await read.then(({ preconditions }) => preconditions).catch(() => [])
    return isAgreementLapsing(conditions)
  }

  @Post('sign-out')
  async close(@Req() request: Request): Promise<GoTo> {
    const { person } = request.session
    // Whoever signs out is signed out here, whether or not the gateway can hear of it.
    if (person)
      await this.gateway
        .as(person)
        .call(api.sessions.close)
        .catch(() => undefined)
    request.session = ended({}, 'signed-out')
    return new GoTo('/')
  }
}

/** Back to where the session of before ended, when it was the same person's. */
function goOn({ kept }: WebSession, session: WebSession): GoTo {
  const { username, role } = session.person!
  if (kept?.username !== username || kept.path === '/') return new GoTo(homeOf(role))
  session.kept = kept
  return new GoTo(kept.path, Object.keys(kept.fields).length > 0 ? 'kept' : undefined)
}

/** The same for whatever was wrong, and for an account that is shut for a while. */
const NOT_SIGNED_IN = {
  field: 'username',
  text: 'You could not be signed in. Check your user name, password and PIN, and use a new code, or your security key if you have one',
}

function refused(error: unknown): null {
  if (isProblem(error, 'unauthenticated')) return null
  throw error
}
