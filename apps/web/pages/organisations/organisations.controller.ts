import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common'
import { api } from '@contactpoint/client'
import { ORGANISATION_EVIDENCE, SECTORS } from '@contactpoint/contracts'
import { GatewayClient } from '../../gateway.client.ts'
import { authorityIn, seenOf } from '../../layout/authority-seen.rules.ts'
import { fieldErrors, isProblem, type FieldError } from '../../layout/field-errors.rules.ts'
import { GoTo, Page } from '../../layout/pages.rules.ts'
import { keptFor } from '../../session/session.rules.ts'
import type { SignedIn, WebSession } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Session, Who } from '../../session/who.decorator.ts'
import {
  accreditationIn,
  ACCREDITING,
  ADDING,
  contactIn,
  organisationIn,
  type OrganisationForm,
} from './organisations.form.ts'

/** Organisations whose people may use the directory, and until when (S09). */
@For('accreditor')
@Controller('organisations')
export class OrganisationsController {
  constructor(private readonly gateway: GatewayClient) {}

  /** The national desk names an authority. */
  @For('account-manager', 'accreditor')
  @Get()
  list(
    @Query('authority') authority: string | undefined,
    @Session() session: WebSession,
    @Who() person: SignedIn,
  ): Promise<Page> {
    return this.page(person, keptFor(session, '/organisations'), [], authorityIn(authority))
  }

  @Post()
  async add(@Body() form: OrganisationForm, @Who() person: SignedIn): Promise<Page | GoTo> {
    try {
      await this.gateway.as(person).call(api.organisations.create, organisationIn(form))
    } catch (error) {
      return this.page(person, form, isProblem(error, 'forbidden') ? [ELSEWHERE] : fieldErrors(error, ADDING))
    }
    return new GoTo('/organisations', 'saved')
  }

  @For('account-manager', 'accreditor')
  @Get(':organisationId')
  one(
    @Param('organisationId') organisationId: string,
    @Session() session: WebSession,
    @Who() person: SignedIn,
  ): Promise<Page> {
    return this.pageOf(organisationId, person, keptFor(session, `/organisations/${organisationId}`))
  }

  @Post(':organisationId')
  async accredit(
    @Param('organisationId') organisationId: string,
    @Body() form: OrganisationForm,
    @Who() person: SignedIn,
  ): Promise<Page | GoTo> {
    try {
      await this.gateway.as(person).call(api.organisations.accredit, accreditationIn(organisationId, form))
    } catch (error) {
      return this.pageOf(organisationId, person, form, fieldErrors(error, ACCREDITING))
    }
    return new GoTo(`/organisations/${organisationId}`, 'done')
  }

  @For('account-manager', 'accreditor')
  @Post(':organisationId/contact')
  async confirmContact(
    @Param('organisationId') organisationId: string,
    @Body() form: OrganisationForm,
    @Who() person: SignedIn,
  ): Promise<Page | GoTo> {
    try {
      await this.gateway.as(person).call(api.organisations.confirmContact, contactIn(organisationId, form))
    } catch (error) {
      return this.pageOf(organisationId, person, form, fieldErrors(error))
    }
    return new GoTo(`/organisations/${organisationId}`, 'done')
  }

  @Get(':organisationId/end')
  warn(@Param('organisationId') organisationId: string): Page {
    const own = `/organisations/${encodeURIComponent(organisationId)}`
    return new Page('layout/check', {
      ...{ title: 'End what this organisation is accredited for', button: 'End it now', isGrave: true, errors: [] },
      ...{ back: own, action: `${own}/end`, values: {} },
      follows: [
        'From the answer on everybody of it is signed out, and nobody of it signs in.',
        'Their accounts are kept: they may sign in when it is accredited again.',
      ],
    })
  }

  @Post(':organisationId/end')
  async end(@Param('organisationId') organisationId: string, @Who() person: SignedIn): Promise<GoTo> {
    await this.gateway.as(person).call(api.organisations.disaccredit, { organisationId })
    return new GoTo(`/organisations/${organisationId}`, 'done')
  }

  private async page(
    person: SignedIn,
    values: OrganisationForm,
    errors: readonly FieldError[] = [],
    of: { authority?: string } = {},
  ): Promise<Page> {
    const { items, wrong } = await seenOf(this.gateway.as(person).call(api.organisations.overview, of))
    const shows = { items, of: of.authority, sectors: SECTORS, values, errors: [...errors, ...wrong] }
    return new Page('pages/organisations/list', shows, shows.errors.length > 0 ? 400 : 200)
  }

  private async pageOf(
    organisationId: string,
    person: SignedIn,
    values: OrganisationForm,
    errors: readonly FieldError[] = [],
  ): Promise<Page> {
    const one = await this.gateway.as(person).call(api.organisations.get, { organisationId })
    const shows = { one, evidence: ORGANISATION_EVIDENCE, values, errors }
    return new Page('pages/organisations/organisation', shows, errors.length > 0 ? 400 : 200)
  }
}

const ELSEWHERE = { field: 'authority', text: 'It would be of another authority than yours' }
