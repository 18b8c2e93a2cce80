import { Body, Controller, Get, Post, Req } from '@nestjs/common'
import { api } from '@contactpoint/client'
import { AGREEMENT_VERSION } from '@contactpoint/contracts'
import type { Request } from 'express'
import { GatewayClient } from '../../gateway.client.ts'
import { fieldErrors, isProblem, type FieldError } from '../../layout/field-errors.rules.ts'
import { Page } from '../../layout/pages.rules.ts'
import { ForEverybody } from '../../session/signed-in.guard.ts'
import { enrolmentIn, inGroups, missingIn, type EnrolForm } from './enrol.form.ts'

/** Choosing what one signs in with, with the code that was handed over, and signing the agreement (S09). */
@ForEverybody()
@Controller('enrol')
export class EnrolController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get()
  form(): Page {
    return page({}, [])
  }

  /** Its answer is the page itself, which cannot be looked at again: the seed of the token is said once. */
  @Post()
  async enrol(@Body() form: EnrolForm, @Req() request: Request): Promise<Page> {
    const missing = missingIn(form)
    if (missing.length > 0) return page(form, missing)
    try {
      const { totpSecret } = await this.gateway.open(request.ip).call(api.people.enrol, enrolmentIn(form))
      return new Page('pages/enrol/enrolled', { secret: inGroups(totpSecret) })
    } catch (error) {
      const isRefused = isProblem(error, 'unauthenticated')
      return page(form, isRefused ? [NOT_ENROLLED] : fieldErrors(error, UNFIT))
    }
  }
}

/** The same for whatever was wrong: a name, a code, one that was used, and an account that is shut for a while. */
const NOT_ENROLLED = {
  field: 'username',
  text: 'You could not be enrolled. Check your user name and the code, and ask whoever handed it over for another',
}

const UNFIT: Record<string, string> = {
  password: 'Choose another password: 12 letters at least, not your user name, and none of those that are used most',
  pin: 'Choose another PIN: four to twelve digits that are not easily guessed',
  agreement: 'The agreement has changed: load this page again, and read it',
}

/** Secrets are typed again. */
function page({ username, enrolmentCode }: EnrolForm, errors: readonly FieldError[]): Page {
  const shows = { version: AGREEMENT_VERSION, values: { username, enrolmentCode }, errors }
  return new Page('pages/enrol/enrol', shows, errors.length > 0 ? 400 : 200)
}
