import { Body, Controller, Get, Param, Post } from '@nestjs/common'
import { api } from '@contactpoint/client'
import { GatewayClient } from '../../gateway.client.ts'
import { refusals, type FieldError } from '../../layout/field-errors.rules.ts'
import { GoTo, Page } from '../../layout/pages.rules.ts'
import { keptFor } from '../../session/session.rules.ts'
import type { SignedIn, WebSession } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Session, Who } from '../../session/who.decorator.ts'
import { AUTHORITY_TAGS, readinessShown } from './authorities.rules.ts'

interface BeginForm {
  code?: string
  wave?: string
}

/** How far each authority has come, and the steps by which it goes live (S02, S23). */
@For('accreditor', 'operator', 'shield-officer', 'cpmt')
@Controller('authorities')
export class AuthoritiesController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get()
  list(@Session() session: WebSession, @Who() person: SignedIn): Promise<Page> {
    return this.page(person, keptFor(session, '/authorities'))
  }

  @For('accreditor')
  @Post()
  async begin(@Body() form: BeginForm, @Who() person: SignedIn): Promise<Page | GoTo> {
    try {
      await this.gateway
        .as(person)
        .call(api.authorities.begin, { code: form.code?.trim() ?? '', wave: Number(form.wave) })
    } catch (error) {
      return this.page(person, form, refusals(error, BEGINNING, 'code'))
    }
    return new GoTo('/authorities', 'saved')
  }

  @Get(':code')
  one(@Param('code') code: string, @Who() person: SignedIn): Promise<Page> {
    return this.pageOf(code, person)
  }

  @For('shield-officer', 'cpmt')
  @Post(':code/attest')
  attest(@Param('code') code: string, @Who() person: SignedIn): Promise<Page | GoTo> {
    return this.done(code, person, () => this.gateway.as(person).call(api.authorities.attest, { code }))
  }

  @For('accreditor')
  @Post(':code/activate')
  activate(@Param('code') code: string, @Who() person: SignedIn): Promise<Page | GoTo> {
    return this.done(code, person, () => this.gateway.as(person).call(api.authorities.activate, { code }))
  }

  @For('accreditor')
  @Get(':code/suspend')
  warn(@Param('code') code: string): Page {
    const own = `/authorities/${encodeURIComponent(code)}`
    return new Page('layout/check', {
      ...{ title: `Suspend authority ${code}`, button: 'Suspend it now', isGrave: true, back: own, errors: [] },
      ...{ action: `${own}/suspend`, values: {} },
      follows: [
        'From the answer on its practitioners are signed out, and none of them signs in.',
        'Its desk goes on, and its shields hold.',
        'Two people of its desk attest it anew before it goes live again.',
      ],
    })
  }

  @For('accreditor')
  @Post(':code/suspend')
  suspend(@Param('code') code: string, @Who() person: SignedIn): Promise<Page | GoTo> {
    return this.done(code, person, () => this.gateway.as(person).call(api.authorities.suspend, { code }))
  }

  private async done(code: string, person: SignedIn, step: () => Promise<unknown>): Promise<Page | GoTo> {
    try {
      await step()
    } catch (error) {
      return this.pageOf(code, person, refusals(error, BEGINNING, ''))
    }
    return new GoTo(`/authorities/${code}`, 'done')
  }

  private async page(person: SignedIn, values: BeginForm, errors: readonly FieldError[] = []): Promise<Page> {
    const { items } = await this.gateway.as(person).call(api.authorities.overview)
    const shows = { items, tags: AUTHORITY_TAGS, values, errors }
    return new Page('pages/authorities/list', shows, errors.length > 0 ? 400 : 200)
  }

  private async pageOf(code: string, person: SignedIn, errors: readonly FieldError[] = []): Promise<Page> {
    const { authority, items } = await this.gateway.as(person).call(api.authorities.readiness, { code })
    const shows = { one: authority, tag: AUTHORITY_TAGS[authority.state], items: readinessShown(items), errors }
    return new Page('pages/authorities/authority', shows, errors.length > 0 ? 409 : 200)
  }
}

const BEGINNING: Record<string, string> = {
  code: 'Enter the code of an authority, three digits, like 383',
  wave: 'Enter in which wave it is to go live: a number from 1 to 50',
}
