import { Module } from '@nestjs/common'
import { MongooseModule } from '@nestjs/mongoose'
import { InboxRepository } from './inbox.repository.ts'
import { inboxRowSchema } from './inbox.schema.ts'
import { InboxService } from './inbox.service.ts'

@Module({
  imports: [MongooseModule.forFeature([{ name: 'InboxRow', schema: inboxRowSchema, collection: 'inbox' }])],
  providers: [InboxRepository, InboxService],
  exports: [InboxService],
})
export class InboxModule {}
