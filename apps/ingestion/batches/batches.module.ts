import { Module } from '@nestjs/common'
import { MongooseModule } from '@nestjs/mongoose'
import { InboxModule } from '../inbox/inbox.module.ts'
import { BatchFilesService } from './batch-files.service.ts'
import { BatchesController } from './batches.controller.ts'
import { BatchesRepository } from './batches.repository.ts'
import { batchSchema, chunkSchema } from './batches.schema.ts'
import { BatchesService } from './batches.service.ts'

@Module({
  imports: [
    InboxModule,
    MongooseModule.forFeature([
      { name: 'Batch', schema: batchSchema, collection: 'batches' },
      { name: 'Chunk', schema: chunkSchema, collection: 'chunks' },
    ]),
  ],
  controllers: [BatchesController],
  providers: [BatchesRepository, BatchesService, BatchFilesService],
  exports: [BatchFilesService],
})
export class BatchesModule {}
