import { Body, Controller, Get, NotFoundException, Param, Post, Query } from '@nestjs/common'
import { api } from '@contactpoint/client'
import type { PolicyRead } from '@contactpoint/contracts'
import { GatewayClient } from '../../gateway.client.ts'
import { compared, differencesIn } from '../../layout/differences.rules.ts'
import { fieldErrors, isProblem, type FieldError } from '../../layout/field-errors.rules.ts'
import { GoTo, Page } from '../../layout/pages.rules.ts'
import { keptFor } from '../../session/session.rules.ts'
import type { SignedIn, WebSession } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Session, Who } from '../../session/who.decorator.ts'
import { besideInForce, clausesOf, stepFor } from './policies.rules.ts'
import { reviewIn, type ReviewForm } from './policies.form.ts'

/** What shielding runs under: every version, what it says beside the one in force, and how it comes into force (S19). */
@For('shield-officer', 'cpmt', 'auditor')
@Controller('policies')
export class PoliciesController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get()
  async list(@Query('before') before: string | undefined, @Who() person: SignedIn): Promise<Page> {
    const ask = /^[1-9]\d{0,8}$/.test(before ?? '') ? { before: Number(before) } : {}
    return new Page('pages/policies/list', await this.gateway.as(person).call(api.policies.find, ask))
  }

  @Get(':version')
  one(@Param('version') version: string, @Session() session: WebSession, @Who() person: SignedIn): Promise<Page> {
    return this.page(version, person, { values: keptFor(session, `/policies/${version}`) })
  }

  @For('auditor')
  @Post(':version/review')
  review(@Param('version') version: string, @Body() form: ReviewForm, @Who() person: SignedIn): Promise<Page | GoTo> {
    const ask = { version: numberOf(version), ...reviewIn(form) }
    return this.done(ask.version, person, form, () => this.gateway.as(person).call(api.policies.recordReview, ask))
  }

  @For('cpmt')
  @Post(':version/approve')
  approve(@Param('version') version: string, @Who() person: SignedIn): Promise<Page | GoTo> {
    const ask = { version: numberOf(version) }
    return this.done(ask.version, person, {}, () => this.gateway.as(person).call(api.policies.approve, ask))
  }

  @For('cpmt')
  @Get(':version/activate')
  check(@Param('version') version: string): Page {
    const back = `/policies/${numberOf(version)}`
    return new Page('layout/check', {
      ...{ title: `Put version ${version} in force`, button: 'Put it in force', isGrave: true, back, values: {} },
      ...{ action: `${back}/activate`, errors: [] },
      follows: [
        'From the answer on nothing is released under another version, anywhere in England. It takes some four seconds.',
        'What is due already stays due when it was.',
        'The version before comes back the same way: approved again by two.',
      ],
    })
  }

  @For('cpmt')
  @Post(':version/activate')
  activate(@Param('version') version: string, @Who() person: SignedIn): Promise<Page | GoTo> {
    const ask = { version: numberOf(version) }
    return this.done(ask.version, person, {}, () => this.gateway.as(person).call(api.policies.activate, ask))
  }

  private async done(
    version: number,
    person: SignedIn,
    form: ReviewForm,
    step: () => Promise<unknown>,
  ): Promise<Page | GoTo> {
    try {
      await step()
    } catch (error) {
      const status = isProblem(error, 'conflict') ? 409 : 400
      return this.page(String(version), person, { values: form, errors: fieldErrors(error) }, status)
    }
    return new GoTo(`/policies/${version}`, 'done')
  }

  private async page(
    version: string,
    person: SignedIn,
    more: { values?: ReviewForm; errors?: readonly FieldError[] } = {},
    status = 200,
  ): Promise<Page> {
    const policy = await this.gateway.as(person).call(api.policies.get, { version: numberOf(version) })
    const inForce = policy.inForce ? null : await this.inForce(person)
    const rows = inForce && compared(besideInForce(inForce.document, policy.document))
    const beside = rows && { rows, changes: differencesIn(rows), inForce: inForce.version }
    const shown = { policy, clauses: clausesOf(policy.document), beside, step: stepFor(policy, person.role) }
    return new Page('pages/policies/policy', { ...shown, values: {}, errors: [], ...more }, status)
  }

  /** One is at any time, and mostly among the newest; null: it is further back than that. */
  private async inForce(person: SignedIn): Promise<PolicyRead | null> {
    const gateway = this.gateway.as(person)
    const { items } = await gateway.call(api.policies.find)
    const version = items.find((one) => one.inForce)?.version
    return version === undefined ? null : gateway.call(api.policies.get, { version })
  }
}

/** What is no number of a version is no page. */
function numberOf(version: string): number {
  if (!/^[1-9]\d{0,8}$/.test(version)) throw new NotFoundException()
  return Number(version)
}
