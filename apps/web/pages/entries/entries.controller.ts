import { Controller, Get, Param, Query } from '@nestjs/common'
import { api } from '@contactpoint/client'
import { REASONS } from '@contactpoint/contracts'
import { GatewayClient } from '../../gateway.client.ts'
import { fieldErrors } from '../../layout/field-errors.rules.ts'
import { formAgain, Page } from '../../layout/pages.rules.ts'
import type { SignedIn } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Who } from '../../session/who.decorator.ts'
import { WebConfig } from '../../web.config.ts'
import { enquiryIn, nextPage, type EntriesForm } from './entries.form.ts'

/** Entries of the log: ids and facts, never a child's details. */
@For('auditor')
@Controller('audit/entries')
export class EntriesController {
  constructor(
    private readonly gateway: GatewayClient,
    private readonly config: WebConfig,
  ) {}

  @Get()
  async entries(@Query() form: EntriesForm, @Who() person: SignedIn): Promise<Page> {
    const enquiry = enquiryIn(form)
    if (!enquiry) return new Page('pages/entries/entries', { values: form, reasons: REASONS })
    try {
      const { entries, next, receipt } = await this.gateway.as(person).call(api.audit.enquire, enquiry)
      const more = next === null ? null : nextPage(form, next)
      return new Page('pages/entries/entries', { values: form, reasons: REASONS, entries, more, log: receipt.log })
    } catch (error) {
      return formAgain('pages/entries/entries', form, fieldErrors(error), { reasons: REASONS })
    }
  }

  @Get(':log/:index')
  async proof(@Param('log') log: string, @Param('index') index: string, @Who() person: SignedIn): Promise<Page> {
    const proven = await this.gateway.as(person).call(api.audit.prove, { log, index: Number(index) })
    return new Page('pages/entries/proof', { index, ...proven, logKey: this.config.logKey })
  }
}
