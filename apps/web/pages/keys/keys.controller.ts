import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common'
import { api } from '@contactpoint/client'
import { MOST_SECURITY_KEYS, ROLES } from '@contactpoint/contracts'
import type { Response } from 'express'
import { GatewayClient } from '../../gateway.client.ts'
import { fieldErrors, isProblem, type FieldError } from '../../layout/field-errors.rules.ts'
import { GoTo, Page } from '../../layout/pages.rules.ts'
import { madeKey, missingProof, NO_KEY, typedProof, type ProofForm } from '../../session/proof.rules.ts'
import type { SignedIn } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Who } from '../../session/who.decorator.ts'

/** One's own security keys (S12, AC-19): from the first on no code signs somebody in any more. */
@For(...ROLES.filter((role) => role !== 'feed-supplier'))
@Controller('keys')
export class KeysController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get()
  own(@Who() person: SignedIn): Promise<Page> {
    return this.list(person)
  }

  @Get('add')
  add(@Who() person: SignedIn): Promise<Page> {
    return this.proving(person, 'add')
  }

  /** Its answer is the page on which the new key is touched: what it is to sign is good for two minutes. */
  @Post('add')
  async prove(@Body() form: ProofForm, @Who() person: SignedIn): Promise<Page> {
    const missing = missingProof(form)
    if (missing.length > 0) return this.proving(person, 'add', missing)
    try {
      const options = await this.gateway.as(person).call(api.authenticators.registrationOptions, typedProof(form))
      return new Page('pages/keys/touch', { options })
    } catch (error) {
      return this.proving(person, 'add', fieldErrors(error))
    }
  }

  @Post()
  async keep(@Body() form: ProofForm, @Who() person: SignedIn): Promise<Page | GoTo> {
    const key = madeKey(form)
    if (!key) return this.proving(person, 'add', [NO_KEY])
    try {
      await this.gateway.as(person).call(api.authenticators.addKey, key)
    } catch (error) {
      return this.proving(person, 'add', fieldErrors(error))
    }
    return new GoTo('/keys', 'done')
  }

  /** What a key of theirs is to sign, for whichever form proves again who they are. No page: the session stays as it is. */
  @Post('options')
  async options(@Res() response: Response, @Who() person: SignedIn): Promise<void> {
    response.json(await this.gateway.as(person).call(api.authenticators.stepUpOptions))
  }

  @Get(':keyId/remove')
  warn(@Param('keyId') keyId: string, @Who() person: SignedIn): Promise<Page> {
    return this.proving(person, `${encodeURIComponent(keyId)}/remove`)
  }

  @Post(':keyId/remove')
  async remove(@Param('keyId') keyId: string, @Body() form: ProofForm, @Who() person: SignedIn): Promise<Page | GoTo> {
    const again = (errors: readonly FieldError[]) => this.proving(person, `${encodeURIComponent(keyId)}/remove`, errors)
    const missing = missingProof(form)
    if (missing.length > 0) return again(missing)
    try {
      await this.gateway.as(person).call(api.authenticators.removeKey, { keyId, ...typedProof(form) })
    } catch (error) {
      // One that is gone already is what was wanted.
      if (!isProblem(error, 'not-found')) return again(fieldErrors(error))
    }
    return new GoTo('/keys', 'done')
  }

  private async list(person: SignedIn): Promise<Page> {
    const { items } = await this.gateway.as(person).call(api.authenticators.keys)
    return new Page('pages/keys/keys', { items, most: MOST_SECURITY_KEYS })
  }

  /** The page on which they prove again who they are. @param step what they do then, as its address says */
  private async proving(person: SignedIn, step: string, errors: readonly FieldError[] = []): Promise<Page> {
    const { items } = await this.gateway.as(person).call(api.authenticators.keys)
    const shows = { action: `/keys/${step}`, isAdding: step === 'add', isKeyed: items.length > 0, errors }
    return new Page('pages/keys/proving', shows, errors.length > 0 ? 400 : 200)
  }
}
