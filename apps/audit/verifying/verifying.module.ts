import { Module } from '@nestjs/common'
import { CheckpointsModule } from '../checkpoints/checkpoints.module.ts'
import { VerifyingRepository } from './verifying.repository.ts'
import { VerifyingService } from './verifying.service.ts'

@Module({
  imports: [CheckpointsModule],
  providers: [VerifyingRepository, VerifyingService],
  exports: [VerifyingService],
})
export class VerifyingModule {}
