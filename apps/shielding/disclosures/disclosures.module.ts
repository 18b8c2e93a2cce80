import { Module } from '@nestjs/common'
import { ProtectionModule } from '../protection/protection.module.ts'
import { ReleaseModule } from '../release/release.module.ts'
import { DisclosuresController } from './disclosures.controller.ts'
import { DisclosuresService } from './disclosures.service.ts'

@Module({
  imports: [ProtectionModule, ReleaseModule],
  controllers: [DisclosuresController],
  providers: [DisclosuresService],
})
export class DisclosuresModule {}
