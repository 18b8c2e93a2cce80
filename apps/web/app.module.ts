import { Module, type DynamicModule } from '@nestjs/common'
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core'
import { LOG, type Logger } from '@contactpoint/runtime'
import { GatewayClient } from './gateway.client.ts'
import { PagesInterceptor } from './layout/pages.interceptor.ts'
import { TemplatesService } from './layout/templates.service.ts'
import { ViewService } from './layout/view.service.ts'
import { WentWrongFilter } from './layout/went-wrong.filter.ts'
import { AuditController } from './pages/audit/audit.controller.ts'
import { ChildrenController } from './pages/children/children.controller.ts'
import { ContactController } from './pages/contact/contact.controller.ts'
import { EntriesController } from './pages/entries/entries.controller.ts'
import { InvolvementController } from './pages/involvement/involvement.controller.ts'
import { OverrideController } from './pages/override/override.controller.ts'
import { SearchController } from './pages/search/search.controller.ts'
import { ShieldRequestController } from './pages/shield-request/shield-request.controller.ts'
import { SignInController } from './pages/sign-in/sign-in.controller.ts'
import { StatusController } from './pages/status/status.controller.ts'
import { WorkController } from './pages/work/work.controller.ts'
import { RenewalsService } from './session/renewals.service.ts'
import { SessionService } from './session/session.service.ts'
import { SignedInGuard } from './session/signed-in.guard.ts'
import { WebConfig } from './web.config.ts'

@Module({})
export class AppModule {
  static with(config: WebConfig, log: Logger): DynamicModule {
    return {
      module: AppModule,
      controllers: [
        SignInController,
        StatusController,
        SearchController,
        ChildrenController,
        ShieldRequestController,
        OverrideController,
        ContactController,
        InvolvementController,
        WorkController,
        AuditController,
        EntriesController,
      ],
      providers: [
        { provide: WebConfig, useValue: config },
        { provide: LOG, useValue: log },
        SessionService,
        RenewalsService,
        GatewayClient,
        TemplatesService,
        ViewService,
        { provide: APP_GUARD, useClass: SignedInGuard },
        { provide: APP_INTERCEPTOR, useClass: PagesInterceptor },
        { provide: APP_FILTER, useClass: WentWrongFilter },
      ],
    }
  }
}
