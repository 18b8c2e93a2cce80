import { Module } from '@nestjs/common'
import { ActsModule } from '@contactpoint/service'
import { OrganisationsModule } from '../organisations/organisations.module.ts'
import { RevocationsModule } from '../revocations/revocations.module.ts'
import { ShutOffsController } from './shut-offs.controller.ts'
import { ShutOffsRepository } from './shut-offs.repository.ts'
import { ShutOffsService } from './shut-offs.service.ts'

@Module({
  imports: [ActsModule, OrganisationsModule, RevocationsModule],
  controllers: [ShutOffsController],
  providers: [ShutOffsRepository, ShutOffsService],
  exports: [ShutOffsService],
})
export class ShutOffsModule {}
