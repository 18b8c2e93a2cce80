import { Module } from '@nestjs/common'
import { InboxRepository } from './inbox.repository.ts'
import { InboxService } from './inbox.service.ts'

@Module({
  providers: [InboxRepository, InboxService],
  exports: [InboxService],
})
export class InboxModule {}
