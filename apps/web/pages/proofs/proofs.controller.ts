import { Body, Controller, Get, Post } from '@nestjs/common'
import { Page } from '../../layout/pages.rules.ts'
import { For } from '../../session/signed-in.guard.ts'
import { WebConfig } from '../../web.config.ts'
import { checkProof, type ProofForm } from './proofs.rules.ts'

/** Proofs are checked here without asking anybody, whoever got them: nothing is looked at, and nothing is kept. */
@For('auditor')
@Controller('audit/proofs')
export class ProofsController {
  constructor(private readonly config: WebConfig) {}

  @Get()
  form(): Page {
    return this.page({}, 200)
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
