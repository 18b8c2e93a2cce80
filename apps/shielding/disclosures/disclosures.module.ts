import { Module } from '@nestjs/common'
import { ProtectionModule } from '../protection/protection.module.ts'
import { MediationsModule } from '../mediations/mediations.module.ts'
import { OverridesModule } from '../overrides/overrides.module.ts'
import { RelationsModule } from '../relations/relations.module.ts'
import { ReleaseModule } from '../release/release.module.ts'
import { DisclosuresController } from './disclosures.controller.ts'
import { DisclosuresService } from './disclosures.service.ts'

@Module({
  imports: [MediationsModule, OverridesModule, ProtectionModule, ReleaseModule, RelationsModule],
  controllers: [DisclosuresController],
  providers: [DisclosuresService],
})
export class DisclosuresModule {}
