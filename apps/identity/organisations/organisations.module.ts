import { Module } from '@nestjs/common'
import { ActsModule } from '@contactpoint/service'
import { RevocationsModule } from '../revocations/revocations.module.ts'
import { OrganisationsController } from './organisations.controller.ts'
import { OrganisationsRepository } from './organisations.repository.ts'
import { OrganisationsService } from './organisations.service.ts'

@Module({
  imports: [ActsModule, RevocationsModule],
  controllers: [OrganisationsController],
  providers: [OrganisationsRepository, OrganisationsService],
  exports: [OrganisationsService],
})
export class OrganisationsModule {}
