import { Module, type DynamicModule } from '@nestjs/common'
import { BusModule, type NatsConnection } from '@contactpoint/bus'
import type { Logger } from '@contactpoint/runtime'
import { AccessModule } from './access/access.module.ts'
import { AccessesController } from './accesses/accesses.controller.ts'
import { AuthenticatorsController } from './authenticators/authenticators.controller.ts'
import { AuditController } from './audit/audit.controller.ts'
import { ChildrenController } from './children/children.controller.ts'
import { ClientsController } from './clients/clients.controller.ts'
import { DocsModule } from './docs/docs.module.ts'
import { FeedsModule } from './feeds/feeds.module.ts'
import type { GatewayConfig } from './gateway.config.ts'
import { HealthModule } from './health/health.module.ts'
import { PlacesController } from './places/places.controller.ts'
import { SearchesController } from './searches/searches.controller.ts'
import { SessionsController } from './sessions/sessions.controller.ts'
import { BudgetsController } from './budgets/budgets.controller.ts'
import { ShutOffsController } from './shut-offs/shut-offs.controller.ts'
import { WorkController } from './work/work.controller.ts'
import { ShieldsController } from './shields/shields.controller.ts'
import { CaseStreamService } from './overrides/case-stream.service.ts'
import { OverridesController } from './overrides/overrides.controller.ts'
import { BrokerRequestsController } from './broker-requests/broker-requests.controller.ts'
import { ProposalsController } from './proposals/proposals.controller.ts'
import { InvolvementsController } from './involvements/involvements.controller.ts'
import { LinkModelsController } from './link-models/link-models.controller.ts'
import { DuplicatesController } from './duplicates/duplicates.controller.ts'
import { LinkQuestionsController } from './link-questions/link-questions.controller.ts'
import { MisuseController } from './misuse/misuse.controller.ts'
import { CoursesController } from './training/courses.controller.ts'
import { TrainingController } from './training/training.controller.ts'
import { AuthoritiesController } from './authorities/authorities.controller.ts'
import { OrganisationsController } from './organisations/organisations.controller.ts'
import { PeopleController } from './people/people.controller.ts'
import { PoliciesController } from './policies/policies.controller.ts'

@Module({})
export class AppModule {
  static with(config: GatewayConfig, connection: NatsConnection, log: Logger): DynamicModule {
    return {
      module: AppModule,
      imports: [BusModule.forAsker(connection), AccessModule.with(config, log), HealthModule, FeedsModule, DocsModule],
      controllers: [
        SessionsController,
        AuthenticatorsController,
        ClientsController,
        SearchesController,
        ChildrenController,
        ShieldsController,
        BudgetsController,
        WorkController,
        InvolvementsController,
        OverridesController,
        PoliciesController,
        BrokerRequestsController,
        ProposalsController,
        PlacesController,
        AccessesController,
        AuditController,
        LinkModelsController,
        LinkQuestionsController,
        DuplicatesController,
        MisuseController,
        CoursesController,
        TrainingController,
        AuthoritiesController,
        ShutOffsController,
        OrganisationsController,
        PeopleController,
      ],
      providers: [CaseStreamService],
    }
  }
}
