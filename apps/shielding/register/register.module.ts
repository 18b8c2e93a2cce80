import { Module } from '@nestjs/common'
import { DesksModule } from '../desks/desks.module.ts'
import { ProposalsModule } from '../proposals/proposals.module.ts'
import { ProtectionModule } from '../protection/protection.module.ts'
import { ReleaseModule } from '../release/release.module.ts'
import { RegisterController } from './register.controller.ts'
import { RegisterService } from './register.service.ts'

@Module({
  imports: [DesksModule, ProposalsModule, ProtectionModule, ReleaseModule],
  controllers: [RegisterController],
  providers: [RegisterService],
})
export class RegisterModule {}
