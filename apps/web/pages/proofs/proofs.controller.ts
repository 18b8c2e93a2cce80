import { Body, Controller, Get, Post } from '@nestjs/common'
import { Page } from '../../layout/pages.rules.ts'
import { keptFor } from '../../session/session.rules.ts'
import type { WebSession } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Session } from '../../session/who.decorator.ts'
import { WebConfig } from '../../web.config.ts'
import { checkProof, type ProofForm } from './proofs.rules.ts'

/** Proofs are checked here without asking anybody, whoever got them: nothing is looked at, and nothing is kept. */
@For('auditor')
@Controller('audit/proofs')
export class ProofsController {
  constructor(private readonly config: WebConfig) {}

  @Get()
  form(@Session() session: WebSession): Page {
    return this.page({ values: keptFor(session, '/audit/proofs') }, 200)
  }

  @Post()
  check(@Body() form: ProofForm): Page {
    const checked = checkProof(form, this.config.logKey)
    return this.page(checked, 'errors' in checked ? 400 : 200)
  }

  private page(shows: object, status: number): Page {
    const { logKey } = this.config
    return new Page('pages/proofs/proofs', { ...shows, logKey }, status)
  }
}
