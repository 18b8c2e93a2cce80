import { Module } from '@nestjs/common'
import { ActsModule } from '@contactpoint/service'
import { InboxModule } from '../inbox/inbox.module.ts'
import { SentModule } from '../sent/sent.module.ts'
import { BatchFilesService } from './batch-files.service.ts'
import { BatchesController } from './batches.controller.ts'
import { BatchesRepository } from './batches.repository.ts'
import { BatchesService } from './batches.service.ts'

@Module({
  imports: [ActsModule, InboxModule, SentModule],
  controllers: [BatchesController],
  providers: [BatchesRepository, BatchesService, BatchFilesService],
  exports: [BatchFilesService],
})
export class BatchesModule {}
