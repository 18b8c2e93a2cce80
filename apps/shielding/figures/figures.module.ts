import { Module } from '@nestjs/common'
import { DesksModule } from '../desks/desks.module.ts'
import { OverrideCasesModule } from '../override-cases/override-cases.module.ts'
import { ProtectionModule } from '../protection/protection.module.ts'
import { FiguresController } from './figures.controller.ts'
import { FiguresService } from './figures.service.ts'

@Module({
  imports: [DesksModule, OverrideCasesModule, ProtectionModule],
  controllers: [FiguresController],
  providers: [FiguresService],
})
export class FiguresModule {}
