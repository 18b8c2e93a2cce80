import { Module } from '@nestjs/common'
import type { ServicePlan } from '@contactpoint/service'
import { AccountsModule } from './accounts/accounts.module.ts'
import { AgreementsModule } from './agreements/agreements.module.ts'
import { AskersModule } from './askers/askers.module.ts'
import { AuthenticatorsModule } from './authenticators/authenticators.module.ts'
import { ClientsModule } from './clients/clients.module.ts'
import { EnrolmentsModule } from './enrolments/enrolments.module.ts'
import { IdentityConfig } from './identity.config.ts'
import { KeyRegistrationsModule } from './key-registrations/key-registrations.module.ts'
import { LapsesModule } from './lapses/lapses.module.ts'
import { OrganisationsModule } from './organisations/organisations.module.ts'
import { OverrideGrantsModule } from './override-grants/override-grants.module.ts'
import { PeopleModule } from './people/people.module.ts'
import { RecoveriesModule } from './recoveries/recoveries.module.ts'
import { RelationsModule } from './relations/relations.module.ts'
import { RolloutModule } from './rollout/rollout.module.ts'
import { SecurityKeysModule } from './security-keys/security-keys.module.ts'
import { SessionsModule } from './sessions/sessions.module.ts'
import { ShutOffsModule } from './shut-offs/shut-offs.module.ts'
import { SuspensionsModule } from './suspensions/suspensions.module.ts'
import { CoursesModule } from './courses/courses.module.ts'
import { TrainingModule } from './training/training.module.ts'
import { TrainingPlansModule } from './training-plans/training-plans.module.ts'
import { TrainingSessionsModule } from './training-sessions/training-sessions.module.ts'
import { store } from './store.ts'

@Module({
  imports: [
    ...[PeopleModule, AuthenticatorsModule, SessionsModule, ClientsModule, OverrideGrantsModule],
    ...[RelationsModule, SuspensionsModule, OrganisationsModule, AccountsModule, EnrolmentsModule, RolloutModule],
    ...[ShutOffsModule, CoursesModule, TrainingModule, TrainingSessionsModule, TrainingPlansModule],
    ...[SecurityKeysModule, KeyRegistrationsModule, RecoveriesModule, AskersModule, AgreementsModule],
    LapsesModule,
  ],
})
class AppModule {}

/** Says who may use the directory, and lets them in. */
export const identity: ServicePlan<IdentityConfig> = {
  name: 'identity',
  config: IdentityConfig,
  module: AppModule,
  store,
}
