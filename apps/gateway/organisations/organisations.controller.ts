import { Controller } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import {
  AboutOrganisation,
  AccreditOrganisation,
  accreditOrganisation,
  api,
  ConfirmContact,
  confirmContact,
  CreateOrganisation,
  createOrganisation,
  disaccreditOrganisation,
  getOrganisation,
  ListOrganisations,
  listOrganisations,
  MemberOrganisation,
  OrganisationsListed,
} from '@contactpoint/contracts'
import { Asked, Serves } from '../access/route.pipe.ts'

@Controller()
export class OrganisationsController {
  constructor(private readonly bus: Bus) {}

  @Serves(api.organisations.create)
  create(@Asked() ask: CreateOrganisation): Promise<MemberOrganisation> {
    return this.bus.ask(createOrganisation, ask)
  }

  @Serves(api.organisations.overview)
  overview(@Asked() ask: ListOrganisations): Promise<OrganisationsListed> {
    return this.bus.ask(listOrganisations, ask)
  }

  @Serves(api.organisations.get)
  get(@Asked() ask: AboutOrganisation): Promise<MemberOrganisation> {
    return this.bus.ask(getOrganisation, ask)
  }

  @Serves(api.organisations.confirmContact)
  confirmContact(@Asked() ask: ConfirmContact): Promise<MemberOrganisation> {
    return this.bus.ask(confirmContact, ask)
  }

  @Serves(api.organisations.accredit)
  accredit(@Asked() ask: AccreditOrganisation): Promise<MemberOrganisation> {
    return this.bus.ask(accreditOrganisation, ask)
  }

  @Serves(api.organisations.disaccredit)
  disaccredit(@Asked() ask: AboutOrganisation): Promise<MemberOrganisation> {
    return this.bus.ask(disaccreditOrganisation, ask)
  }
}
