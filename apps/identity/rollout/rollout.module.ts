import { Module } from '@nestjs/common'
import { ActsModule } from '@contactpoint/service'
import { AuthoritiesModule } from '../authorities/authorities.module.ts'
import { PeopleModule } from '../people/people.module.ts'
import { RevocationsModule } from '../revocations/revocations.module.ts'
import { RolloutController } from './rollout.controller.ts'
import { RolloutService } from './rollout.service.ts'

@Module({
  imports: [ActsModule, AuthoritiesModule, PeopleModule, RevocationsModule],
  controllers: [RolloutController],
  providers: [RolloutService],
})
export class RolloutModule {}
