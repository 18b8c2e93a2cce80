import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import {
  AboutOrganisation,
  accreditOrganisation,
  AccreditOrganisation,
  confirmContact,
  ConfirmContact,
  createOrganisation,
  CreateOrganisation,
  disaccreditOrganisation,
  getOrganisation,
  listOrganisations,
  ListOrganisations,
  type MemberOrganisation,
  type OrganisationsListed,
} from '@contactpoint/contracts'
import { OrganisationsService } from './organisations.service.ts'

@Controller()
export class OrganisationsController {
  constructor(private readonly organisations: OrganisationsService) {}

  @Answers(createOrganisation)
  @Allow('accreditor')
  create(@Payload() ask: CreateOrganisation, @CurrentCaller() caller: Caller): Promise<MemberOrganisation> {
    return this.organisations.create(caller, ask)
  }

  @Answers(accreditOrganisation)
  @Allow('accreditor')
  accredit(@Payload() ask: AccreditOrganisation, @CurrentCaller() caller: Caller): Promise<MemberOrganisation> {
    return this.organisations.accredit(caller, ask)
  }

  @Answers(disaccreditOrganisation)
  @Allow('accreditor')
  disaccredit(@Payload() ask: AboutOrganisation, @CurrentCaller() caller: Caller): Promise<MemberOrganisation> {
    return this.organisations.disaccredit(caller, ask.organisationId)
  }

  @Answers(confirmContact)
  @Allow('account-manager', 'accreditor')
  confirmContact(@Payload() ask: ConfirmContact, @CurrentCaller() caller: Caller): Promise<MemberOrganisation> {
    return this.organisations.confirmContact(caller, ask)
  }

  @Answers(getOrganisation)
  @Allow('account-manager', 'accreditor')
  one(@Payload() ask: AboutOrganisation, @CurrentCaller() caller: Caller): Promise<MemberOrganisation> {
    return this.organisations.one(caller, ask.organisationId)
  }

  @Answers(listOrganisations)
  @Allow('accreditor', 'account-manager', 'trainer')
  list(@Payload() ask: ListOrganisations, @CurrentCaller() caller: Caller): Promise<OrganisationsListed> {
    return this.organisations.list(caller, ask.authority)
  }
}
