import { Module } from '@nestjs/common'
import { ProtectionModule } from '../protection/protection.module.ts'
import { ReleaseModule } from '../release/release.module.ts'
import { InvolvementsController } from './involvements.controller.ts'
import { InvolvementsService } from './involvements.service.ts'

@Module({
  imports: [ProtectionModule, ReleaseModule],
  controllers: [InvolvementsController],
  providers: [InvolvementsService],
})
export class InvolvementsModule {}
