import { Module } from '@nestjs/common'
import { CheckpointsModule } from '../checkpoints/checkpoints.module.ts'
import { LogReaderService } from './log-reader.service.ts'
import { PublicLogService } from './public-log.service.ts'

@Module({
  imports: [CheckpointsModule],
  providers: [LogReaderService, PublicLogService],
})
export class PublicLogModule {}
