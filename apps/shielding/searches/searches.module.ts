import { Module } from '@nestjs/common'
import { ProtectionModule } from '../protection/protection.module.ts'
import { RelationsModule } from '../relations/relations.module.ts'
import { ReleaseModule } from '../release/release.module.ts'
import { SearchesController } from './searches.controller.ts'
import { SearchesService } from './searches.service.ts'

@Module({
  imports: [ProtectionModule, ReleaseModule, RelationsModule],
  controllers: [SearchesController],
  providers: [SearchesService],
})
export class SearchesModule {}
