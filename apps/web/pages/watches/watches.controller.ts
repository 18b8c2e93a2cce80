import { Body, Controller, Get, Param, Post } from '@nestjs/common'
import { api } from '@contactpoint/client'
import { WATCH_KINDS, type WatchKind } from '@contactpoint/contracts'
import { GatewayClient } from '../../gateway.client.ts'
import { fieldErrors, type FieldError } from '../../layout/field-errors.rules.ts'
import { GoTo, Page } from '../../layout/pages.rules.ts'
import { keptFor } from '../../session/session.rules.ts'
import type { SignedIn, WebSession } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Session, Who } from '../../session/who.decorator.ts'

interface WatchForm {
  childId?: string
  kind?: string
}

/** Children each access to whom opens a case (AC-02, AC-18). Nothing else shows that they are watched. */
@For('auditor')
@Controller('audit/watches')
export class WatchesController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get()
  list(@Session() session: WebSession, @Who() person: SignedIn): Promise<Page> {
    return this.page(person, keptFor(session, '/audit/watches'))
  }

  @Post()
  async add(@Body() form: WatchForm, @Who() person: SignedIn): Promise<Page | GoTo> {
    const ask = { childId: (form.childId ?? '').trim().toUpperCase(), kind: (form.kind ?? '') as WatchKind }
    try {
      await this.gateway.as(person).call(api.misuse.watch, ask)
    } catch (error) {
      const own = { childId: 'Enter the number of a child, twelve letters and digits', kind: 'Select why' }
      return this.page(person, form, fieldErrors(error, own))
    }
    return new GoTo('/audit/watches', 'done')
  }

  @Post(':childId/end')
  async end(@Param('childId') childId: string, @Who() person: SignedIn): Promise<GoTo> {
    await this.gateway.as(person).call(api.misuse.endWatch, { childId })
    return new GoTo('/audit/watches', 'done')
  }

  private async page(person: SignedIn, values: WatchForm = {}, errors: readonly FieldError[] = []): Promise<Page> {
    const { items } = await this.gateway.as(person).call(api.misuse.reviewWatched)
    const shown = { items, values, errors, kinds: WATCH_KINDS }
    return new Page('pages/watches/watches', shown, errors.length > 0 ? 400 : 200)
  }
}
