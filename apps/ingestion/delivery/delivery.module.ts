import { Module } from '@nestjs/common'
import { BatchesModule } from '../batches/batches.module.ts'
import { InboxModule } from '../inbox/inbox.module.ts'
import { SentModule } from '../sent/sent.module.ts'
import { DeliveryService } from './delivery.service.ts'

@Module({ imports: [BatchesModule, InboxModule, SentModule], providers: [DeliveryService] })
export class DeliveryModule {}
