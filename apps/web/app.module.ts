import { Module, type DynamicModule } from '@nestjs/common'
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core'
import { LOG, type Logger } from '@contactpoint/runtime'
import { GatewayClient } from './gateway.client.ts'
import { PagesInterceptor } from './layout/pages.interceptor.ts'
import { TemplatesService } from './layout/templates.service.ts'
import { ViewService } from './layout/view.service.ts'
import { WentWrongFilter } from './layout/went-wrong.filter.ts'
import { AgreementController } from './pages/agreement/agreement.controller.ts'
import { AccessesController } from './pages/accesses/accesses.controller.ts'
import { AuditController } from './pages/audit/audit.controller.ts'
import { CasesController } from './pages/cases/cases.controller.ts'
import { FiguresController } from './pages/audit/figures.controller.ts'
import { ChildrenController } from './pages/children/children.controller.ts'
import { ContactController } from './pages/contact/contact.controller.ts'
import { EnrolController } from './pages/enrol/enrol.controller.ts'
import { EntriesController } from './pages/entries/entries.controller.ts'
import { AppealsController } from './pages/appeals/appeals.controller.ts'
import { AuthoritiesController } from './pages/authorities/authorities.controller.ts'
import { BulkController } from './pages/bulk/bulk.controller.ts'
import { ContactsController } from './pages/contacts/contacts.controller.ts'
import { FeedsController } from './pages/feeds/feeds.controller.ts'
import { InvolvementController } from './pages/involvement/involvement.controller.ts'
import { KeysController } from './pages/keys/keys.controller.ts'
import { MediationController } from './pages/mediation/mediation.controller.ts'
import { NearController } from './pages/near/near.controller.ts'
import { ChosenRowsController } from './pages/waiting-rows/chosen-rows.controller.ts'
import { WaitingRowsController } from './pages/waiting-rows/waiting-rows.controller.ts'
import { DuplicatesController } from './pages/duplicates/duplicates.controller.ts'
import { QuestionsController } from './pages/questions/questions.controller.ts'
import { OrganisationsController } from './pages/organisations/organisations.controller.ts'
import { OverrideController } from './pages/override/override.controller.ts'
import { OverrideGrantsController } from './pages/override-grants/override-grants.controller.ts'
import { CaseStreamService } from './pages/overrides/case-stream.service.ts'
import { OverridesController } from './pages/overrides/overrides.controller.ts'
import { PeopleController } from './pages/people/people.controller.ts'
import { PersonNameController } from './pages/people/person-name.controller.ts'
import { RecoveriesController } from './pages/people/recoveries.controller.ts'
import { PersonController } from './pages/people/person.controller.ts'
import { OwnSessionsController } from './pages/own-sessions/own-sessions.controller.ts'
import { PoliciesController } from './pages/policies/policies.controller.ts'
import { ModelsController } from './pages/models/models.controller.ts'
import { ProveController } from './pages/prove/prove.controller.ts'
import { ProposalController } from './pages/policies/proposal.controller.ts'
import { ProofsController } from './pages/proofs/proofs.controller.ts'
import { ReviewsController } from './pages/reviews/reviews.controller.ts'
import { SearchController } from './pages/search/search.controller.ts'
import { ByNumberController } from './pages/shield-request/by-number.controller.ts'
import { ShieldRequestController } from './pages/shield-request/shield-request.controller.ts'
import { ShieldsController } from './pages/shields/shields.controller.ts'
import { ShieldsService } from './pages/shields/shields.service.ts'
import { ShutOffsController } from './pages/shut-offs/shut-offs.controller.ts'
import { SignInController } from './pages/sign-in/sign-in.controller.ts'
import { StatusController } from './pages/status/status.controller.ts'
import { TrainerController } from './pages/people/trainer.controller.ts'
import { CoursesController } from './pages/training/courses.controller.ts'
import { CascadeController } from './pages/training/cascade.controller.ts'
import { TrainingController } from './pages/training/training.controller.ts'
import { SuspensionsController } from './pages/suspensions/suspensions.controller.ts'
import { WatchesController } from './pages/watches/watches.controller.ts'
import { WorkController } from './pages/work/work.controller.ts'
import { RenewalsService } from './session/renewals.service.ts'
import { SessionService } from './session/session.service.ts'
import { SignedInGuard } from './session/signed-in.guard.ts'
import { WebConfig } from './web.config.ts'

/** What has an address below that of something with an id comes before it. */
const PAGES = [
  SignInController,
  StatusController,
  OwnSessionsController,
  KeysController,
  SearchController,
  ChildrenController,
  ShieldRequestController,
  OverrideController,
  ContactController,
  MediationController,
  InvolvementController,
  WorkController,
  BulkController,
  NearController,
  WaitingRowsController,
  ChosenRowsController,
  ShieldsController,
  ReviewsController,
  OverridesController,
  OverrideGrantsController,
  ContactsController,
  AppealsController,
  ProveController,
  ProposalController,
  PoliciesController,
  ModelsController,
  AccessesController,
  CasesController,
  WatchesController,
  AuditController,
  FiguresController,
  ProofsController,
  EntriesController,
  EnrolController,
  AgreementController,
  PeopleController,
  RecoveriesController,
  PersonController,
  PersonNameController,
  TrainerController,
  SuspensionsController,
  OrganisationsController,
  AuthoritiesController,
  ShutOffsController,
  FeedsController,
  QuestionsController,
  DuplicatesController,
  TrainingController,
  CascadeController,
  CoursesController,
  ByNumberController,
]

@Module({})
export class AppModule {
  static with(config: WebConfig, log: Logger): DynamicModule {
    return {
      module: AppModule,
      controllers: PAGES,
      providers: [
        { provide: WebConfig, useValue: config },
        { provide: LOG, useValue: log },
        SessionService,
        RenewalsService,
        GatewayClient,
        TemplatesService,
        ViewService,
        ShieldsService,
        CaseStreamService,
        { provide: APP_GUARD, useClass: SignedInGuard },
        { provide: APP_INTERCEPTOR, useClass: PagesInterceptor },
        { provide: APP_FILTER, useClass: WentWrongFilter },
      ],
    }
  }
}
